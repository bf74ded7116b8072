// Dots over a logarithmic x axis and a value axis: what came out of many trials.
#pragma once

#include <span>

#include "web/style/canvas.h"

namespace deltarule {

struct ScatterDot {
  double x = 0, y = 0;  // x > 0; a y that is not finite lies at the upper edge
  float size = 0;       // 0 to 1: larger and darker
  bool marked = false;
};

/// Returns the dot nearest to the pointer, if it is near; -1 otherwise.
int draw_scatter(const Canvas& canvas, const Rect& area, std::span<const ScatterDot> dots, bool pointed, float px,
                 float py);

}  // namespace deltarule
