// The loss along one parameter: the curve, where the network is upon it, and the tangent there, which is the gradient.
#pragma once

#include <span>

#include "web/style/canvas.h"
#include "web/viz/landscape_surface.h"

namespace deltarule {

struct LossCurve {
  std::span<const float> losses;  // evenly from low to high
  float low = 0, high = 1;        // the parameter
  float at = 0, loss = 0;         // the network
  SurfaceScale scale;
  /// Of the curve at the network's place.
  [[nodiscard]] float slope() const;
};

void draw_loss_curve(const Canvas& canvas, const Rect& area, const LossCurve& curve);

}  // namespace deltarule
