# shellcheck shell=bash
# shellcheck disable=SC2016,SC2034,SC2154 # variables are shared with launcher.sh
# Building, starting, signals, two at once: part of launcher.sh.

passes_arguments() {
  ln -s "$copy/framegauge" "$work/framegauge"
  copy=$work
  cd /
  start run "a b" "" '*' --set 'x=${y}'
  exits 0
  prints $'argument [run]\nargument [a b]\nargument []\nargument [*]\nargument [--set]\nargument [x=${y}]'
  prints "home $work/a copy"
  prints "option [$work/a copy/.framegauge/app-"
}
try "arguments arrive as they are, through a symbolic link, from another folder, with blanks in paths" passes_arguments

is_the_product() {
  start version
  local line pid
  command_line exit 7
  "${line[@]}" >"$work/out" &
  pid=$!
  status=0
  wait "$pid" || status=$?
  out=$(<"$work/out")
  exits 7
  prints "pid $pid"
}
try "its process id and exit code are the product's" is_the_product

java_options() {
  with=(FRAMEGAUGE_JAVA_OPTS="-Xmx1g -Dx=y")
  start version
  prints $'option [-Xmx1g]\noption [-Dx=y]\noption [-XX:+UseSerialGC]'
  with=(FRAMEGAUGE_JAVA_OPTS=-XX:+UseZGC)
  start version
  [[ $out != *UseSerialGC* ]] || wrong "two collectors"
}
try "FRAMEGAUGE_JAVA_OPTS are handed on, with another collector if they name one" java_options

real_jvm() {
  local jdk
  jdk=$(fg_root=$root bash -c '. "$fg_root/docker/lib.sh"; fg_find_jdk; printf %s "$fg_jdk"')
  start version
  with=(JAVA_HOME="$jdk" FRAMEGAUGE_JAVA_OPTS=--version)
  start version
  exits 0
  silent
  prints "Server VM"
}
try "the real JVM accepts the launcher's options without a word" real_jvm

uses_a_cache() {
  : >"$work/makes-cache"
  start version
  calls "mvn;"
  start run x
  calls "mvn;dpkg-query;cache;"
  tells "preparing faster starts, once"
  prints "option [-XX:AOTCache=$copy/.framegauge/app-"
  forget_calls
  start run x
  calls ""
  silent
  with=(FRAMEGAUGE_JAVA_OPTS="-Xmx1g -XX:AOTMode=off")
  start version
  [[ $out != *-XX:AOTCache=* ]] || wrong "a cache that was not wanted"
  with=()
  fake_jdk "$work/jvm/jdk-25" 25.0.9
  start version
  [[ $out != *-XX:AOTCache=* ]] || wrong "the cache of another JDK"
  start run x
  prints "/start-25.0.9.aot]"
}
try "a cache for faster starts is made once for a build and a JDK, and then used" uses_a_cache

lacks_a_cache() {
  start run x
  tells "preparing faster starts, once"
  exits 0
  start run x
  silent
  exits 0
  [[ $out != *AOT* && ! -e $copy/.framegauge/cache ]] || wrong "a cache that could not be made"
}
try "where no cache can be made everything starts without, and it is tried once" lacks_a_cache

builds_when_sources_change() {
  start version
  calls "mvn;"
  sleep 0.02
  touch "$copy/adapters/src/main/java/A.java"
  start version
  calls "mvn;"
  printf 'class B {}' >"$copy/adapters/src/main/java/B.java"
  start version
  calls "mvn;mvn;"
  printf ' ' >>"$copy/adapters/pom.xml"
  start version
  calls "mvn;mvn;mvn;"
  rm "$copy/adapters/src/main/java/B.java"
  start version
  calls "mvn;mvn;mvn;mvn;"
  : >"$copy/adapters/pom.xml"
  : >"$copy/README.md"
  start version
  start version
  silent
  [[ $(builds) == 2 ]] || wrong "builds kept: $(builds)"
}
try "a changed, new or deleted source makes a build; a touched one or an old state does not" builds_when_sources_change

build_fails() {
  start version
  printf 'x' >"$copy/adapters/src/main/java/A.java"
  : >"$work/mvn-fails"
  start version
  exits 3
  tells "[ERROR] adapters/src/main/java/A.java:[1,2] ; expected"
  tells "the build failed: log: $copy/.framegauge/build.log"
  [[ -z $out && $(builds) == 1 && ! -e $copy/.framegauge/build ]] || wrong "something was started or left"
  rm "$work/mvn-fails"
  start version
  exits 0
  calls "mvn;mvn;mvn;"
}
try "a failed build ends with 3, the compiler's words and the log; the next start builds again" build_fails

two_at_once() {
  local line first second
  printf 1 >"$work/mvn-slow"
  command_line version
  "${line[@]}" >"$work/out1" 2>"$work/err1" &
  first=$!
  await test -e "$work/mvn-started"
  "${line[@]}" >"$work/out2" 2>"$work/err2" &
  second=$!
  await grep -q "waiting for another start" "$work/err2"
  wait "$first" "$second"
  calls "mvn;"
  [[ $(cat "$work/out1" "$work/out2" | grep -c 'argument \[version\]') == 2 ]] || wrong "not both ran"
}
try "of two starts at once one builds, the other waits and says so" two_at_once

