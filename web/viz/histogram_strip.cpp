// Rectangles side by side; bins that nothing is in are left out.
#include "web/viz/histogram_strip.h"

#include <algorithm>
#include <cmath>

namespace deltarule {

void draw_histogram_strip(const Canvas& canvas, const Rect& area, std::span<const HistogramColumn> columns,
                          std::size_t room) {
  const Theme& theme = *canvas.theme;
  canvas.fill(area, theme.sunken, canvas.px(4));
  float low = 1e30f, high = -1e30f;
  for (const HistogramColumn& column : columns) low = std::min(low, column.low), high = std::max(high, column.high);
  if (!(high > low)) high = low + 1;
  const float width = area.w / static_cast<float>(room);
  const auto y_of = [&](float value) { return area.bottom() - (value - low) / (high - low) * area.h; };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const HistogramColumn& column = columns[i];
    std::uint32_t most = 1;
    for (const std::uint32_t count : column.bins) most = std::max(most, count);
    const float x = area.right() - width * static_cast<float>(columns.size() - i);
    const float step = (column.high - column.low) / static_cast<float>(column.bins.size());
    for (std::size_t k = 0; k < column.bins.size(); ++k) {
      if (column.bins[k] == 0) continue;
      // The root, or the ends of a saturated layer would hide all the rest.
      const float share = std::sqrt(static_cast<float>(column.bins[k]) / static_cast<float>(most));
      const float from = column.low + step * static_cast<float>(k);
      const float top = y_of(from + step), bottom = std::max(y_of(from), top + 1);
      canvas.list->AddRectFilled({x, std::max(area.y, top)}, {x + width, std::min(area.bottom(), bottom)},
                                 faded(theme.accent, 0.1f + 0.9f * share));
    }
  }
}

void draw_log_line(const Canvas& canvas, const Rect& area, std::span<const float> values, std::size_t room, float low,
                   float high) {
  canvas.fill(area, canvas.theme->sunken, canvas.px(4));
  const float width = area.w / static_cast<float>(room);
  const float from = std::log10(low), to = std::log10(high);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float place = values[i] > 0 ? (std::log10(values[i]) - from) / (to - from) : 0;
    canvas.list->PathLineTo({area.right() - width * (static_cast<float>(values.size() - i) - 0.5f),
                             area.bottom() - std::clamp(place, 0.f, 1.f) * (area.h - canvas.px(4)) - canvas.px(2)});
  }
  canvas.list->PathStroke(canvas.theme->accent, 0, canvas.px(1.5f));
}

}  // namespace deltarule
