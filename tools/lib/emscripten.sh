# Emscripten, new enough: the one on PATH (emsdk, or the distribution's), else a newer suite's packages
# unpacked into a private prefix, without touching the system: every program there is pointed at the
# libraries beside it (patchelf), and emscripten's configuration at the programs beside it.
# Sourced, never run. Needs common.sh and distro.sh.
# shellcheck shell=bash

EMSCRIPTEN_PREFIX="$DEPS/emscripten"

# Prints the folder of a usable emcc, or fails. A version file beside emcc is quicker to read than to start it.
# The order is that of cmake/toolchain_wasm.cmake: emsdk, PATH, the private prefix, the distribution's.
find_emscripten() {
  local dir version
  for dir in "${EMSDK:+$EMSDK/upstream/emscripten}" "$(emcc_on_path)" \
    "$EMSCRIPTEN_PREFIX/share/emscripten" "$DISTRIBUTION_EMSCRIPTEN"; do
    [[ -n "$dir" && -x "$dir/emcc" && -r "$dir/emscripten-version.txt" ]] || continue
    [[ "$dir" == "$EMSCRIPTEN_PREFIX"/* && ! -f "$EMSCRIPTEN_PREFIX/.complete" ]] && continue
    [[ "$dir" == "$DISTRIBUTION_EMSCRIPTEN" && -f "$DEPS/.distribution-emscripten-broken" ]] && continue
    version="$(tr -d '" \n' <"$dir/emscripten-version.txt")"
    at_least "$EMSCRIPTEN_MIN" "${version%%[!0-9.]*}" && { readlink -f "$dir"; return 0; }
  done
  return 1
}

DISTRIBUTION_EMSCRIPTEN=/usr/share/emscripten

# emcc on PATH, unless that is the distribution's.
emcc_on_path() {
  local emcc dir
  emcc="$(command -v emcc)" || return 0
  dir="$(dirname "$(readlink -f "$emcc")")"
  [[ "$dir" == "$DISTRIBUTION_EMSCRIPTEN" ]] || printf '%s' "$dir"
}

# The distribution's Emscripten may have been taken apart (a Node that is not its own finds no acorn): try it, once.
emscripten_works() {
  local dir
  dir="$(find_emscripten)" || return 1
  [[ "$dir" == "$DISTRIBUTION_EMSCRIPTEN" ]] || return 0
  [[ -f "$DEPS/.distribution-emscripten-works" ]] && return 0
  mkdir -p "$DEPS"
  if quietly "trying the distribution's Emscripten" emscripten_probe "$dir"; then
    touch "$DEPS/.distribution-emscripten-works"
  else
    touch "$DEPS/.distribution-emscripten-broken"
    return 1
  fi
}

want_emscripten() {
  emscripten_works && return 0
  if [[ "$DISTRO" == unknown ]]; then
    warn "Emscripten $EMSCRIPTEN_MIN or newer is missing: install emsdk and put it on PATH"
    return 1
  fi
  private_apt_prepare || return 1
  rm -rf "$EMSCRIPTEN_PREFIX" "$DEPS"/.emscripten-*
  mkdir -p "$DEPS"
  local work; work="$(mktemp -d "$DEPS/.emscripten-XXXXXX")"
  mkdir -p "$work/debs" "$work/root"
  quietly "fetching a private Emscripten (about 330 MB)" emscripten_download "$work/debs" &&
    quietly "unpacking it" emscripten_unpack "$work/debs" "$work/root" &&
    mv "$work/root/usr" "$EMSCRIPTEN_PREFIX" &&
    quietly "pointing its programs at their own libraries" emscripten_relocate &&
    quietly "trying it" emscripten_probe "$EMSCRIPTEN_PREFIX/share/emscripten" ||
    { rm -rf "$work"; return 1; }
  rm -rf "$work"
  touch "$EMSCRIPTEN_PREFIX/.complete"
}

# Everything that emscripten needs, down to libc, without what only its packaging asks for.
emscripten_download() {
  local debs="$1" suite package packages=() skip
  skip='^(python3?(\.|-|$)|libpython|nodejs|libnode|node-(undici|corepack|xtend|cjs|balanced|brace|minimatch|llhttp)|gcc-|cpp|g\+\+'
  skip+='|lib(gcc|stdc\+\+|objc)-[0-9]+-dev|libobjc|lib(a|l|t|ub|hwa)san|libitm|libquadmath|libc6-dev|libc-dev|linux-libc'
  skip+='|libcrypt|rpcsvc|binutils|libbinutils|libctf|libgprofng|libsframe|ccache|libfmt|libhiredis|openssl|libssl|media-types'
  skip+='|netbase|debconf|tzdata|libdb|readline|libreadline|libsqlite|libuuid|tar$|dpkg$|libacl|libselinux|libpcre|perl|libperl)'
  suite="$(emscripten_suite)" || { echo "no suite has emscripten $EMSCRIPTEN_MIN"; return 1; }
  while read -r package; do
    [[ "$package" =~ $skip ]] || packages+=("$package")
  done < <(private_apt apt-get install -s --no-install-recommends -t "$suite" emscripten | awk '/^Inst / {print $2}')
  ((${#packages[@]} > 10)) || { echo "cannot resolve emscripten's packages"; return 1; }
  (cd "$debs" && private_apt apt-get download -t "$suite" "${packages[@]/%//$suite}")
}

emscripten_suite() {
  local suite version
  for suite in $(suites_for EMSCRIPTEN); do
    version="$(private_apt apt-cache madison emscripten | awk -F'|' -v s=" $suite/" 'index($3, s) {gsub(/ /, "", $2); print $2; exit}')"
    [[ -n "$version" ]] && at_least "$EMSCRIPTEN_MIN" "${version%%[!0-9.]*}" && { echo "$suite"; return 0; }
  done
  return 1
}

emscripten_unpack() {
  local debs="$1" root="$2" deb share="$2/usr/share/emscripten" lib
  for deb in "$debs"/*.deb; do
    # Left out while unpacking: manuals, emscripten's own tests, its libraries for threads, LTO and debugging.
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink \
      --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale' \
      --exclude='./usr/share/emscripten/test' --exclude='./usr/share/emscripten/docs' \
      --exclude='*/wasm32-emscripten/lto*' --exclude='*/wasm32-emscripten/*-mt*.a' \
      --exclude='*/wasm32-emscripten/*-ww*.a' --exclude='*/wasm32-emscripten/*-asan*.a' \
      --exclude='*/wasm32-emscripten/libGL-*emu*.a' --exclude='*/wasm64-emscripten' --exclude='./usr/lib/*/gconv' || return 1
  done
  [[ -x "$share/emcc" ]] || { echo "no emcc in the packages"; return 1; }
  # Packages of one release may still place their libraries in /lib.
  for lib in "$root"/lib/*-linux-gnu*; do
    [[ -d "$lib" && ! -L "$root/lib" ]] && cp -a "$lib"/. "$root/usr/lib/$(basename "$lib")/"
  done
  return 0
}

# Runs at the final place: an interpreter's path is absolute.
emscripten_relocate() {
  local loader libs bin llvm version
  libs="$(dirname "$(find "$EMSCRIPTEN_PREFIX/lib" -name 'libLLVM*.so*' -path '*-linux-gnu*' | head -n1)")"
  loader="$(find "$libs" "$EMSCRIPTEN_PREFIX/lib" "$EMSCRIPTEN_PREFIX"/lib64 -name 'ld-linux*.so.*' 2>/dev/null | head -n1)"
  loader="$(readlink -f "$loader")"
  llvm="$(find "$EMSCRIPTEN_PREFIX/lib" -maxdepth 1 -name 'llvm-[0-9]*' | sort -V | tail -n1)"
  version="${llvm##*-}"
  [[ -x "$loader" && -n "$llvm" ]] || { echo "no loader or no LLVM in the prefix"; return 1; }
  for bin in "$llvm"/bin/* "$EMSCRIPTEN_PREFIX"/bin/wasm*; do
    [[ -f "$bin" && ! -L "$bin" ]] && is_dynamic_program "$bin" || continue
    patchelf --set-interpreter "$loader" --force-rpath --set-rpath "$libs:$llvm/lib:$EMSCRIPTEN_PREFIX/lib" "$bin"
  done
  # A library with a search path of its own would ignore the program's.
  for bin in "$libs"/*.so*; do
    [[ -f "$bin" && ! -L "$bin" && -n "$(patchelf --print-rpath "$bin" 2>/dev/null)" ]] || continue
    patchelf --force-rpath --set-rpath "$libs:$llvm/lib" "$bin"
  done
  # emscripten's own configuration file, beside it: no environment variable is needed.
  cat >"$EMSCRIPTEN_PREFIX/share/emscripten/.emscripten" <<CONF
# Written by tools/lib/emscripten.sh.
import shutil
LLVM_ROOT = '$llvm/bin'
BINARYEN_ROOT = '$EMSCRIPTEN_PREFIX'
NODE_JS = shutil.which('node') or shutil.which('nodejs')
CACHE = '$EMSCRIPTEN_PREFIX/share/emscripten/cache'
FROZEN_CACHE = True
LLVM_ADD_VERSION = ''
CLANG_ADD_VERSION = ''
CONF
  # acorn, where Node itself would look for it.
  mkdir -p "$EMSCRIPTEN_PREFIX/share/emscripten/node_modules"
  ln -sfn ../../nodejs/acorn "$EMSCRIPTEN_PREFIX/share/emscripten/node_modules/acorn"
  # The packages' wrappers in bin/ name absolute places.
  find "$EMSCRIPTEN_PREFIX/bin" -maxdepth 1 -lname '*share/emscripten/wrapper' -delete
  find "$EMSCRIPTEN_PREFIX/bin" -maxdepth 1 -name "*-$version" -delete
  for bin in emcc em++ emar emranlib emcmake emnm emsize; do
    printf '#!/bin/sh\nexec "%s" "$@"\n' "$EMSCRIPTEN_PREFIX/share/emscripten/$bin" >"$EMSCRIPTEN_PREFIX/bin/$bin"
    chmod +x "$EMSCRIPTEN_PREFIX/bin/$bin"
  done
}

is_dynamic_program() { patchelf --print-interpreter "$1" >/dev/null 2>&1; }

# Compiles and runs a program that needs what the project needs: SIMD, the C++ library, -O3, acorn.
emscripten_probe() {
  local dir="$1" work; work="$(mktemp -d)"
  cat >"$work/probe.cpp" <<'CPP'
#include <cstdio>
#include <vector>
#include <wasm_simd128.h>
int main() {
  std::vector<float> v(4, 2.0f);
  v128_t x = wasm_v128_load(v.data());
  wasm_v128_store(v.data(), wasm_f32x4_mul(x, x));
  std::printf("probe %g\n", double(v[3]));
}
CPP
  "$dir/em++" -O3 -std=c++20 -msimd128 "$work/probe.cpp" -o "$work/probe.js" &&
    [[ "$(node "$work/probe.js")" == "probe 4" ]]
  local status=$?
  rm -rf "$work"
  return "$status"
}
