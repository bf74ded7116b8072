#!/usr/bin/env bash
# with_display.sh command...: runs a program that needs a window on a virtual display of its own, rendered in
# software, so that a test sees the same pixels everywhere and the user's screen stays free.
set -euo pipefail
unset WAYLAND_DISPLAY
export LIBGL_ALWAYS_SOFTWARE=1 GDK_BACKEND=x11 MOZ_ENABLE_WAYLAND=0
# -noreset: an X server restarts when its last client leaves, and refuses the next test's window meanwhile.
exec xvfb-run --auto-servernum --server-args='-screen 0 1920x1200x24 -nolisten tcp -noreset' "$@"
