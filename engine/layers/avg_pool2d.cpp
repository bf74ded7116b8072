// Forward and backward of average pooling.
//
//   y_p = 1/k^2 sum over the cells q of window p of x_q     dx_q = 1/k^2 sum over the windows p that cover q of dy_p
#include "engine/layers/avg_pool2d.h"

#include <algorithm>

namespace deltarule {

Result<Shape> AvgPool2d::plan(const Shape& input) {
  const Result<Window> window = plan_pool(input, spec_);
  if (!window) return window.error();
  window_ = *window;
  return window_.output(input.channels, input.steps);
}

void AvgPool2d::forward(const ForwardPass& pass) {
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  const auto cells_of_window = static_cast<Scalar>(window_.kernel * window_.kernel);
  for (Index i = 0; i < planes; ++i) {
    const Scalar* x = pass.x + i * window_.plane();
    Scalar* y = pass.y + i * window_.places();
    for_places(window_, 0, [&](Index place, const Covered& cells) {
      Scalar sum = 0;
      for (Index row = cells.top; row < cells.bottom; ++row)
        for (Index column = cells.left; column < cells.right; ++column) sum += x[row * width + column];
      y[place] = sum / cells_of_window;
    });
  }
}

void AvgPool2d::backward(const BackwardPass& pass) {
  if (pass.dx == nullptr) return;
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  const auto cells_of_window = static_cast<Scalar>(window_.kernel * window_.kernel);
  std::fill_n(pass.dx, planes * window_.plane(), Scalar{0});
  for (Index i = 0; i < planes; ++i) {
    Scalar* dx = pass.dx + i * window_.plane();
    const Scalar* dy = pass.dy + i * window_.places();
    for_places(window_, 0, [&](Index place, const Covered& cells) {
      const Scalar share = dy[place] / cells_of_window;
      for (Index row = cells.top; row < cells.bottom; ++row)
        for (Index column = cells.left; column < cells.right; ++column) dx[row * width + column] += share;
    });
  }
}

}  // namespace deltarule
