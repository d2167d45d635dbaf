# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # variables are shared with launcher.sh
# Finding a JDK, packages and the sample's video: part of launcher.sh.

no_jdk() {
  rm -r "$work/jvm/jdk-25"
  fake_jdk "$work/jvm/jdk-17" 17.0.15
  fake_jdk "$work/jvm/jre-25" 25.0.3
  rm "$work/jvm/jre-25/bin/javac"
  start version
  exits 3
  tells "framegauge: no JDK 25 or later found."
  tells "Eclipse Temurin 25"
  calls ""
}
try "without a JDK 25 it ends with 3 and tells how to get one; a JRE and a JDK 17 are not enough" no_jdk

jdk_order() {
  fake_jdk "$work/jvm/jdk-24-old" 24
  fake_jdk "$work/jvm/jdk-17" 17.0.15
  fake_jdk "$work/jvm/a-jdk-26" 26-ea
  with=(JAVA_HOME="$work/jvm/jdk-17")
  start version
  exits 0
  prints "java 25.0.3"
  with=(JAVA_HOME="$work/jvm/a-jdk-26")
  start version
  prints "java 26-ea"
  rm -r "$work/jvm/jdk-25"
  with=()
  start version
  prints "java 26-ea"
}
try "JAVA_HOME is used if it is new enough, 25 is preferred in the JVM folders, then anything later" jdk_order

jdk_without_release_file() {
  rm "$work/jvm/jdk-25/release"
  start version
  exits 0
  prints "java 25.0.3"
}
try "a JDK without a release file is asked for its version" jdk_without_release_file

jdk_on_path() {
  mv "$work/jvm/jdk-25" "$work/elsewhere"
  ln -s "$work/elsewhere/bin/java" "$work/bin/java"
  start version
  exits 0
  prints "java 25.0.3"
}
try "java on the PATH is followed to its JDK" jdk_on_path

nothing_missing() {
  start run x
  calls "dpkg-query;mvn;"
  forget_calls
  start run x
  exits 0
  silent
  calls ""
}
try "the second start asks neither dpkg nor Maven and says nothing" nothing_missing

names_only() {
  printf 'opencv-data\ngstreamer1.0-libav\n' >"$work/missing"
  with=(FRAMEGAUGE_NO_INSTALL=1)
  start run x
  exits 3
  tells "packages are missing for GStreamer: gstreamer1.0-libav opencv-data. Nothing is installed"
  tells "apt-get install --no-install-recommends gstreamer1.0-libav opencv-data"
  calls "dpkg-query;dpkg-query;"
}
try "FRAMEGAUGE_NO_INSTALL=1 names the missing packages, installs nothing, ends with 3" names_only

installs() {
  printf 'opencv-data\n' >"$work/missing"
  start run x
  exits 0
  tells "apt-get install --no-install-recommends opencv-data"
  calls "dpkg-query;dpkg-query;apt-get install --no-install-recommends --no-remove opencv-data ;mvn;"
}
as_root "missing packages are installed, and nothing but them" installs

updates_when_needed() {
  printf 'opencv-data\n' >"$work/missing"
  : >"$work/lists-old"
  start run x
  exits 0
  tells "E: Unable to locate package"
  tells "trying once more with fresh package lists"
  [[ $(grep -c 'apt-get update' "$work/calls") == 1 ]] || wrong "not one update"
}
as_root "old package lists are fetched again after a failed install" updates_when_needed

updates_without_lists() {
  printf 'opencv-data\n' >"$work/missing"
  : >"$work/lists-old"
  rm "$work/lists/x_Packages"
  start run x
  exits 0
  calls "dpkg-query;dpkg-query;apt-get update ;apt-get install --no-install-recommends --no-remove opencv-data ;mvn;"
}
as_root "absent package lists are fetched first" updates_without_lists

apt_fails() {
  printf 'opencv-data\n' >"$work/missing"
  : >"$work/apt-broken"
  start run x
  exits 3
  tells "E: apt is broken"
  tells "apt-get could not install what is missing for GStreamer: opencv-data."
  [[ -z $out ]] || wrong "the product was started"
}
as_root "an apt-get that fails ends with 3, its last words and the command to try" apt_fails

fetches_maven() {
  mv "$work/bin/mvn" "$work/mvn"
  printf 'maven\n' >"$work/missing"
  start version
  exits 0
  calls "dpkg-query;dpkg-query;apt-get install --no-install-recommends --no-remove maven ;mvn;"
}
as_root "Maven is installed when a build needs it" fetches_maven

