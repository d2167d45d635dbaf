# shellcheck shell=bash
# Functions that ./framegauge, ./verify and the other scripts share. A script sets fg_root, the root
# of the repository, and sources this file. All messages go to stderr. What the machine lacks and
# cannot be had ends the script with exit code 3.

shopt -s nullglob
: "${fg_root:?the root of the repository}"
fg_state=$fg_root/.framegauge
fg_video=$fg_state/videos/vtest.avi
fg_video_bytes=8131690
fg_video_sha256=45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf
fg_child=    # the command that fg_stoppable waits for
fg_scratch=  # the folder that a signal removes
fg_locked=
fg_did=()    # what was installed, built or fetched

fg_say() {
  printf 'framegauge: %s\n' "$*" >&2
}

fg_lacks() {
  fg_say "$*"
  exit 3
}

# --- JDK --------------------------------------------------------------------------------------

# Sets fg_jdk_major to the Java version of the JDK in folder $1; fails if that is no JDK: plugins
# are compiled at run time, so a JRE is not enough.
fg_read_jdk() {
  local line version=
  fg_jdk_major=0
  [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
  if [[ -r $1/release ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $line == JAVA_VERSION=* ]]; then
        version=${line#JAVA_VERSION=}
      fi
    done <"$1/release"
  fi
  if [[ -z $version ]]; then
    version=$("$1/bin/java" -version 2>&1) || return 1
    [[ $version =~ version\ (\"[^\"]+\") ]] || return 1
    version=${BASH_REMATCH[1]}
  fi
  [[ $version =~ ^\"?([0-9]+) ]] || return 1
  fg_jdk_major=${BASH_REMATCH[1]}
}

# The folders where JDKs are looked for after JAVA_HOME and the PATH; FRAMEGAUGE_JVM_DIRS
# (separated by colons, for tests) replaces the usual ones.
fg_jvm_folders() {
  local parent
  local -a parents=()
  if [[ -n ${FRAMEGAUGE_JVM_DIRS+set} ]]; then
    IFS=: read -ra parents <<<"$FRAMEGAUGE_JVM_DIRS"
    fg_folders=()
    for parent in ${parents[@]+"${parents[@]}"}; do
      fg_folders+=("$parent"/*)
    done
    return
  fi
  fg_folders=(/usr/lib/jvm/* /opt/*jdk* /opt/java/*)
  if [[ -n ${HOME-} ]]; then
    fg_folders+=("$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*)
  fi
}

# Sets fg_jdk to a JDK of version 25 or later: JAVA_HOME, then the PATH, then the usual folders,
# where 25 itself is preferred to anything later.
fg_find_jdk() {
  local folder later='' on_path
  if [[ -n ${JAVA_HOME-} ]] && fg_read_jdk "$JAVA_HOME" && ((fg_jdk_major >= 25)); then
    fg_jdk=$JAVA_HOME
    return
  fi
  on_path=$(type -P java) && on_path=$(readlink -f -- "$on_path") || on_path=
  folder=${on_path%/bin/java}
  if [[ -n $folder ]] && fg_read_jdk "$folder" && ((fg_jdk_major >= 25)); then
    fg_jdk=$folder
    return
  fi
  fg_jvm_folders
  for folder in "${fg_folders[@]}"; do
    if fg_read_jdk "$folder"; then
      if ((fg_jdk_major == 25)); then
        fg_jdk=$folder
        return
      elif ((fg_jdk_major > 25)) && [[ -z $later ]]; then
        later=$folder
      fi
    fi
  done
  [[ -n $later ]] || fg_lacks "no JDK 25 or later found: JAVA_HOME=${JAVA_HOME-}. Looked at JAVA_HOME," \
    "at java on the PATH and in the usual folders (/usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks). A JRE without javac is not" \
    "enough, for plugins are compiled at start. Install one, for example Eclipse Temurin 25 (package temurin-25-jdk of" \
    "the Adoptium repository, or its archive unpacked into ~/.jdks), openjdk-25-jdk-headless where the distribution has" \
    "it, or 'sdk install java 25-tem' with SDKMAN; or set JAVA_HOME to the folder of one."
  fg_jdk=$later
}

# --- Debian packages --------------------------------------------------------------------------

# Adds the packages of list docker/$1 to fg_packages.
fg_read_list() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%%#*}
    line=${line//[[:space:]]/}
    [[ -z $line ]] || fg_packages+=("$line")
  done <"$fg_root/docker/$1"
}

# Sets fg_missing to those of the packages $@ that dpkg does not know as installed.
fg_find_missing() {
  local package installed
  installed=$(dpkg-query -W -f='${binary:Package} ${db:Status-Status}\n' "$@" 2>/dev/null) || true
  installed=$'\n'$installed$'\n'
  fg_missing=()
  for package; do
    if ! [[ $installed =~ $'\n'"$package"(:[a-z0-9]+)?" installed"$'\n' ]]; then
      fg_missing+=("$package")
    fi
  done
}

# Runs apt-get with arguments $@ as root, directly or through sudo, its output on stderr.
fg_apt_get() {
  local -a as_root=()
  if ((EUID != 0)); then
    as_root=(sudo)
    if ! fg_has_terminal; then
      as_root=(sudo -n)
    fi
  fi
  ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >&2 9>&-
}

fg_has_terminal() {
  [[ -t 0 && -t 2 ]]
}

fg_has_apt_lists() {
  local -a lists=(/var/lib/apt/lists/*_Packages*)
  ((${#lists[@]} > 0))
}

# Installs the packages fg_missing; $1 says what they are for.
fg_install_missing() {
  local command="apt-get install --no-install-recommends ${fg_missing[*]}" answer
  local -a install=(install --no-install-recommends --no-remove "${fg_missing[@]}")
  if ((EUID != 0)); then
    command="sudo $command"
  fi
  if [[ ${FRAMEGAUGE_NO_INSTALL-} == 1 ]]; then
    fg_lacks "packages are missing for $1: ${fg_missing[*]}. Nothing is installed because FRAMEGAUGE_NO_INSTALL=1." \
      "Install them with: $command"
  fi
  if ((EUID != 0)) && ! type -P sudo >/dev/null; then
    fg_lacks "packages are missing for $1: ${fg_missing[*]}. Installing them needs root, and there is no sudo." \
      "As root: ${command#sudo }"
  fi
  if fg_has_terminal; then
    fg_say "packages are missing for $1: ${fg_missing[*]}"
    read -r -p "framegauge: run '$command' now? [Y/n] " answer || answer=n
    [[ ${answer:-y} == [yY]* ]] || fg_lacks "nothing was installed. Install them with: $command"
  else
    fg_say "packages are missing for $1, so this is run now: $command"
  fi
  if ! fg_has_apt_lists; then
    fg_apt_get update || fg_lacks "apt-get update failed, so these packages are still missing: ${fg_missing[*]}." \
      "When it works again: $command"
  elif fg_apt_get "${install[@]}"; then
    return
  else
    fg_say "that failed; trying once more with fresh package lists"
    fg_apt_get update || true
  fi
  fg_apt_get "${install[@]}" || fg_lacks "apt-get could not install what is missing for $1: ${fg_missing[*]}." \
    "Its own words are above; to try by hand: $command"
}

# Sees to it that the packages of the lists $2… are installed; $1 says what they are for.
fg_need_packages() {
  local purpose=$1
  shift
  fg_packages=()
  while (($# > 0)); do
    fg_read_list "$1"
    shift
  done
  fg_find_missing "${fg_packages[@]}"
  ((${#fg_missing[@]} > 0)) || return 0
  fg_lock
  fg_find_missing "${fg_packages[@]}"
  ((${#fg_missing[@]} > 0)) || return 0
  fg_install_missing "$purpose"
  fg_did+=("installed ${fg_missing[*]}")
}

fg_is_debian() {
  type -P dpkg-query >/dev/null && type -P apt-get >/dev/null
}

# Whether the loader can find GStreamer's core and video libraries.
fg_finds_gstreamer() {
  local cache
  cache=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null) || cache=
  [[ $cache == *libgstreamer-1.0.so.0* && $cache == *libgstvideo-1.0.so.0* ]]
}

# GStreamer and what the samples need of it. With a stamp newer than dpkg's own state and than the
# list, no process is started.
fg_need_gstreamer() {
  local stamp=$fg_state/apt-run.checked
  if ! fg_is_debian; then
    fg_finds_gstreamer && return
    fg_packages=()
    fg_read_list apt-run.txt
    fg_lacks "GStreamer is missing, and this machine has no apt-get to install it. Install GStreamer 1.20 or later with its" \
      "base, good, libav and opencv plugins; in Debian's words: ${fg_packages[*]}"
  fi
  if [[ $stamp -nt /var/lib/dpkg/status && $stamp -nt $fg_root/docker/apt-run.txt ]]; then
    return
  fi
  fg_need_packages "GStreamer" apt-run.txt
  if [[ -w $fg_state ]]; then
    : >"$stamp"
  fi
}

# --- one at a time ----------------------------------------------------------------------------

# Takes the lock that guards installing and building, until fg_unlock or the end of the script. It
# is held on descriptor 9, which children inherit: a build that outlives a killed script still
# keeps others out. apt-get does not inherit it, for it may start services.
fg_lock() {
  [[ -z $fg_locked ]] || return 0
  if ! mkdir -p "$fg_state" 2>/dev/null || ! { : >>"$fg_state/lock"; } 2>/dev/null; then
    fg_lacks "this folder cannot be written, so nothing can be set up here: $fg_state." \
      "Let its owner run './framegauge setup' once."
  fi
  exec 9>>"$fg_state/lock"
  if ! flock -n 9; then
    fg_say "waiting for another start to finish its set-up"
    flock 9
  fi
  fg_locked=1
}

fg_unlock() {
  exec 9>&-
  fg_locked=
}

# Runs $@ in a process group of its own, so that a signal to this script ends all of it at once.
fg_stoppable() {
  local status=0
  set -m
  "$@" </dev/null &
  fg_child=$!
  set +m
  wait "$fg_child" || status=$?
  fg_child=
  return "$status"
}

fg_stop() {
  trap '' INT TERM HUP
  if [[ -n $fg_child ]]; then
    kill -TERM -- "-$fg_child" 2>/dev/null || true
    wait "$fg_child" 2>/dev/null || true
  fi
  exit "$1"
}

fg_clean_up() {
  if [[ -n $fg_scratch ]]; then
    rm -rf -- "$fg_scratch"
  fi
}

# A signal during the set-up removes what is half done.
fg_guard() {
  trap 'fg_stop 130' INT
  trap 'fg_stop 143' TERM
  trap 'fg_stop 129' HUP
  trap fg_clean_up EXIT
}

# --- build ------------------------------------------------------------------------------------

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
  [[ -z $(find "${sources[@]}" -newer "$fg_state/current" -print -quit 2>&1) ]]
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
    fg_say "building (the sources are newer than the last build; log: $log)"
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

# --- the sample's video -----------------------------------------------------------------------

fg_video_hint="SOURCE_URI=/path/of/a/video or SOURCE=test runs the sample without it."

fg_video_fails() {
  fg_lacks "the sample's video could not be fetched: $1. $fg_video_hint"
}

# Fetches vtest.avi, which Debian ships in the package opencv-doc (96 MB, not installed).
fg_need_video() {
  local folder=$fg_state/video-download
  [[ ! -f $fg_video ]] || return 0
  if [[ ${FRAMEGAUGE_NO_INSTALL-} == 1 ]]; then
    fg_lacks "the sample's video is missing, and nothing is fetched because FRAMEGAUGE_NO_INSTALL=1: $fg_video." \
      "'samples/fetch-video' takes it out of the Debian package opencv-doc. $fg_video_hint"
  fi
  fg_is_debian || fg_video_fails \
    "it is in the Debian package opencv-doc, and this machine has no apt-get (by hand: put it at $fg_video)"
  fg_lock
  [[ ! -f $fg_video ]] || return 0
  fg_say "fetching the sample's video vtest.avi out of the Debian package opencv-doc (96 MB, once)"
  fg_scratch=$folder
  rm -rf -- "$folder"
  mkdir -p "$folder" "${fg_video%/*}"
  if ! fg_has_apt_lists; then
    fg_apt_get update || fg_video_fails "apt-get update failed"
  fi
  if ! fg_stoppable fg_download "$folder"; then
    fg_apt_get update || true
    fg_stoppable fg_download "$folder" || fg_video_fails "apt-get download opencv-doc failed"
  fi
  fg_unpack_video "$folder" || fg_video_fails "the package opencv-doc does not hold the vtest.avi that is expected"
  mv -T -- "$folder/vtest.avi" "$fg_video"
  rm -rf -- "$folder"
  fg_scratch=
  fg_did+=("fetched vtest.avi")
}

fg_download() {
  cd "$1" && apt-get -q -o APT::Sandbox::User=root download opencv-doc >&2
}

fg_unpack_video() {
  local -a packages=("$1"/opencv-doc_*.deb)
  dpkg-deb --fsys-tarfile "${packages[0]}" |
    tar -x -O -f - ./usr/share/doc/opencv-doc/examples/data/vtest.avi >"$1/vtest.avi" || return
  [[ $(stat -c %s "$1/vtest.avi") == "$fg_video_bytes" ]] || return
  printf '%s  %s\n' "$fg_video_sha256" "$1/vtest.avi" | sha256sum --check --status
}
