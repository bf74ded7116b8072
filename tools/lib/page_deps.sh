# The Node packages of the browser tests (drivers and the accessibility checker), from the lockfile in
# tests/page, into the shared cache; tests/page/node_modules points there. The page itself needs none.
# Sourced, never run. Needs common.sh.
# shellcheck shell=bash

# fetch_node_packages FROM INTO WHAT: the packages of FROM's lockfile into the folder INTO.
fetch_node_packages() {
  cp "$1/package.json" "$1/package-lock.json" "$2/" &&
    quietly "fetching $3" npm --prefix "$(readlink -f "$2")" ci --ignore-scripts --no-audit --no-fund --no-update-notifier
}

page_deps_folder() {
  printf '%s/page-%s' "$DEPS" "$(sha256sum "$DELTARULE_ROOT/tests/page/package-lock.json" | cut -c1-12)"
}

want_page_deps() {
  local from="$DELTARULE_ROOT/tests/page" folder work
  [[ -f "$from/package-lock.json" ]] || { warn "tests/page has no package-lock.json"; return 1; }
  folder="$(page_deps_folder)"
  if [[ ! -f "$folder/.complete" ]]; then
    mkdir -p "$DEPS"
    work="$(mktemp -d "$DEPS/.page-XXXXXX")"
    fetch_node_packages "$from" "$work" "the browser tests' Node packages" || { rm -rf "$work"; return 1; }
    rm -rf "$folder"
    mv "$work" "$folder"
    touch "$folder/.complete"
  fi
  if [[ "$(readlink "$from/node_modules" 2>/dev/null)" != "$folder/node_modules" ]]; then
    ln -sfn "$folder/node_modules" "$from/node_modules"
  fi
}
