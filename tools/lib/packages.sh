# What must be on the machine itself, and how to get it: a table of requirements, a check of each that does
# not need the package manager (so that self-built tools count), and one apt call for what is missing.
# Sourced, never run. Needs common.sh and distro.sh.
# shellcheck shell=bash

# level | check (a function or command line) | package on Debian and Ubuntu | what it is
REQUIREMENTS='
build | have git                              | git                   | git
build | new_enough cmake CMAKE_MIN            | cmake                 | CMake
build | have ninja                            | ninja-build           | Ninja
build | new_enough g++ GXX_MIN                | g++                   | a C++20 compiler (GCC)
build | new_enough node NODE_MIN              | nodejs                | Node.js
build | have npm                              | npm                   | npm
build | have python3                          | python3               | Python 3
build | python_has fontTools                  | python3-fonttools     | fontTools, for a Python 3
build | header eigen3/Eigen/Core              | libeigen3-dev         | Eigen 3.4
build | header nlohmann/json.hpp              | nlohmann-json3-dev    | nlohmann-json
build | header GLFW/glfw3.h                   | libglfw3-dev          | GLFW 3.3, with headers
build | header stb/stb_image.h                | libstb-dev            | stb_image and stb_image_write (image files)
build | header GL/gl.h                        | libgl-dev             | OpenGL headers
build | font Inter-Regular                    | fonts-inter           | the font Inter
build | font JetBrainsMono-Regular            | fonts-jetbrains-mono  | the font JetBrains Mono
build | private_only patchelf                 | patchelf              | patchelf
build | have xz                               | xz-utils              | xz
build | certificates                          | ca-certificates       | CA certificates
test  | have xvfb-run                         | xvfb                  | Xvfb
test  | have xauth                            | xauth                 | xauth
test  | library dri/swrast_dri.so libgallium*.so | libgl1-mesa-dri    | Mesa (software OpenGL)
test  | library libEGL.so.1                   | libegl1               | libEGL
test  | library libGLESv2.so.2                | libgles2              | libGLESv2
test  | library libGL.so.1                    | libgl1                | libGL
test  | find_chromium                         | chromium              | Chromium or Chrome
test  | find_firefox                          | firefox-esr           | Firefox
test  | have WebKitWebDriver                  | webkit2gtk-driver     | WebKitGTK with WebKitWebDriver
'

# new_enough cmake CMAKE_MIN: is the program there, at the version that versions.env asks for?
new_enough() {
  have "$1" || return 1
  local version
  version="$("$1" --version 2>/dev/null | grep -oE '[0-9]+(\.[0-9]+)+' | head -n1)"
  at_least "${!2}" "${version:-0}"
}

