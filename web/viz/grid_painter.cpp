// Bilinear between the grid's points.
#include "web/viz/grid_painter.h"

#include <algorithm>
#include <cmath>

namespace deltarule {

float GridPainter::value(int unit, float column, float row) const {
  const int x = std::clamp(static_cast<int>(column), 0, grid - 2), y = std::clamp(static_cast<int>(row), 0, grid - 2);
  const float* at = values + (unit * grid + y) * grid + x;
  const float u = column - static_cast<float>(x), v = row - static_cast<float>(y);
  return (at[0] * (1 - u) + at[1] * u) * (1 - v) + (at[grid] * (1 - u) + at[grid + 1] * u) * v;
}

GridPainter::Answer GridPainter::answer(float column, float row) const {
  if (units == 1) {
    const float t = (value(0, column, row) - scale.middle) * scale.gain;
    return {t, t < 0 ? 0 : 1};
  }
  Answer found;
  float highest = -INFINITY, next = -INFINITY;
  for (int k = 0; k < units; ++k) {
    const float y = value(k, column, row);
    if (y > highest) {
      next = highest;
      highest = y, found.best = k;
    } else {
      next = std::max(next, y);
    }
  }
  found.t = highest - next;
  return found;
}

void GridPainter::paint(int times, Colour* pixels) const {
  const int side = (grid - 1) * times + 1;
  const float step = 1 / static_cast<float>(times);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const float x = static_cast<float>(column) * step, y = static_cast<float>(row) * step;
      const Answer found = answer(x, y);
      Colour& pixel = pixels[row * side + column];
      if (units > 1) {
        pixel = colours->class_value(found.best, discretize ? 1 : found.t);
      } else if (scale.class_shown >= 0) {
        pixel = colours->class_value(scale.class_shown, found.t);
      } else {
        pixel = colours->signed_value(discretize ? (found.t < 0 ? -1.f : 1.f) : found.t);
      }
      if (marked) pixel = (pixel & 0xffffffu) | static_cast<Colour>(found.best) << 24;
    }
  }
}

}  // namespace deltarule
