// The page's few icons as strokes and shapes, crisp at every size. No icon font.
#pragma once

#include "web/style/canvas.h"

namespace deltarule {

enum class Icon { play, pause, step, reset, theme, plus, minus, chevron_down, chevron_up, close, check, warning };

/// Centred at x, y; `size` is the side of its square.
void draw_icon(const Canvas& canvas, Icon icon, float x, float y, float size, Colour colour);

}  // namespace deltarule
