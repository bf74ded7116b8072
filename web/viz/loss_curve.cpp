// Axes as of the curves over epochs; the tangent is as long as a sixth of the picture to either side.
#include "web/viz/loss_curve.h"

#include <algorithm>
#include <cmath>

#include "web/viz/axis.h"

namespace deltarule {

float LossCurve::slope() const {
  const auto last = static_cast<float>(losses.size() - 1);
  const float step = (high - low) / last;
  const auto i = static_cast<std::size_t>(std::clamp((at - low) / step, 0.f, last - 1));
  // Of the parabola through the three points around: exact to the second order.
  const std::size_t middle =
      std::clamp<std::size_t>((at - low) / step - static_cast<float>(i) > 0.5f ? i + 1 : i, 1, losses.size() - 2);
  const float x = (at - low) / step - static_cast<float>(middle);
  const float left = losses[middle - 1], centre = losses[middle], right = losses[middle + 1];
  return ((right - left) / 2 + (right - 2 * centre + left) * x) / step;
}

void draw_loss_curve(const Canvas& canvas, const Rect& area, const LossCurve& curve) {
  const Theme& theme = *canvas.theme;
  const Face& mono = canvas.fonts->mono;
  const SurfaceScale& scale = curve.scale;
  const Axis across = linear_axis(curve.low, curve.high, 6, false);
  const Axis up = scale.logarithmic ? log_axis(scale.low, scale.high) : linear_axis(0, scale.high, 4, true);
  const Rect plot{area.x + canvas.px(40), area.y + canvas.px(8), area.w - canvas.px(48), area.h - canvas.px(30)};
  const auto x_of = [&](float u) { return plot.x + across.place(u) * plot.w; };
  const auto y_of = [&](float loss) {
    return plot.bottom() - (std::isfinite(loss) ? std::clamp(up.place(loss), -0.05f, 1.05f) : 1.05f) * plot.h;
  };
  for (const double tick : up.ticks) {
    const float y = plot.bottom() - up.place(tick) * plot.h;
    canvas.hairline_h(plot.x, plot.right(), y, theme.hairline);
    canvas.text(mono, type::kSmall, plot.x - canvas.px(8), y, theme.faint, tick_text(up, tick), Align::right);
  }
  for (const double tick : across.ticks)
    canvas.text(mono, type::kSmall, x_of(static_cast<float>(tick)), plot.bottom() + canvas.px(14), theme.faint,
                tick_text(across, tick), Align::centre);
  canvas.list->PushClipRect({plot.x, plot.y - 4}, {plot.right(), plot.bottom() + 4}, true);
  const auto last = static_cast<float>(curve.losses.size() - 1);
  for (std::size_t i = 0; i < curve.losses.size(); ++i)
    canvas.list->PathLineTo(
        {x_of(curve.low + (curve.high - curve.low) * static_cast<float>(i) / last), y_of(curve.losses[i])});
  canvas.list->PathStroke(theme.accent, 0, canvas.px(2));
  const float reach = (curve.high - curve.low) / 6, slope = curve.slope();
  if (!scale.logarithmic && std::isfinite(slope))
    canvas.line(x_of(curve.at - reach), plot.bottom() - up.place(curve.loss - slope * reach) * plot.h,
                x_of(curve.at + reach), plot.bottom() - up.place(curve.loss + slope * reach) * plot.h, theme.negative,
                canvas.px(1.6f));
  const ImVec2 ball{x_of(curve.at), y_of(curve.loss)};
  canvas.list->AddCircleFilled(ball, canvas.px(7), theme.card);
  canvas.list->AddCircleFilled(ball, canvas.px(5.5f), theme.ink);
  canvas.list->PopClipRect();
}

}  // namespace deltarule
