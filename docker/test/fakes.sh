# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # variables are shared with launcher.sh
# Stand-ins for JDK, dpkg, apt-get, Maven: part of launcher.sh. They log their calls to $work/calls and
# obey files in $work: `missing` (packages not installed), `lists-old`, `apt-broken`, `mvn-fails`,
# `mvn-slow`, `makes-cache`, and `debs` (what apt-get download finds).

write_script() {
  cat >"$1"
  chmod +x "$1"
}

# A folder of the tools that the launcher may use, so that nothing else of the machine is seen.
fake_tools() {
  local tool
  mkdir -p "$work/tools"
  for tool in bash cat cp dirname dpkg-deb env find flock grep head id ls mkdir mv readlink rm sed sha256sum sleep \
    sort stat tail tar touch true xargs; do
    ln -s "$(type -P "$tool")" "$work/tools/$tool"
  done
}

# A JDK of version $2 in folder $1 whose java prints its process id and what follows the main class.
fake_jdk() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Nobody"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  : >"$1/bin/javac"
  chmod +x "$1/bin/javac"
  write_script "$1/bin/java" <<EOF
#!$BASH
if [[ \$1 == -version ]]; then
  printf 'openjdk version "$2" 2099-01-01\n' >&2
  exit
fi
if [[ -e "$work/makes-cache" && " \$* " =~ \ -XX:AOTCacheOutput=(.*)\ -cp\  ]]; then
  printf 'cache\n' >>"$work/calls"
  printf x >"\${BASH_REMATCH[1]}"
fi
printf 'java %s\npid %s\nhome %s\n' "$2" "\$\$" "\$FRAMEGAUGE_HOME"
while [[ \$1 != io.framegauge.* ]]; do
  printf 'option [%s]\n' "\$1"
  shift
done
printf 'argument [%s]\n' "\${@:2}"
case \${2-} in
  exit) exit "\$3" ;;
  sleep) read -r line <"\$3" ;;
esac
EOF
}

fake_dpkg() {
  write_script "$work/bin/dpkg-query" <<EOF
#!$BASH
printf 'dpkg-query\n' >>"$work/calls"
for package in "\${@:3}"; do
  grep -qx -- "\$package" "$work/missing" || printf '%s:amd64 installed\n' "\$package"
done
EOF
}

fake_apt() {
  write_script "$work/bin/apt-get" <<EOF
#!$BASH
arguments=" \$* "
[[ \$arguments =~ \ (install|update|download)\ .* ]]
printf 'apt-get%s\n' "\$BASH_REMATCH" >>"$work/calls"
[[ ! -e "$work/apt-broken" ]] || { echo 'E: apt is broken'; exit 100; }
case \${BASH_REMATCH[1]} in
  update) rm -f "$work/lists-old" ;;
  install)
    [[ ! -e "$work/lists-old" ]] || { echo 'E: Unable to locate package'; exit 100; }
    : >"$work/missing"
    [[ \$arguments != *' maven '* ]] || mv "$work/mvn" "$work/bin/mvn" ;;
  download) cp "$work"/debs/*.deb . ;;
esac
EOF
}

fake_maven() {
  write_script "$1" <<EOF
#!$BASH
printf 'mvn\n' >>"$work/calls"
if [[ -e "$work/mvn-fails" ]]; then
  printf '[ERROR] %s/adapters/src/main/java/A.java:[1,2] ; expected\n' "\$PWD"
  exit 1
fi
mkdir -p adapters/target/app/lib
: >adapters/target/app/lib/half.jar
if [[ -e "$work/mvn-slow" ]]; then
  : >"$work/mvn-started"
  sleep "\$(<"$work/mvn-slow")"
fi
: >adapters/target/app/lib/a.jar
EOF
}
