// Forward and backward of max pooling.
//
//   y_p = max over the cells q of window p of x_q       dx_q = sum over the windows p that q has won of dy_p
//
// Scratch keeps each window's winner, counted row by row from the first cell that is in the image: a small integer,
// exact in a Scalar however large the image.
#include "engine/layers/max_pool2d.h"

#include <algorithm>

namespace deltarule {

Result<Shape> MaxPool2d::plan(const Shape& input) {
  const Result<Window> window = plan_pool(input, spec_);
  if (!window) return window.error();
  window_ = *window;
  return window_.output(input.channels, input.steps);
}

void MaxPool2d::forward(const ForwardPass& pass) {
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  for (Index i = 0; i < planes; ++i) {
    const Scalar* x = pass.x + i * window_.plane();
    Scalar* y = pass.y + i * window_.places();
    Scalar* winners = pass.scratch + i * window_.places();
    for_places(window_, [&](Index place, const Covered& cells) {
      Scalar best = x[cells.top * width + cells.left];
      Index winner = 0;
      for (Index row = cells.top; row < cells.bottom; ++row)
        for (Index column = cells.left; column < cells.right; ++column) {
          const Scalar value = x[row * width + column];
          if (!(value > best || value != value)) continue;
          best = value;
          winner = (row - cells.top) * window_.kernel + (column - cells.left);
        }
      y[place] = best;
      winners[place] = static_cast<Scalar>(winner);
    });
  }
}

void MaxPool2d::backward(const BackwardPass& pass) {
  if (pass.dx == nullptr) return;
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  std::fill_n(pass.dx, planes * window_.plane(), Scalar{0});
  for (Index i = 0; i < planes; ++i) {
    Scalar* dx = pass.dx + i * window_.plane();
    const Scalar* dy = pass.dy + i * window_.places();
    const Scalar* winners = pass.scratch + i * window_.places();
    for_places(window_, [&](Index place, const Covered& cells) {
      const auto winner = static_cast<Index>(winners[place]);
      const Index row = cells.top + winner / window_.kernel, column = cells.left + winner % window_.kernel;
      dx[row * width + column] += dy[place];
    });
  }
}

}  // namespace deltarule
