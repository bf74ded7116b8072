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
  std::span<const double> epochs = {};  // its own, not the look's: it is not read out and stretches no axis much
};

struct CurvesLook {
  std::span<const double> epochs;
  std::span<const CurveSeries> series;  // the first lies on top
  double last_epoch = 0;                // how far the axis goes; 0: as far as the epochs
  bool logarithmic = false;
  double ceiling = 0;            // > 0: shares; the axis ends exactly here (1 for accuracy)
  std::optional<double> marker;  // an epoch to draw a line at
  std::optional<float> pointer_x;
};

struct CurvesDrawn {
  Rect plot;                          // between the axes; empty if there was no room
  std::optional<std::size_t> record;  // index into epochs nearest to the pointer
};

CurvesDrawn draw_curves(const Canvas& canvas, const Rect& area, const CurvesLook& look);

}  // namespace deltarule
