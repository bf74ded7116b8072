# Which machine this is: the distribution, whether we may install packages, and the private apt.
# The private apt reads newer suites of the archive that the machine already uses, with its own lists and
# an empty package database: it can download and verify, and it cannot touch the system.
# Sourced, never run. Needs common.sh.
# shellcheck shell=bash

DISTRO=unknown
if [[ -r /etc/os-release ]]; then
  # shellcheck disable=SC1091
  DISTRO="$(. /etc/os-release; case " ${ID:-} ${ID_LIKE:-} " in
    *" ubuntu "*) echo ubuntu ;; *" debian "*) echo debian ;; *) echo unknown ;; esac)"
fi
have apt-get || DISTRO=unknown

# as_root command...: directly, or through sudo.
as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }
can_be_root() { ((EUID == 0)) || { have sudo && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; }; }

# suites_for IMGUI -> the suites of versions.env for this distribution.
suites_for() { local name="$1_SUITES_${DISTRO^^}"; printf '%s' "${!name:-}"; }

# The archive that the machine is configured with: "uri|component component".
configured_archive() {
  local codename
  # shellcheck disable=SC1091
  codename="$(. /etc/os-release; echo "${VERSION_CODENAME:-${UBUNTU_CODENAME:-}}")"
  apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' -v code="$codename" '
      ($2 == code || $2 == "stable" || $2 == "testing" || $2 == "unstable" || $2 == "sid") && $1 !~ /security/ {
        if (uri == "") uri = $1
        if ($1 == uri && !seen[$3]++) components = components " " $3 }
      END { if (uri != "") print uri "|" components }'
}

archive_keyring() {
  local ring
  for ring in "/usr/share/keyrings/$DISTRO-archive-keyring.gpg" /usr/share/keyrings/debian-archive-keyring.pgp; do
    if [[ -r "$ring" ]]; then printf 'Signed-By: %s\n' "$ring"; return; fi
  done
}

PRIVATE_APT="$DELTARULE_CACHE/apt"

# private_apt_source suite deb|deb-src uri components [option line]
private_apt_source() {
  { printf 'Types: %s\nURIs: %s\nSuites: %s\nComponents:%s\n' "$2" "$3" "$1" "$4"
    [[ -z "${5:-}" ]] || printf '%s\n' "$5"
    archive_keyring; } >"$PRIVATE_APT/sources/$1-$2.sources"
}

# private_apt_prepare: writes the configuration and reads the lists (once per run).
private_apt_ready=
private_apt_prepare() {
  [[ -z "$private_apt_ready" ]] || return 0
  local archive uri components suite
  archive="$(configured_archive)"
  [[ -n "$archive" ]] || { warn "apt has no $DISTRO archive configured"; return 1; }
  uri="${archive%%|*}"; components="${archive#*|}"
  [[ "$DISTRO" == ubuntu ]] && components=" main universe"
  rm -rf "$PRIVATE_APT"
  mkdir -p "$PRIVATE_APT"/{sources,lists/partial,cache/archives/partial}
  : >"$PRIVATE_APT/status"
  for suite in $(suites_for EMSCRIPTEN); do private_apt_source "$suite" deb "$uri" "$components"; done
  # Sources are pinned by checksum, so an archive copy that is older than its own date is no danger.
  for suite in $(suites_for CATCH2) $(suites_for IMGUI); do
    if [[ " $(suites_for EMSCRIPTEN) " == *" $suite "* ]]; then
      private_apt_source "$suite" deb-src "$uri" "$components"
    else
      private_apt_source "$suite" deb-src "$uri" "$components" 'Check-Valid-Until: no'
    fi
  done
  cat >"$PRIVATE_APT/apt.conf" <<CONF
Dir::Etc::sourcelist "/dev/null";
Dir::Etc::sourceparts "$PRIVATE_APT/sources";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State "$PRIVATE_APT";
Dir::State::lists "$PRIVATE_APT/lists";
Dir::State::status "$PRIVATE_APT/status";
Dir::Cache "$PRIVATE_APT/cache";
Acquire::Languages "none";
APT::Sandbox::User "$(id -un)";
APT::Install-Recommends "false";
CONF
  # A suite that is missing today need not be the one that is wanted: go on, and let the fetching complain.
  quietly "reading the lists of newer suites" private_apt apt-get update \
    -o 'Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false' \
    -o 'Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled=false' \
    -o 'Acquire::IndexTargets::deb::DEP-11-icons-small::DefaultEnabled=false' \
    -o 'Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false' || true
  private_apt_ready=yes
}

# private_apt apt-get ...: any apt tool, on the private lists.
private_apt() { APT_CONFIG="$PRIVATE_APT/apt.conf" "$@"; }

# The lists are large and only of use while installing.
private_apt_forget() { [[ -n "$private_apt_ready" ]] && rm -rf "$PRIVATE_APT"; private_apt_ready=; return 0; }
