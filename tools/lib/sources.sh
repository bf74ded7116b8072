# Libraries that are compiled with the project, as source trees in the dependency cache: Dear ImGui, Catch2.
# Each comes from the distribution's source package with a pinned checksum, else from the upstream tag at a
# pinned commit. Nothing is patched. Sourced, never run. Needs common.sh and distro.sh.
# shellcheck shell=bash

# source_ready imgui imgui.h
source_ready() { [[ -f "$DEPS/$1/$2" && -f "$DEPS/$1/.complete" ]]; }

# want_source NAME folder probe-file
want_source() {
  local name="$1" folder="$2" probe="$3" work
  source_ready "$folder" "$probe" && return 0
  mkdir -p "$DEPS"
  work="$(mktemp -d "$DEPS/.$folder-XXXXXX")"
  if ! { source_from_archive "$name" "$folder" "$work" || source_from_upstream "$name" "$folder" "$work"; }; then
    rm -rf "$work"
    local version="${name}_VERSION" upstream="${name}_UPSTREAM" commit="${name}_COMMIT"
    warn "cannot get $folder ${!version} from this machine's package archive or from ${!upstream}."
    warn "Get it by hand (commit ${!commit}) and set ${name}_DIR to its folder for CMake."
    return 1
  fi
  [[ -f "$work/tree/$probe" ]] || { warn "$folder: the source has no $probe"; rm -rf "$work"; return 1; }
  touch "$work/tree/.complete"
  rm -rf "${DEPS:?}/$folder"
  mv "$work/tree" "$DEPS/$folder"
  rm -rf "$work"
}

source_from_archive() {
  local name="$1" folder="$2" work="$3" version="${1}_VERSION" sum="${1}_ORIG_SHA256" full tarball
  [[ "$DISTRO" != unknown ]] || return 1
  private_apt_prepare || return 1
  # The newest packaging of exactly this upstream version.
  full="$(private_apt apt-cache showsrc "$folder" 2>/dev/null | awk '/^Version:/ {print $2}' |
    grep -E "^${!version//./\\.}([+~-]|$)" | sort -V | tail -n1)"
  [[ -n "$full" ]] || { note "the archive no longer has $folder ${!version}"; return 1; }
  mkdir -p "$work/download"
  (cd "$work/download" && quietly "fetching $folder ${!version}" \
    private_apt apt-get source --download-only "$folder=$full") || return 1
  tarball="$(find "$work/download" -name '*.orig.tar.*' ! -name '*.asc' | head -n1)"
  echo "${!sum}  $tarball" | sha256sum --check --quiet || { warn "$folder: wrong checksum"; return 1; }
  mkdir -p "$work/tree"
  tar -xf "$tarball" -C "$work/tree" --strip-components=1
}

source_from_upstream() {
  local name="$1" folder="$2" work="$3" commit="${1}_COMMIT" upstream="${1}_UPSTREAM"
  rm -rf "$work/tree"
  mkdir -p "$work/tree"
  quietly "fetching $folder from upstream" git_at_commit "${!upstream}" "${!commit}" "$work/tree"
}

# git verifies that the tree is the one of this commit.
git_at_commit() {
  git -C "$3" init --quiet &&
    GIT_TERMINAL_PROMPT=0 timeout 300 git -C "$3" fetch --quiet --depth 1 "$1" "$2" &&
    git -C "$3" checkout --quiet FETCH_HEAD &&
    [[ "$(git -C "$3" rev-parse HEAD)" == "$2" ]] &&
    rm -rf "$3/.git"
}
