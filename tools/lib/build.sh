# Configuring and building a preset with one line of progress. Plain CMake underneath: nothing here is needed by
# an engineer who types `cmake --preset native && cmake --build build/native`.
# Sourced, never run. Needs common.sh and emscripten.sh.
# shellcheck shell=bash

# What a build folder was configured with; when it differs (new versions, moved checkout) it is configured afresh.
build_origin() {
  printf '%s\n' "$DELTARULE_ROOT" "$DEPS" "$([[ "$1" == wasm ]] && find_emscripten || true)" \
    "$([[ -d "$DEPS/catch2" ]] && echo 'with tests' || echo 'without tests')"
}

configure_preset() {
  local preset="$1" folder="$DELTARULE_ROOT/build/$1" fresh=()
  if [[ -f "$folder/build.ninja" && "$(cat "$folder/.origin" 2>/dev/null)" == "$(build_origin "$preset")" ]]; then
    return 0
  fi
  [[ -f "$folder/CMakeCache.txt" ]] && fresh=(--fresh)
  (cd "$DELTARULE_ROOT" && quietly "configuring $preset" cmake --preset "$preset" "${fresh[@]}") || return 1
  build_origin "$preset" >"$folder/.origin"
}

# build_preset preset target...: fails with the errors, not with the whole log.
build_preset() {
  local preset="$1" folder="$DELTARULE_ROOT/build/$1" log="$LOGS/build-$1-$$.log" started=$SECONDS status=0 pid; shift
  mkdir -p "$LOGS"
  configure_preset "$preset" || return 1
  printf '   building %s ...' "$preset"
  cmake --build "$folder" --parallel "$(jobs_count)" --target "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  show_progress "$pid" "$log"
  wait "$pid" || status=$?
  if ((status)); then
    printf ' failed (see %s)\n' "$log"
    grep -E -A6 '(error:|Error|FAILED:|undefined symbol|CMake Error)' "$log" | grep -vE '^/.*(c\+\+|em\+\+|ccache) ' | head -n 60 >&2
    return 1
  fi
  printf ' done (%ds)\n' "$((SECONDS - started))"
  rm -f "$log"
}

# Every few seconds, how far ninja is.
show_progress() {
  local pid="$1" log="$2" now last='' ticks=0
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.2
    ((++ticks % 50 == 0)) || continue
    now="$(tail -n 1 "$log" | grep -oE '^\[[0-9]+/[0-9]+\]' || true)"
    if [[ -n "$now" && "$now" != "$last" ]]; then printf ' %s' "$now"; last="$now"; fi
  done
}
