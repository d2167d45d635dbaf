# shellcheck shell=bash
# Functions that ./framegauge, ./verify and the other scripts share. A script sets fg_root, the root
# of the repository, and sources this file. All messages go to stderr. What the machine lacks and
# cannot be had ends the script with exit code 3.

shopt -s nullglob
: "${fg_root:?the root of the repository}"
fg_state=$fg_root/.framegauge
fg_child=   # the command that fg_stoppable waits for
fg_scratch= # the folder that a signal removes
fg_locked=
fg_did=() # what was installed, built or fetched

# shellcheck source=docker/lib/jdk.sh
. "$fg_root/docker/lib/jdk.sh"
# shellcheck source=docker/lib/packages.sh
. "$fg_root/docker/lib/packages.sh"
# shellcheck source=docker/lib/build.sh
. "$fg_root/docker/lib/build.sh"
# shellcheck source=docker/lib/cache.sh
. "$fg_root/docker/lib/cache.sh"
# shellcheck source=docker/lib/video.sh
. "$fg_root/docker/lib/video.sh"

fg_say() {
  printf 'framegauge: %s\n' "$*" >&2
}

fg_lacks() {
  fg_say "$*"
  exit 3
}

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
    fg_stoppable flock 9
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
  fg_allow_services
  if [[ -n $fg_scratch ]]; then
    rm -rf -- "$fg_scratch"
  fi
}

# From here to fg_unguard a signal removes what is half done.
fg_guard() {
  trap 'fg_stop 130' INT
  trap 'fg_stop 143' TERM
  trap 'fg_stop 129' HUP
  trap fg_clean_up EXIT
}

fg_unguard() {
  trap - INT TERM HUP EXIT
}