header() {
  local folder
  for folder in /usr/include /usr/include/*-linux-gnu* /usr/local/include; do
    [[ -e "$folder/$1" ]] && return 0
  done
  return 1
}

# library name...: is any of these there?
library() {
  local folder name
  for folder in /usr/lib/*-linux-gnu* /usr/lib64 /usr/lib; do
    for name in "$@"; do compgen -G "$folder/$name" >/dev/null && return 0; done
  done
  return 1
}

font() { [[ -n "$(find /usr/share/fonts /usr/local/share/fonts ${DELTARULE_FONT_DIR:-} \
  \( -name "$1.ttf" -o -name "$1.otf" \) -print -quit 2>/dev/null)" ]]; }

# The Python that has a module: the first on PATH, or the system's (which is where packages go).
python_has() {
  compgen -G "/usr/lib/python3/dist-packages/$1/__init__.py" >/dev/null && [[ -x /usr/bin/python3 ]] && return 0
  have python3 && python3 -c "import $1" 2>/dev/null
}

# What only the private Emscripten needs, once it is clear that there is to be one.
private_only() { have "$1" || [[ -z "$emscripten_private" ]] || find_emscripten >/dev/null; }
emscripten_private=

# The distribution's own Emscripten is good when it is new enough; else there will be a private one.
plan_emscripten() {
  local candidate
  find_emscripten >/dev/null && return 0
  candidate="$(apt-cache policy emscripten 2>/dev/null | awk '/Candidate:/ {print $2}')"
  if [[ -n "$candidate" ]] && at_least "$EMSCRIPTEN_MIN" "${candidate%%[!0-9.]*}"; then echo 'emscripten|Emscripten'; return 0; fi
  return 1
}

certificates() { [[ -s /etc/ssl/certs/ca-certificates.crt || -d /etc/pki/tls/certs ]]; }

find_chromium() {
  local name
  [[ -n "${CHROMIUM:-}" && -x "${CHROMIUM:-}" ]] && { echo "$CHROMIUM"; return 0; }
  for name in chromium google-chrome-stable google-chrome chrome chromium-browser; do
    # Ubuntu's chromium-browser is a script that asks for a snap; it is no browser.
    have "$name" && ! grep -qs 'snap install' "$(command -v "$name")" && { command -v "$name"; return 0; }
  done
  return 1
}

find_firefox() {
  local name
  [[ -n "${FIREFOX:-}" && -x "${FIREFOX:-}" ]] && { echo "$FIREFOX"; return 0; }
  for name in firefox-esr firefox; do
    have "$name" && ! grep -qs 'snap install' "$(command -v "$name")" && { command -v "$name"; return 0; }
  done
  return 1
}

# missing_requirements build|test -> lines "package|what it is"
missing_requirements() {
  local level check package what
  while IFS='|' read -r level check package what; do
    level="${level// /}"; package="${package// /}"
    [[ -n "$level" ]] || continue
    [[ "$level" == build || "$1" == test ]] || continue
    set -f
    # shellcheck disable=SC2086
    $check >/dev/null 2>&1 || printf '%s|%s\n' "$package" "${what# }"
    set +f
  done <<<"$REQUIREMENTS"
}

tell_missing() {
  warn "$1"
  while IFS='|' read -r package what; do warn "  - $what (Debian and Ubuntu: $package)"; done <<<"$2"
}

# want_packages build|test: installs what is missing, all or nothing.
want_packages() {
  local level="$1" missing packages lists_read=
  missing="$(missing_requirements "$level")"
  if [[ "$DISTRO" != unknown ]] && ! find_emscripten >/dev/null && can_be_root; then
    # Which Emscripten it will be is for the package lists to say.
    quietly "reading the package lists" as_root apt-get update || return 1
    lists_read=yes
    plan_emscripten >/dev/null || emscripten_private=yes
    missing="$(missing_requirements "$level"; plan_emscripten || true)"
  fi
  [[ -n "$missing" ]] || return 0
  packages="$(cut -d'|' -f1 <<<"$missing" | sort -u | tr '\n' ' ')"
  if [[ "$DISTRO" == unknown ]]; then
    tell_missing "this is neither Debian nor Ubuntu; install these with your package manager and run me again:" "$missing"
    return 1
  fi
  if ! can_be_root; then
    tell_missing "these are missing, and installing them needs root or sudo:" "$missing"
    warn "as root: apt-get install --no-install-recommends $packages"
    return 1
  fi
  say "installing packages: $packages"
  [[ -n "$lists_read" ]] || quietly "reading the package lists" as_root apt-get update || return 1
  # shellcheck disable=SC2086
  if ! apt-get install -s --no-install-recommends $packages >/dev/null 2>&1; then
    tell_missing "the package archive cannot provide all of these:" "$missing"
    [[ "$DISTRO" != ubuntu || "$level" != test ]] ||
      warn "Ubuntu has Chromium and Firefox only as snaps: install them so or otherwise, or set CHROMIUM and FIREFOX to their programs."
    # shellcheck disable=SC2086
    apt-get install -s --no-install-recommends $packages 2>&1 | grep -E '^(E:| )' | head -n 12 >&2
    return 1
  fi
  # shellcheck disable=SC2086
  quietly "installing (this takes some minutes)" as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o DPkg::Lock::Timeout=300 $packages || return 1
  missing="$(missing_requirements "$level")"
  [[ -z "$missing" ]] || { tell_missing "still missing after installing:" "$missing"; return 1; }
}