# Sends signal $1 to a start in the middle of a build and checks that it ends with $2.
stops_in_build() {
  local line pid
  printf 30.125 >"$work/mvn-slow"
  command_line version
  env --default-signal=INT "${line[@]}" >"$work/out" 2>"$work/err" &
  pid=$!
  await test -e "$work/mvn-started"
  kill "-$1" "$pid"
  status=0
  wait "$pid" || status=$?
  out=$(<"$work/out") err=$(<"$work/err")
  exits "$2"
  [[ ! -e $copy/.framegauge/build && ! -e $copy/.framegauge/current && $(builds) == 0 ]] || wrong "something was left"
  ! grep -lsx -z 30.125 /proc/[0-9]*/cmdline || wrong "Maven lives on"
  rm "$work/mvn-slow"
  start version
  exits 0
}
stops_on_int() { stops_in_build INT 130; }
stops_on_term() { stops_in_build TERM 143; }
try "Ctrl-C in a build ends it at once and leaves nothing half done" stops_on_int
try "SIGTERM in a build ends it at once and leaves nothing half done" stops_on_term

killed_in_build() {
  local line pid
  printf 1 >"$work/mvn-slow"
  command_line version
  "${line[@]}" >"$work/out" 2>"$work/err" &
  pid=$!
  await test -e "$work/mvn-started"
  kill -KILL "$pid"
  wait "$pid" 2>/dev/null || true
  start version
  exits 0
  tells "waiting for another start"
  prints "argument [version]"
}
try "after kill -9 in a build the next start waits for the orphaned Maven and builds" killed_in_build

spares_running() {
  local line pid held number
  mkfifo "$work/fifo"
  command_line sleep "$work/fifo"
  "${line[@]}" >"$work/out" 2>"$work/err" &
  pid=$!
  await grep -q argument "$work/out"
  held=$(<"$copy/.framegauge/current")
  for number in 1 2 3 4; do
    printf '%s' "$number" >"$copy/adapters/src/main/java/A.java"
    start version
    exits 0
  done
  [[ -e $copy/.framegauge/$held/lib/a.jar && $(builds) == 3 ]] || wrong "builds kept: $(builds)"
  echo >"$work/fifo"
  wait "$pid"
  printf 5 >"$copy/adapters/src/main/java/A.java"
  start version
  [[ ! -e $copy/.framegauge/$held && $(builds) == 2 ]] || wrong "builds kept: $(builds)"
}
try "builds take nothing away from a running process; older ones go when it ends" spares_running

without_sources() {
  start version
  rm -r "$copy/pom.xml" "$copy/adapters"
  forget_calls
  start version
  exits 0
  calls ""
  rm -r "$copy/.framegauge"
  start version
  exits 3
  tells "this installation is incomplete: neither a build nor sources in $copy"
}
try "an installed product without sources is never built" without_sources

# Starts `framegauge $@` as the user nobody.
start_as_nobody() {
  local -a line
  command_line "$@"
  status=0
  setpriv --reuid 65534 --regid 65534 --clear-groups "${line[@]}" >"$work/out" 2>"$work/err" </dev/null || status=$?
  out=$(<"$work/out")
  err=$(<"$work/err")
}

others_folder() {
  start run x
  chmod -R go+rX "$work"
  start_as_nobody run x
  exits 0
  silent
  printf x >"$copy/adapters/src/main/java/A.java"
  start_as_nobody run x
  exits 3
  tells "this folder cannot be written, so nothing can be set up here: $copy/.framegauge."
}
as_root "another user starts what is built, and is told who can build" others_folder

sudo_for_others() {
  chmod -R 777 "$work"
  printf 'opencv-data\n' >"$work/missing"
  start_as_nobody run x
  exits 3
  tells "Installing them needs root, and there is no sudo. As root: apt-get install --no-install-recommends opencv-data"
  write_script "$work/bin/sudo" <<EOF
#!$BASH
printf 'sudo %s %s\\n' "\$1" "\$2" >>"$work/calls"
shift
"\$@"
EOF
  chmod 755 "$work/bin/sudo"
  forget_calls
  start_as_nobody run x
  exits 0
  tells "so this runs now (log: $copy/.framegauge/apt.log): sudo apt-get install"
  [[ $(<"$work/calls") == *$'sudo -n env\napt-get install --no-install-recommends --no-remove opencv-data'* ]] ||
    wrong "sudo was not used"
}
as_root "another user than root installs through sudo, or is told what root has to do" sudo_for_others

set_up_all() {
  mkdir -p "$copy/.framegauge/videos"
  : >"$copy/.framegauge/videos/vtest.avi"
  start setup
  exits 0
  tells "framegauge: set up: built the product"
  start setup
  exits 0
  [[ $err == "framegauge: nothing was missing" ]] || wrong "stderr is not that nothing was missing"
}
try "setup says what it did, then that nothing was missing" set_up_all
