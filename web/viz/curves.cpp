// Axes, lines and the read-out. One record per pixel is all that is drawn.
#include "web/viz/curves.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "web/viz/axis.h"

namespace deltarule {
namespace {

constexpr double kRoomForOthers = 1.25;  // how far a series with epochs of its own may raise the axis

void range_of(const CurveSeries& series, bool logarithmic, double& low, double& high) {
  for (const float value : series.values) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) continue;
    low = std::min(low, static_cast<double>(value));
    high = std::max(high, static_cast<double>(value));
  }
}

Axis value_axis(const Canvas& canvas, const Rect& area, const CurvesLook& look) {
  double low = 1e30, high = -1e30, other_low = 1e30, other_high = -1e30;
  for (const CurveSeries& series : look.series) {
    if (series.epochs.empty()) {
      range_of(series, look.logarithmic, low, high);
    } else {
      range_of(series, look.logarithmic, other_low, other_high);
    }
  }
  if (high < low) low = other_low, high = other_high;
  high = std::max(high, std::min(other_high, high * kRoomForOthers));
  low = std::min(low, other_low);
  if (high < low) low = look.logarithmic ? 0.01 : 0, high = 1;
  if (look.logarithmic) return log_axis(std::max(low, 1e-6), high);
  const int wanted = std::clamp(static_cast<int>(area.h / canvas.px(34)), 2, 6);
  if (look.ceiling > 0) return linear_axis(0, look.ceiling, wanted, false);
  return linear_axis(0, std::max(high, 1e-3), wanted, true);
}

/// Drops the last but one point where the line goes straight on: most of a long run is nearly level.
void merge_straight(ImVector<ImVec2>& path) {
  constexpr float kLongest = 8, kSeen = 0.15f;  // pixels
  if (path.Size < 3) return;
  const ImVec2 a = path[path.Size - 3], b = path[path.Size - 2], c = path.back();
  const float share = (b.x - a.x) / std::max(c.x - a.x, 1e-6f);
  if (c.x - a.x > kLongest || std::abs(a.y + (c.y - a.y) * share - b.y) > kSeen) return;
  path[path.Size - 2] = c;
  path.pop_back();
}

void draw_series(const Canvas& canvas, const Rect& plot, const Axis& x_axis, const Axis& y_axis, const CurvesLook& look,
                 const CurveSeries& series) {
  ImDrawList& list = *canvas.list;
  const auto flush = [&] { list.PathStroke(series.colour, 0, canvas.px(1.8f)); };
  float last_x = -1e9f;
  const std::span<const double> epochs = series.epochs.empty() ? look.epochs : series.epochs;
  const std::size_t count = std::min(epochs.size(), series.values.size());
  bool open = false;
  for (std::size_t i = 0; i < count; ++i) {
    const float value = series.values[i];
    if (!std::isfinite(value)) {
      if (open) flush();
      open = false;
      continue;
    }
    const float x = plot.x + x_axis.place(epochs[i]) * plot.w;
    // More records than pixels: one per pixel is all that can be seen. The last one always shows.
    if (open && x - last_x < 0.75f && i + 1 < count) continue;
    const float y = plot.bottom() - std::clamp(y_axis.place(value), -0.02f, 1.02f) * plot.h;
    list.PathLineTo({x, y});
    merge_straight(list._Path);
    last_x = x;
    open = true;
  }
  if (open) flush();
}

}  // namespace

CurvesDrawn draw_curves(const Canvas& canvas, const Rect& area, const CurvesLook& look) {
  const Theme& theme = *canvas.theme;
  const Face& mono = canvas.fonts->mono;
  const Axis y_axis = value_axis(canvas, area, look);
  const auto value_text = [&](double tick) {
    return look.ceiling > 0 ? std::to_string(std::lround(tick * 100)) + " %" : tick_text(y_axis, tick);
  };
  float figures = canvas.px(22);
  for (const double tick : y_axis.ticks)
    figures = std::max(figures, canvas.text_width(mono, type::kSmall, value_text(tick)));
  const Rect plot{area.x + figures + canvas.px(9), area.y + canvas.px(7), area.w - figures - canvas.px(11),
                  area.h - canvas.px(29)};
  if (plot.w < 20 || plot.h < 20) return {};
  const double known = look.epochs.empty() ? 0 : look.epochs.back();
  const double last_epoch = look.last_epoch > 0 ? look.last_epoch : known > 0 ? known : 1;
  const Axis x_axis = linear_axis(0, last_epoch, std::clamp(static_cast<int>(plot.w / canvas.px(85)), 2, 8), false);

  for (const double tick : y_axis.ticks) {
    const float y = plot.bottom() - y_axis.place(tick) * plot.h;
    canvas.hairline_h(plot.x, plot.right(), y, faded(theme.hairline, tick == y_axis.ticks.front() ? 1.f : 0.7f));
    canvas.text(mono, type::kSmall, plot.x - canvas.px(9), y, theme.faint, value_text(tick), Align::right);
  }
  for (const double tick : x_axis.ticks) {
    const float x = plot.x + x_axis.place(tick) * plot.w;
    const std::string words = tick_text(x_axis, tick);
    const float half = canvas.text_width(mono, type::kSmall, words) / 2;
    const float centre = std::min(x, area.right() - half);
    canvas.text(mono, type::kSmall, centre, plot.bottom() + canvas.px(14), theme.faint, words, Align::centre);
  }
  canvas.list->PushClipRect({plot.x - 2, plot.y - 4}, {plot.right() + 3, plot.bottom() + 3}, true);
  for (auto series = look.series.rbegin(); series != look.series.rend(); ++series)
    draw_series(canvas, plot, x_axis, y_axis, look, *series);
  canvas.list->PopClipRect();

  CurvesDrawn drawn{.plot = plot, .record = {}};
  if (look.marker) {
    const float x = plot.x + std::clamp(x_axis.place(*look.marker), 0.f, 1.f) * plot.w;
    canvas.line(x, plot.y, x, plot.bottom(), theme.ink, canvas.px(1.5f));
  }
  if (!look.pointer_x || look.epochs.empty() || *look.pointer_x < plot.x - 4 || *look.pointer_x > plot.right() + 4)
    return drawn;
  const double epoch = (*look.pointer_x - plot.x) / plot.w * last_epoch;
  const auto above = std::lower_bound(look.epochs.begin(), look.epochs.end(), epoch);
  auto nearest = above == look.epochs.end() ? above - 1 : above;
  if (nearest != look.epochs.begin() && epoch - *(nearest - 1) < *nearest - epoch) --nearest;
  const auto record = static_cast<std::size_t>(nearest - look.epochs.begin());
  const float x = plot.x + x_axis.place(*nearest) * plot.w;
  canvas.hairline_v(x, plot.y, plot.bottom(), faded(theme.muted, 0.6f));
  for (const CurveSeries& series : look.series) {
    if (!series.epochs.empty() || record >= series.values.size() || !std::isfinite(series.values[record])) continue;
    const float y = plot.bottom() - std::clamp(y_axis.place(series.values[record]), 0.f, 1.f) * plot.h;
    canvas.list->AddCircleFilled({x, y}, canvas.px(4.5f), theme.card);
    canvas.list->AddCircleFilled({x, y}, canvas.px(3.2f), series.colour);
  }
  drawn.record = record;
  return drawn;
}

}  // namespace deltarule
