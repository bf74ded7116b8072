// Curves over epochs with axes and a read-out under the pointer. Any number of series; what they mean is the caller's.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "web/style/canvas.h"

namespace deltarule {

struct CurveSeries {
  std::span<const float> values;  // as many as epochs; NaN leaves a gap
  Colour colour = 0;
  bool dashed = false;
};

struct CurvesLook {
  std::span<const double> epochs;
  std::span<const CurveSeries> series;
  bool logarithmic = false;
  bool from_zero = true;
  double ceiling = 0;  // > 0: the axis ends exactly here (1 for accuracy)
  std::optional<float> pointer_x;
};

struct CurvesReadout {
  std::size_t record = 0;  // index into epochs nearest to the pointer
};

/// Returns what is under the pointer, if anything.
std::optional<CurvesReadout> draw_curves(const Canvas& canvas, const Rect& area, const CurvesLook& look);

}  // namespace deltarule
