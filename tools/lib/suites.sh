# Running suites and counting: each suite is a command whose own report (Catch2's XML, TAP) says how many cases
# passed and failed. A suite that crashes, hangs, cannot be built or runs no case counts as failed.
# Sourced, never run. Needs common.sh.
# shellcheck shell=bash

PASSED=0; FAILED=0; SKIPPED=0
REPORTS="$DELTARULE_ROOT/build/reports"

# tally "suite" passed failed skipped seconds: one line per suite, and the sums.
tally() {
  local mark='ok  '
  ((PASSED += $2, FAILED += $3, SKIPPED += $4)) || true
  (($3)) && mark='FAIL'
  printf '%s %-34s %5d passed, %d failed' "$mark" "$1" "$2" "$3"
  (($4)) && printf ', %d skipped' "$4"
  printf ' (%ds)\n' "$5"
}

# not_run "suite" why: what could not even start.
not_run() { tally "$1" 0 1 0 0; warn "$1: $2"; }

# catch_suite "suite" command...: a Catch2 program.
catch_suite() {
  local suite="$1" slug started=$SECONDS status=0 counts passed failed skipped; shift
  slug="$(slug_of "$suite")"
  rm -f "$REPORTS/$slug".*
  timeout --kill-after=10 "${SUITE_TIMEOUT:-900}" "$@" --reporter "xml::out=$REPORTS/$slug.xml" \
    --reporter "console::out=$REPORTS/$slug.log" >"$REPORTS/$slug.out" 2>&1 </dev/null || status=$?
  counts="$(grep -oE '<OverallResultsCases [^>]*>' "$REPORTS/$slug.xml" 2>/dev/null | tail -n 1 || true)"
  if [[ -n "$counts" ]]; then
    passed="$(attribute successes "$counts")"; failed="$(attribute failures "$counts")"; skipped="$(attribute skips "$counts")"
  else
    # It ended in the middle: what had passed until then did pass; the one that ended it failed.
    passed="$(grep -c '<OverallResult success="true"' "$REPORTS/$slug.xml" 2>/dev/null || true)"; failed=1; skipped=0
  fi
  finish_suite "$suite" "$slug" "$status" "${passed:-0}" "${failed:-0}" "${skipped:-0}" "$((SECONDS - started))"
}

attribute() { sed -nE "s/.*$1=\"([0-9]+)\".*/\1/p" <<<"$2"; }

# tap_suite "suite" command...: anything that prints TAP (node --test, our checkers).
tap_suite() {
  local suite="$1" slug started=$SECONDS status=0 counts; shift
  slug="$(slug_of "$suite")"
  rm -f "$REPORTS/$slug".*
  timeout --kill-after=10 "${SUITE_TIMEOUT:-900}" "$@" >"$REPORTS/$slug.out" 2>&1 </dev/null || status=$?
  counts="$(python3 "$DELTARULE_ROOT/tools/lib/count_tap.py" <"$REPORTS/$slug.out")"
  # shellcheck disable=SC2086
  set -- $counts
  finish_suite "$suite" "$slug" "$status" "$1" "$2" "$3" "$((SECONDS - started))"
}

# What the report says, corrected by what the program's end says.
finish_suite() {
  local suite="$1" slug="$2" status="$3" passed="$4" failed="$5" skipped="$6" seconds="$7" why=
  if ((status == 124 || status == 137)); then why="it did not end in time"; fi
  if ((status != 0 && failed == 0)); then failed=1; why="${why:-it ended with status $status}"; fi
  if ((passed + failed == 0)); then
    if ((skipped == 0)); then failed=1; why="it ran no test"; fi
  fi
  tally "$suite" "$passed" "$failed" "$skipped" "$seconds"
  ((failed)) || return 0
  [[ -z "$why" ]] || warn "$suite: $why"
  show_failures "$REPORTS/$slug"
}

# Enough of the report to see what failed; the whole of it stays in build/reports.
show_failures() {
  if [[ -s "$1.log" ]]; then
    tail -n 60 "$1.log" >&2
    grep -vE '^\s*$' "$1.out" 2>/dev/null | tail -n 30 >&2 || true
  else
    python3 "$DELTARULE_ROOT/tools/lib/count_tap.py" --failures <"$1.out" | head -n 80 >&2
  fi
  note "whole report: ${1#"$DELTARULE_ROOT"/}.*" >&2
}

slug_of() { printf '%s' "$1" | tr -c 'A-Za-z0-9' '-'; }
