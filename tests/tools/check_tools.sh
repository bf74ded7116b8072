#!/usr/bin/env bash
# Tests of the set-up commands themselves, as TAP: they parse, explain themselves, refuse nonsense, and the static
# server and the counting of results do what tools/run and tools/test rely on. Installs and builds nothing.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
number=0; failures=0
scratch="$(mktemp -d)"; server=
trap '[[ -z "$server" ]] || kill "$server" 2>/dev/null; rm -rf "$scratch"' EXIT

# check "what" command...: passes when the command succeeds.
check() {
  local what="$1"; shift
  number=$((number + 1))
  if "$@" >"$scratch/out" 2>&1; then echo "ok $number - $what"; else
    echo "not ok $number - $what"; sed 's/^/  # /' "$scratch/out"; failures=$((failures + 1))
  fi
}
fails() { ! "$@"; }
says() { local wanted="$1"; shift; "$@" 2>&1 | grep -qF -- "$wanted"; }
counts() { [[ "$(python3 tools/lib/count_tap.py <<<"$1")" == "$2" ]]; }

for script in tools/setup tools/run tools/test tools/bench tools/format tools/lib/*.sh .ci/run; do
  check "$script parses" bash -n "$script"
done
for command in setup run test bench; do
  check "tools/$command --help explains" says "Usage: tools/$command" tools/$command --help
  check "tools/$command refuses an unknown option" fails tools/$command --no-such-option
done
check "tools/run refuses a port that is none" fails tools/run --port 70000
check "tools/run refuses stray arguments" fails tools/run -- --frames 1
check ".ci/run calls tools/test and nothing else" says 'exec ./tools/test' cat .ci/run
check "no absolute path or host of a registry is in a lockfile" fails grep -q '"resolved"' tests/*/package-lock.json

# Counting: what tools/test reports must be what happened.
check "TAP: passed and failed are told apart" counts $'ok 1 - a\nnot ok 2 - b\nok 3 - c # SKIP no\n' "1 1 1"
check "TAP: a group around cases is not counted" counts $'    ok 1 - a\n    ok 2 - b\nok 1 - file\n' "2 0 0"
check "TAP: a group that fails by itself counts" counts $'    ok 1 - a\nnot ok 1 - file\n' "1 1 0"
check "TAP: a failure inside is counted once" counts $'    not ok 1 - a\n    ok 2 - b\nnot ok 1 - file\n' "1 1 0"
suite() { bash -c 'source tools/lib/common.sh; source tools/lib/suites.sh; REPORTS="$1"; shift; SUITE_TIMEOUT=5
  "$@"; echo "sum $PASSED $FAILED"' - "$scratch" "$@"; }
check "a suite that crashes counts as failed" says "sum 0 1" suite tap_suite x bash -c 'kill -SEGV $$'
check "a suite that runs nothing counts as failed" says "sum 0 1" suite tap_suite x true
check "a suite that passes and then crashes counts as failed" says "sum 1 1" suite tap_suite x bash -c 'echo "ok 1 - a"; exit 3'
check "a suite that hangs counts as failed" says "sum 0 1" suite tap_suite x sleep 60
check "a Catch2 program that ends early counts as failed" says "sum 0 1" suite catch_suite x false

# The static server.
mkdir "$scratch/site" && echo '<p>hello</p>' >"$scratch/site/index.html" && printf '\0asm' >"$scratch/site/a.wasm"
serve() {
  python3 -u tools/serve.py "$scratch/site" --port "$1" >"$scratch/address" 2>&1 & server=$!
  for _ in {1..50}; do [[ -s "$scratch/address" ]] && break; sleep 0.1; done
  address="$(grep -oE 'http://[a-z0-9.:]+/' "$scratch/address")"
}
get() { python3 -c 'import sys, urllib.request as u
r = u.urlopen(sys.argv[1]); print(r.headers["Content-Type"], r.read())' "$1"; }
taken() { python3 -c 'import socket, time
s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); print(s.getsockname()[1], flush=True); time.sleep(30)'; }
exec 3< <(taken); holder=$!
read -r port <&3
serve "$port"
check "the server takes the next port when one is taken" [ "${address:-}" != "http://localhost:$port/" -a -n "${address:-}" ]
check "the server serves the page" says "hello" get "${address}index.html"
check "the server knows WebAssembly" says "application/wasm" get "${address}a.wasm"
kill "$holder" 2>/dev/null

echo "1..$number"
((failures == 0))
