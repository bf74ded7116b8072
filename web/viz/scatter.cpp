// Axes as of the curves; the dots over them.
#include "web/viz/scatter.h"

#include <algorithm>
#include <cmath>

#include "web/viz/axis.h"

namespace deltarule {

int draw_scatter(const Canvas& canvas, const Rect& area, std::span<const ScatterDot> dots, bool pointed, float px,
                 float py) {
  const Theme& theme = *canvas.theme;
  const Face& mono = canvas.fonts->mono;
  double left = 1e30, right = 0, high = 1e-3;
  for (const ScatterDot& dot : dots) {
    left = std::min(left, dot.x);
    right = std::max(right, dot.x);
    if (std::isfinite(dot.y)) high = std::max(high, std::min(dot.y, 3.0));
  }
  if (right <= 0) left = 0.001, right = 1;
  const Axis across = log_axis(left, right), up = linear_axis(0, high, 3, true);
  const Rect plot{area.x + canvas.px(36), area.y + canvas.px(8), area.w - canvas.px(48), area.h - canvas.px(28)};
  for (const double tick : up.ticks) {
    const float y = plot.bottom() - up.place(tick) * plot.h;
    canvas.hairline_h(plot.x, plot.right(), y, theme.hairline);
    canvas.text(mono, type::kSmall, plot.x - canvas.px(8), y, theme.faint, tick_text(up, tick), Align::right);
  }
  for (const double tick : across.ticks)
    canvas.text(mono, type::kSmall, plot.x + across.place(tick) * plot.w, plot.bottom() + canvas.px(13), theme.faint,
                tick_text(across, tick), Align::centre);
  int nearest = -1;
  float distance = canvas.px(12) * canvas.px(12);
  for (std::size_t i = 0; i < dots.size(); ++i) {
    const ScatterDot& dot = dots[i];
    const float x = plot.x + across.place(dot.x) * plot.w;
    const float y = plot.bottom() - (std::isfinite(dot.y) ? std::clamp(up.place(dot.y), 0.f, 1.f) : 1.f) * plot.h;
    const float radius = canvas.px(3 + 2.5f * dot.size);
    if (dot.marked) canvas.list->AddCircleFilled({x, y}, radius + canvas.px(4), faded(theme.ink, 0.25f));
    canvas.list->AddCircleFilled({x, y}, radius + canvas.px(1), theme.card);
    canvas.list->AddCircleFilled({x, y}, radius, tinted(theme.accent_soft, theme.accent, 0.45f + 0.55f * dot.size));
    const float dx = px - x, dy = py - y;
    if (pointed && dx * dx + dy * dy < distance) distance = dx * dx + dy * dy, nearest = static_cast<int>(i);
  }
  return nearest;
}

}  // namespace deltarule
