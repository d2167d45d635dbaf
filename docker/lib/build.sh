# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with ../lib.sh
# The build; part of ../lib.sh.

# Whether this is an installed product without sources, which is never built.
fg_has_sources() {
  [[ -e $fg_root/pom.xml ]]
}

# Sets fg_app to the folder of the newest build; fails if there is none or the sources are newer.
# Folders are compared too, so that a deleted file is noticed.
fg_find_app() {
  local name
  local -a sources
  fg_app=
  { IFS= read -r name <"$fg_state/current"; } 2>/dev/null || return 1
  [[ -d $fg_state/$name/lib ]] || return 1
  fg_app=$fg_state/$name
  fg_has_sources || return 0
  sources=("$fg_root"/pom.xml "$fg_root"/*/pom.xml "$fg_root"/*/src/main)
  [[ -z $(exec find "${sources[@]}" -newer "$fg_state/current" -print -quit 2>&1) ]]
}

# Copies the sources to folder $1 and sets fg_hash to a digest of their names and contents.
fg_snapshot() {
  local digest
  mkdir -p "$1"
  (
    cd "$fg_root" || exit
    find pom.xml ./*/pom.xml ./*/src/main -type f ! -name '.#*' ! -name '.*.sw?' ! -name '*~' -print0 |
      LC_ALL=C sort -z >"$1/.files" || exit
    xargs -0 cp -p --parents -t "$1" <"$1/.files"
  ) || fg_lacks "the sources could not be copied for a build: $fg_root"
  digest=$(cd "$1" && xargs -0 sha256sum <.files | sha256sum)
  fg_hash=${digest:0:12}
}

fg_find_maven() {
  if ! type -P mvn >/dev/null; then
    if fg_is_debian; then
      fg_need_packages "the build" apt-build.txt
      hash -r
    fi
    type -P mvn >/dev/null || fg_lacks "Maven is missing: no mvn on the PATH. Install Maven 3.8 or later."
  fi
}

# Maven's own libraries draw warnings from a JDK of today that tell a user nothing.
fg_maven() {
  JAVA_HOME=$fg_jdk MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS-}" \
    mvn -B -ntp -Dstyle.color=never "$@"
}

# Builds the product if the sources are newer than the last build, and sets fg_app. The build works
# on a copy of the sources and ends in a folder named by their digest, so it touches neither the
# jars of a running process nor the target folders of the work tree.
fg_need_build() {
  local build=$fg_state/build log=$fg_state/build.log
  fg_find_app && return
  fg_has_sources || fg_lacks "this installation is incomplete: neither a build nor sources in $fg_root"
  fg_lock
  fg_find_app && return
  fg_scratch=$build
  rm -rf -- "$build"
  mkdir -p "$build"
  : >"$build/started"
  fg_snapshot "$build/tree"
  if ! [[ -d $fg_state/app-$fg_hash/lib ]]; then
    fg_find_maven
    fg_say "building, for $(fg_build_reason) (log: $log)"
    fg_stoppable fg_build "$build/tree" >"$log" 2>&1 || fg_build_failed "$log"
    rm -rf -- "$fg_state/app-$fg_hash"
    mv -T -- "$build/tree/adapters/target/app" "$fg_state/app-$fg_hash"
    fg_did+=("built the product")
  fi
  printf 'app-%s\n' "$fg_hash" >"$build/current"
  touch -r "$build/started" "$fg_state/app-$fg_hash" "$build/current"
  mv -T -- "$build/current" "$fg_state/current"
  rm -rf -- "$build"
  fg_scratch=
  fg_app=$fg_state/app-$fg_hash
  fg_prune_apps
}

fg_build_reason() {
  if [[ -e $fg_state/current ]]; then
    printf 'the sources are newer than the last build'
  else
    printf 'there is no build yet; Maven fetches the libraries it needs'
  fi
}

fg_build() {
  cd "$1" || return
  fg_maven -q -pl adapters -am -Dmaven.test.skip=true package
}

fg_build_failed() {
  local words
  words=$(grep -E '^\[ERROR\]' "$1") || words=$(tail -n 20 "$1")
  head -n 20 <<<"${words//"$fg_state/build/tree/"/}" >&2
  if grep -qE 'Could not transfer|Unknown host|Connection refused|Network is unreachable' "$1"; then
    fg_lacks "the build failed because Maven could not fetch what it needs: is the network there? log: $1"
  fi
  fg_lacks "the build failed: log: $1"
}

# Keeps the two newest builds, and every older one that a running process holds (see fg_hold_app).
fg_prune_apps() {
  local kept=0 folder
  local -a folders
  mapfile -t folders < <(cd "$fg_state" && ls -1td -- app-*)
  for folder in "${folders[@]}"; do
    kept=$((kept + 1))
    if ((kept > 2)) && flock -n -x "$fg_state/$folder/lib" true; then
      rm -rf -- "${fg_state:?}/$folder"
    fi
  done
}

# Marks fg_app as in use for the life of this process, across exec: a shared lock on its folder.
fg_hold_app() {
  exec 8<"$fg_app/lib"
  flock -s 8
}