spares_gstreamer() {
  printf 'opencv-data\n' >"$work/missing"
  local command
  for command in version doctor history top exporter --help unknown; do
    start "$command"
    exits 0
  done
  start run --help
  start launch -h
  exits 0
  calls "mvn;"
}
try "commands without a pipeline, and --help, install no GStreamer" spares_gstreamer

needs_gstreamer() {
  printf 'opencv-data\n' >"$work/missing"
  with=(FRAMEGAUGE_NO_INSTALL=1)
  local command
  for command in run launch check adapter setup "launch -- --help"; do
    # shellcheck disable=SC2086 # two words
    start $command
    exits 3
  done
}
try "commands with a pipeline need GStreamer, also where --help stands in the pipeline's text" needs_gstreamer

no_apt() {
  rm "$work/bin/dpkg-query" "$work/bin/apt-get"
  write_script "$work/bin/ldconfig" <<<"#!$BASH"
  with=(PATH="$work/bin:$work/tools")
  start run x
  exits 3
  tells "GStreamer is missing, and this machine has no apt-get to install it."
  tells "gstreamer1.0-opencv"
  write_script "$work/bin/ldconfig" <<<"#!$BASH"$'\necho libgstreamer-1.0.so.0 libgstvideo-1.0.so.0'
  start run x
  exits 0
}
try "without apt it goes on if GStreamer can be loaded, else it names the packages and ends with 3" no_apt

# Runs `framegauge $2…` on a terminal of its own where $1 is typed.
on_terminal() {
  command_line "${@:2}"
  status=0
  out=$(script -qec "${line[*]@Q}" /dev/null <<<"$1") || status=$?
}

asks() {
  printf 'opencv-data\n' >"$work/missing"
  on_terminal n run x
  exits 3
  prints "run 'apt-get install --no-install-recommends opencv-data' now? [Y/n]"
  prints "nothing was installed"
  on_terminal "" run x
  exits 0
  calls "dpkg-query;dpkg-query;dpkg-query;dpkg-query;apt-get install --no-install-recommends --no-remove opencv-data ;mvn;"
}
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
  as_root "on a terminal it asks before it installs" asks
else
  printf 'skipped on a terminal it asks before it installs (no terminal can be had here)\n'
fi

# A package opencv-doc whose vtest.avi holds $1.
make_deb() {
  local tree=$work/deb folder=usr/share/doc/opencv-doc/examples/data
  mkdir -p "$tree/DEBIAN" "$tree/$folder"
  printf 'Package: opencv-doc\nVersion: 1\nArchitecture: all\nMaintainer: x <x@localhost>\nDescription: x\n' \
    >"$tree/DEBIAN/control"
  printf '%s' "$1" >"$tree/$folder/vtest.avi"
  dpkg-deb --build "$tree" "$work/debs/opencv-doc_1_all.deb" >/dev/null
}

video_fails() {
  start run "$copy/samples/s/module.yml"
  exits 3
  tells "the sample's video could not be fetched: apt-get download opencv-doc failed."
  tells "SOURCE_URI=/path/of/a/video or SOURCE=test runs the sample without it."
  make_deb "not the video"
  start run "$copy/samples/s/module.yml"
  exits 3
  tells "the package opencv-doc does not hold the vtest.avi that is expected"
  [[ ! -e $copy/.framegauge/videos/vtest.avi && ! -e $copy/.framegauge/video-download ]] || wrong "something was left"
}
as_root "a sample whose video cannot be had or is another one ends with 3 and leaves nothing behind" video_fails

video_spared() {
  with=(FRAMEGAUGE_NO_INSTALL=1)
  start run "$copy/samples/s/module.yml"
  exits 3
  tells "'samples/fetch-video' takes it out of the Debian package opencv-doc."
  with=(SOURCE=test)
  start run "$copy/samples/s/module.yml"
  exits 0
  with=(SOURCE_URI=/x.mp4)
  start run "$copy/samples/s/module.yml"
  exits 0
  with=(SOURCE_URI=)
  cp "$copy/samples/s/module.yml" "$work/own.yml"
  start run "$work/own.yml"
  exits 0
  start check "$copy/samples/s/module.yml"
  exits 0
  mkdir -p "$copy/.framegauge/videos"
  : >"$copy/.framegauge/videos/vtest.avi"
  start run "$copy/samples/s/module.yml"
  exits 0
  [[ $(<"$work/calls") != *download* ]] || wrong "something was fetched"
}
try "no video is fetched if it is there, not wanted (SOURCE, SOURCE_URI), or not a sample's" video_spared
