# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with ../lib.sh
# Finds a JDK; part of ../lib.sh.

# Sets fg_jdk_version to the Java version of the JDK in folder $1 and fg_jdk_major to the beginning of
# it; fails if that is no JDK: plugins are compiled at run time, so a JRE is not enough.
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
  fg_jdk_version=${version//[^0-9a-zA-Z.+-]/}
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
  local folder later='' later_version='' on_path
  if [[ -n ${JAVA_HOME-} ]] && fg_read_jdk "$JAVA_HOME" && ((fg_jdk_major >= 25)); then
    fg_jdk=$JAVA_HOME
    return
  fi
  hash java 2>/dev/null && on_path=$(exec readlink -f -- "${BASH_CMDS[java]}") || on_path=
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
        later=$folder later_version=$fg_jdk_version
      fi
    fi
  done
  [[ -n $later ]] || fg_lacks "no JDK 25 or later found. Looked at JAVA_HOME (${JAVA_HOME:-not set})," \
    "at java on the PATH and in the usual folders (/usr/lib/jvm, /opt, ~/.sdkman, ~/.jdks). A JRE without javac is not" \
    "enough, for plugins are compiled at start. Install one, for example Eclipse Temurin 25 (package temurin-25-jdk of" \
    "the Adoptium repository, or its archive unpacked into ~/.jdks), openjdk-25-jdk-headless where the distribution has" \
    "it, or 'sdk install java 25-tem' with SDKMAN; or set JAVA_HOME to the folder of one."
  fg_jdk=$later fg_jdk_version=$later_version
}
