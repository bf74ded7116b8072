# The Node packages of the tests, from the lockfiles in tests/page (browsers' drivers, the accessibility checker) and
# tests/cli (ONNX Runtime), and those of tests/bench (other engines) when tools/bench asks for them, into the shared
# cache; node_modules beside each lockfile points there. The page and the programs themselves need none. Sourced, never
# run. Needs common.sh.
# shellcheck shell=bash

# fetch_node_packages FROM INTO WHAT: the packages of FROM's lockfile into the folder INTO.
fetch_node_packages() {
  cp "$1/package.json" "$1/package-lock.json" "$2/" &&
    quietly "fetching $3" npm --prefix "$(readlink -f "$2")" ci --ignore-scripts --no-audit --no-fund --no-update-notifier
}

NODE_TESTS=(page cli)

# test_deps_folder SUITE: where the packages of tests/SUITE are.
test_deps_folder() {
  printf '%s/%s-%s' "$DEPS" "$1" "$(sha256sum "$DELTARULE_ROOT/tests/$1/package-lock.json" | cut -c1-12)"
}

test_deps_ready() {
  local suite
  for suite in "${NODE_TESTS[@]}"; do [[ -f "$(test_deps_folder "$suite")/.complete" ]] || return 1; done
}

# want_test_deps [SUITE...]: those that tools/test needs, or others.
want_test_deps() {
  local suite from folder work
  (($#)) || set -- "${NODE_TESTS[@]}"
  for suite in "$@"; do
    from="$DELTARULE_ROOT/tests/$suite"
    [[ -f "$from/package-lock.json" ]] || { warn "tests/$suite has no package-lock.json"; return 1; }
    folder="$(test_deps_folder "$suite")"
    if [[ ! -f "$folder/.complete" ]]; then
      mkdir -p "$DEPS"
      work="$(mktemp -d "$DEPS/.$suite-XXXXXX")"
      fetch_node_packages "$from" "$work" "the Node packages of tests/$suite" || { rm -rf "$work"; return 1; }
      rm -rf "$folder"
      mv "$work" "$folder"
      touch "$folder/.complete"
    fi
    if [[ "$(readlink "$from/node_modules" 2>/dev/null)" != "$folder/node_modules" ]]; then
      ln -sfn "$folder/node_modules" "$from/node_modules"
    fi
  done
}
