// The page's few icons as strokes and shapes, crisp at every size. No icon font.
#pragma once

#include "web/style/canvas.h"

namespace deltarule {

enum class Icon {
  play,
  pause,
  step,
  reset,
  theme,
  plus,
  minus,
  chevron_down,
  chevron_up,
  chevron_left,
  chevron_right,
  close,
  check,
  warning,
  dice,
  pointer,
  eraser,
  clear
};

/// Centred at x, y; `size` is the side of its square.
void draw_icon(const Canvas& canvas, Icon icon, float x, float y, float size, Colour colour);

}  // namespace deltarule
