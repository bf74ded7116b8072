# What every command in tools/ shares: where things are, how progress is told, how to stop.
# Sourced, never run. It changes nothing on the machine; installing lives in packages.sh and friends.
# Needs: bash 5, git checkout or plain copy of the repository.
# shellcheck shell=bash

DELTARULE_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
# shellcheck source=tools/versions.env
source "$DELTARULE_ROOT/tools/versions.env"

# One cache per user and per set of versions: fresh clones on one machine share it.
versions_hash() { grep -E '^(EMSCRIPTEN|IMGUI|CATCH2)_' "$DELTARULE_ROOT/tools/versions.env" | sha256sum | cut -c1-12; }
DELTARULE_CACHE="${DELTARULE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/deltarule}"
DEPS="$DELTARULE_CACHE/deps-$(versions_hash)"
LOGS="$DELTARULE_CACHE/logs"

if [[ -t 1 ]]; then BOLD=$'\e[1m'; DIM=$'\e[2m'; PLAIN=$'\e[0m'; else BOLD=; DIM=; PLAIN=; fi

say() { printf '%s== %s%s\n' "$BOLD" "$*" "$PLAIN"; }
note() { printf '%s   %s%s\n' "$DIM" "$*" "$PLAIN"; }
warn() { printf '!! %s\n' "$*" >&2; }
die() { warn "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 3.1.69 3.1.64 -> false: is the second version at least the first?
at_least() { [[ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" == "$1" ]]; }

# quietly "what is being done" command...: one line on success, the end of the log on failure.
quietly() {
  local what="$1" log started status=0; shift
  mkdir -p "$LOGS"
  log="$LOGS/$(printf '%s' "$what" | tr -c 'A-Za-z0-9' '-' | cut -c1-48)-$$.log"
  started=$SECONDS
  printf '   %s ...' "$what"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status)); then
    printf ' failed (see %s)\n' "$log"
    tail -n 40 "$log" >&2
    return "$status"
  fi
  printf ' done (%ds)\n' "$((SECONDS - started))"
  rm -f "$log"
}

# The newest log of a suite or build stays; older than a week go.
tidy_logs() { [[ -d "$LOGS" ]] && find "$LOGS" -type f -mtime +7 -delete || true; }

jobs_count() { echo "${DELTARULE_JOBS:-$(nproc 2>/dev/null || echo 2)}"; }

# link_deps: the checkout's .deps points at the shared cache (CMake looks there).
link_deps() {
  if [[ "$(readlink "$DELTARULE_ROOT/.deps" 2>/dev/null)" != "$DEPS" ]]; then
    ln -sfn "$DEPS" "$DELTARULE_ROOT/.deps"
  fi
}
