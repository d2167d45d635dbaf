# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with ../lib.sh
# Debian packages; part of ../lib.sh.

fg_policy=/usr/sbin/policy-rc.d
fg_has_policy=

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

fg_has_terminal() {
  [[ -t 0 && -t 2 ]]
}

fg_as_root() {
  if ((EUID == 0)); then
    "$@"
  elif fg_has_terminal; then
    sudo "$@"
  else
    sudo -n "$@"
  fi
}

# Runs apt-get with arguments $@ as root. Its words go to a log; the last ones are shown when it fails.
fg_apt_get() {
  local log=$fg_state/apt.log status=0
  fg_as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" \
    >"$log" 2>&1 9>&- || status=$?
  if ((status != 0)); then
    tail -n 12 "$log" >&2
  fi
  return "$status"
}

# FRAMEGAUGE_APT_LISTS is for tests.
fg_has_apt_lists() {
  local -a lists=("${FRAMEGAUGE_APT_LISTS:-/var/lib/apt/lists}"/*_Packages*)
  ((${#lists[@]} > 0))
}

# While the tests' packages are installed, no service of theirs (prometheus) starts: Debian's way is
# a policy script that says no. A machine that has one keeps its own.
fg_forbid_services() {
  [[ ! -e $fg_policy ]] || return 0
  fg_has_policy=1
  printf '#!/bin/sh\nexit 101\n' | fg_as_root tee "$fg_policy" >/dev/null
  fg_as_root chmod 755 "$fg_policy"
}

fg_allow_services() {
  [[ -n $fg_has_policy ]] || return 0
  fg_has_policy=
  fg_as_root rm -f "$fg_policy"
  if [[ -d /run/systemd/system ]]; then
    fg_as_root systemctl disable prometheus.service >>"$fg_state/apt.log" 2>&1 || true
  fi
}

# Ends the script unless fg_missing may be installed now with command $2; $1 says what they are for.
fg_ask_to_install() {
  local answer
  if [[ ${FRAMEGAUGE_NO_INSTALL-} == 1 ]]; then
    fg_lacks "packages are missing for $1: ${fg_missing[*]}. Nothing is installed because FRAMEGAUGE_NO_INSTALL=1." \
      "Install them with: $2"
  fi
  if ((EUID != 0)) && ! type -P sudo >/dev/null; then
    fg_lacks "packages are missing for $1: ${fg_missing[*]}. Installing them needs root, and there is no sudo." \
      "As root: ${2#sudo }"
  fi
  if ! fg_has_terminal; then
    fg_say "packages are missing for $1, so this runs now (log: $fg_state/apt.log): $2"
    return
  fi
  fg_say "packages are missing for $1: ${fg_missing[*]}"
  read -r -p "framegauge: run '$2' now? [Y/n] " answer || answer=n
  [[ ${answer:-y} == [yY]* ]] || fg_lacks "nothing was installed. Install them with: $2"
}

# Installs fg_missing; $1 says what they are for.
fg_install_missing() {
  local command="apt-get install --no-install-recommends ${fg_missing[*]}"
  local -a install=(install --no-install-recommends --no-remove "${fg_missing[@]}")
  if ((EUID != 0)); then
    command="sudo $command"
  fi
  fg_ask_to_install "$1" "$command"
  if [[ " ${fg_missing[*]} " == *" prometheus "* ]]; then
    fg_forbid_services
  fi
  if fg_has_apt_lists; then
    if fg_apt_get "${install[@]}"; then
      fg_allow_services
      return
    fi
    fg_say "that failed; trying once more with fresh package lists"
  fi
  if ! fg_apt_get update || ! fg_apt_get "${install[@]}"; then
    fg_lacks "apt-get could not install what is missing for $1: ${fg_missing[*]}. Its last words are above." \
      "To try by hand: $command"
  fi
  fg_allow_services
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

# GStreamer and what the samples need of it. While a stamp is newer than dpkg's own state and than
# the list, no process is started.
fg_need_gstreamer() {
  local stamp=$fg_state/apt-run.checked
  if ! fg_is_debian; then
    fg_finds_gstreamer && return
    fg_packages=()
    fg_read_list apt-run.txt
    fg_lacks "GStreamer is missing, and this machine has no apt-get to install it. Install GStreamer 1.20 or later with" \
      "its base, good, libav and opencv plugins; in Debian's words: ${fg_packages[*]}"
  fi
  if [[ $stamp -nt /var/lib/dpkg/status && $stamp -nt $fg_root/docker/apt-run.txt ]]; then
    return
  fi
  fg_need_packages "GStreamer" apt-run.txt
  # The stamp only spares the next start this: where it cannot be written, nothing is lost.
  if mkdir -p "$fg_state" 2>/dev/null; then
    { : >"$stamp"; } 2>/dev/null || true
  fi
}
