#!/usr/bin/env bash
# Tests ./framegauge as a process, in copies of it with stand-ins for JDK, dpkg, apt-get and Maven.
# Prints one line a case, `ok` or `FAILED`; exit code 1 if one failed. Takes no arguments.
set -euo pipefail

here=$(CDPATH='' cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=${here%/docker/test}
# shellcheck source=docker/test/fakes.sh
. "$here/fakes.sh"
passed=0 failed=0

# --- the frame --------------------------------------------------------------------------------

# A new copy of the product with a one-file source tree, in a folder with a blank in its name.
fresh() {
  work=$(mktemp -d)
  copy="$work/a copy"
  mkdir -p "$copy/samples/s" "$copy/adapters/src/main/java" "$work/bin" "$work/jvm" "$work/lists" "$work/debs"
  cp -a "$root/framegauge" "$root/docker" "$copy/"
  cp -a "$root/samples/fetch-video" "$copy/samples/"
  : >"$copy/pom.xml"
  : >"$copy/adapters/pom.xml"
  : >"$copy/adapters/src/main/java/A.java"
  : >"$work/lists/x_Packages"
  : >"$work/calls"
  : >"$work/missing"
  # shellcheck disable=SC2016
  printf 'uri: "${oc.env:FRAMEGAUGE_HOME}/.framegauge/videos/vtest.avi"\n' >"$copy/samples/s/module.yml"
  fake_tools
  fake_dpkg
  fake_apt
  fake_maven "$work/bin/mvn"
  fake_jdk "$work/jvm/jdk-25" 25.0.3
}

# The command line that starts `framegauge $@` with nothing but the stand-ins and the variables in `with`.
command_line() {
  line=(env -i PATH="$work/bin:$work/tools" HOME="$work" FRAMEGAUGE_JVM_DIRS="$work/jvm"
    FRAMEGAUGE_APT_LISTS="$work/lists" ${with[@]+"${with[@]}"} "$copy/framegauge" "$@")
}

# Starts `framegauge $@`; sets status, and what it printed in out and err.
start() {
  command_line "$@"
  status=0
  "${line[@]}" >"$work/out" 2>"$work/err" </dev/null || status=$?
  out=$(<"$work/out")
  err=$(<"$work/err")
}

wrong() {
  printf '  %s\n  status %s\n  stdout: %s\n  stderr: %s\n  calls: %s\n' "$1" "${status-}" "${out-}" "${err-}" \
    "$(tr '\n' ';' <"$work/calls")"
  exit 1
}

exits() { ((status == $1)) || wrong "exit code is not $1"; }
prints() { [[ $out == *"$1"* ]] || wrong "stdout lacks: $1"; }
tells() { [[ $err == *"$1"* ]] || wrong "stderr lacks: $1"; }
silent() { [[ -z $err ]] || wrong "stderr is not empty"; }
calls() { [[ $(tr '\n' ';' <"$work/calls") == "$1" ]] || wrong "calls are not: $1"; }
forget_calls() { : >"$work/calls"; }
builds() { find "$copy/.framegauge" -maxdepth 1 -name 'app-*' | wc -l; }

await() {
  local deadline=$((SECONDS + 20))
  until "$@" 2>/dev/null; do
    ((SECONDS < deadline)) || wrong "waited in vain for: $*"
    sleep 0.02
  done
}

try() {
  local status_of_case=0
  set +e
  (
    set -e
    with=()
    fresh
    trap 'rm -rf -- "$work"' EXIT
    "$2"
  )
  status_of_case=$?
  set -e
  if ((status_of_case == 0)); then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$1"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$1"
  fi
}

# A case that plays an installation: only root gets there without a password.
as_root() {
  if ((EUID == 0)); then
    try "$@"
  else
    printf 'skipped %s (not root)\n' "$1"
  fi
}

# --- the cases --------------------------------------------------------------------------------

# shellcheck source=docker/test/setup-cases.sh
. "$here/setup-cases.sh"
# shellcheck source=docker/test/build-cases.sh
. "$here/build-cases.sh"

printf 'launcher: %d ok, %d FAILED, %d s\n' "$passed" "$failed" "$SECONDS"
((failed == 0))
