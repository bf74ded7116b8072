// A quantity's distribution over time: columns are moments, rows are bins, darkness is how many.
#pragma once

#include <cstdint>
#include <span>

#include "web/style/canvas.h"

namespace deltarule {

struct HistogramColumn {
  std::span<const std::uint32_t> bins;  // evenly from low to high
  float low = 0, high = 0;
};

/// All columns on one scale. The latest at the right end; `room` columns fit.
void draw_histogram_strip(const Canvas& canvas, const Rect& area, std::span<const HistogramColumn> columns,
                          std::size_t room);
/// Values over time on a logarithmic scale, as a line; the same columns.
void draw_log_line(const Canvas& canvas, const Rect& area, std::span<const float> values, std::size_t room, float low,
                   float high);

}  // namespace deltarule
