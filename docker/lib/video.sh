# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with ../lib.sh
# The video of the samples; part of ../lib.sh.

fg_video=$fg_state/videos/vtest.avi
fg_video_bytes=8131690
fg_video_sha256=45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf
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
  fg_download_video "$folder"
  fg_unpack_video "$folder" || fg_video_fails "the package opencv-doc does not hold the vtest.avi that is expected"
  mv -T -- "$folder/vtest.avi" "$fg_video"
  rm -rf -- "$folder"
  fg_scratch=
  fg_did+=("fetched vtest.avi")
}

fg_download_video() {
  if fg_has_apt_lists && fg_stoppable fg_download "$1"; then
    return
  fi
  fg_say "fetching the package lists first"
  if ! fg_apt_get update || ! fg_stoppable fg_download "$1"; then
    fg_video_fails "apt-get download opencv-doc failed"
  fi
}

fg_download() {
  cd "$1" && apt-get -q -o APT::Sandbox::User=root download opencv-doc >&2
}

fg_unpack_video() {
  local -a packages=("$1"/opencv-doc_*.deb)
  ((${#packages[@]} == 1)) || return
  dpkg-deb --fsys-tarfile "${packages[0]}" |
    tar -x -O -f - ./usr/share/doc/opencv-doc/examples/data/vtest.avi >"$1/vtest.avi" || return
  [[ $(stat -c %s "$1/vtest.avi") == "$fg_video_bytes" ]] || return
  printf '%s  %s\n' "$fg_video_sha256" "$1/vtest.avi" | sha256sum --check --status
}
