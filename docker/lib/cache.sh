# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # variables are shared with ../lib.sh
# The command line of the JVM, and its cache of loaded classes, which makes starts faster; part of ../lib.sh.
# The JVM itself leaves a cache alone that does not fit its version, its flags or the jars. Without a cache
# everything works.

# Sets fg_java to the JVM and its flags.
fg_set_java() {
  local -a options=()
  read -r -d '' -a options <<<"${FRAMEGAUGE_JAVA_OPTS-}" || true
  if [[ ${FRAMEGAUGE_JAVA_OPTS-} != *-XX:+Use*GC* ]]; then
    options+=(-XX:+UseSerialGC)
  fi
  # The heap begins small and grows when it must: resident memory of a live module went from 217 to 129 MB.
  # New objects have twice the room that a quiet module needs, for plugins that allocate: half as many pauses
  # (benchmarks/README.md, "GC and jitter").
  # Times in seconds, sizes in bytes: see the module description of jdk.httpserver.
  fg_java=("$fg_jdk/bin/java"
    --enable-native-access=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow
    -XX:+UseCompactObjectHeaders
    -Xms24m
    -XX:NewSize=16m
    -Djdk.httpserver.maxConnections=64
    -Dsun.net.httpserver.idleInterval=15
    -Dsun.net.httpserver.maxReqHeaderSize=16384
    -Dsun.net.httpserver.maxReqHeaders=50
    -Dsun.net.httpserver.maxReqTime=5
    -Dsun.net.httpserver.maxRspTime=10
    "${options[@]}")
}

# Adds the cache to fg_java if there is one for this JDK, unless FRAMEGAUGE_JAVA_OPTS ask for another.
fg_use_cache() {
  local cache=$fg_app/start-$fg_jdk_version.aot
  if [[ -s $cache && ${FRAMEGAUGE_JAVA_OPTS-} != *-XX:AOT* ]]; then
    fg_java+=("-XX:AOTCache=$cache" -Xlog:aot=off -Xlog:cds=off)
  fi
}

# Makes the cache if nobody has tried before with this build and this JDK: runs a small pipeline and
# scrapes it. Whatever goes wrong, the product starts without, until there is another build.
fg_need_cache() {
  local cache=$fg_app/start-$fg_jdk_version.aot log=$fg_state/cache.log
  if [[ -e $cache || ! -w $fg_app || ${FRAMEGAUGE_NO_CACHE-} ]]; then
    return 0
  fi
  fg_lock
  [[ ! -e $cache ]] || return 0
  fg_say "preparing faster starts, once (log: $log)"
  fg_scratch=$fg_state/cache
  rm -rf -- "$fg_scratch"
  mkdir -p "$fg_scratch"
  FRAMEGAUGE_JAVA_OPTS='' fg_set_java
  fg_stoppable fg_train "$fg_scratch" >"$log" 2>&1 || true
  if [[ -s $fg_scratch/aot ]]; then
    mv -T -- "$fg_scratch/aot" "$cache"
    fg_did+=("prepared faster starts")
  else
    : >"$cache" # it would hardly work the next time
  fi
  rm -rf -- "$fg_scratch"
  fg_scratch=
}

# Runs the product in folder $1 until it has been scraped, and lets the JVM write down what it loaded.
# Not what was called how often (AOTRecordTraining): with that the JVM begins each start by compiling what
# the training needed last, on the cores that the start itself needs: 788 ms instead of 646 with two cores.
fg_train() {
  local pid port='' deadline=$((SECONDS + 30))
  WEBSERVER_ENABLED=true WEBSERVER_HOST=127.0.0.1 WEBSERVER_PORT=0 HISTORY_ENDPOINT='tcp://127.0.0.1:*' \
    HISTORY_STREAM_ENDPOINT='tcp://127.0.0.1:*' TELEMETRY_FILE=$1/telemetry \
    "${fg_java[@]}" -XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:-AOTRecordTraining \
    "-XX:AOTCacheOutput=$1/aot" -cp "$fg_app/lib/*" io.framegauge.adapters.cli.Main \
    launch --name start -- videotestsrc num-buffers=900 is-live=true ! \
    video/x-raw,width=64,height=64,framerate=30/1 ! queue ! identity ! fakesink >"$1/log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)) && [[ -z $port ]]; do
    sleep 0.1
    if [[ $(<"$1/log") =~ http://127.0.0.1:([0-9]+)/metrics ]]; then
      port=${BASH_REMATCH[1]}
    fi
  done
  if fg_scrape "$port"; then
    sleep 1
    fg_scrape "$port" || true
  fi
  kill -TERM "$pid" 2>/dev/null || true
  wait "$pid" || true
  cat "$1/log"
}

fg_scrape() {
  local line
  exec 6<>"/dev/tcp/127.0.0.1/$1" || return
  printf 'GET /metrics HTTP/1.1\r\nHost: start\r\nConnection: close\r\n\r\n' >&6
  while IFS= read -r -u 6 line || [[ -n $line ]]; do :; done
  exec 6<&-
}
