// Rows of one height; the longest bar is the largest finite number.
#include "web/app/value_bars.h"

#include <algorithm>
#include <cmath>

#include "web/app/formula_text.h"

namespace deltarule {
namespace {

constexpr float kRow = 17;

struct Rows {
  int first, shown;
};

Rows rows_in(const Ui& ui, const Rect& area, const ValueBars& bars) {
  const int count = static_cast<int>(bars.values.size());
  const int shown = std::clamp(static_cast<int>(area.h / ui.px(kRow)), 1, std::max(count, 1));
  return {std::clamp(bars.chosen - shown / 2, 0, std::max(count - shown, 0)), std::min(shown, count)};
}

}  // namespace

float value_bars(const Ui& ui, const Rect& area, const ValueBars& bars) {
  const Theme& theme = ui.theme();
  const auto [first, shown] = rows_in(ui, area, bars);
  float largest = 0, names = ui.px(22);
  for (std::size_t i = 0; i < bars.values.size(); ++i) {
    if (std::isfinite(bars.values[i])) largest = std::max(largest, std::abs(bars.values[i]));
    names = std::max(names, ui.canvas.text_width(ui.fonts().mono, type::kSmall, bars.names[i]) + ui.px(6));
  }
  const float figures = ui.px(58), row = ui.px(kRow), half = (area.w - names - figures) / 2 - ui.px(4);
  const float middle = area.x + names + half + ui.px(4);
  for (int i = 0; i < shown; ++i) {
    const auto index = static_cast<std::size_t>(first + i);
    const float value = bars.values[index], y = area.y + row * (static_cast<float>(i) + 0.5f);
    if (first + i == bars.chosen)
      ui.canvas.fill({area.x - ui.px(5), y - row / 2, area.w + ui.px(8), row}, theme.accent_soft, ui.px(4));
    ui.canvas.text(ui.fonts().mono, type::kSmall, area.x, y, theme.muted, bars.names[index]);
    ui.canvas.hairline_h(middle - half, middle + half, y, theme.hairline);
    const float length = largest > 0 ? half * std::abs(value) / largest : 0, thick = ui.px(6);
    if (std::isfinite(value) && length > 0.5f)
      ui.canvas.fill({value < 0 ? middle - length : middle, y - thick / 2, length, thick},
                     value < 0 ? theme.negative : theme.accent, ui.px(2));
    ui.canvas.text(ui.fonts().mono, type::kSmall, area.right(), y, theme.ink, exact_text(value), Align::right);
  }
  return area.y + row * static_cast<float>(shown);
}

int value_bar_at(const Ui& ui, const Rect& area, const ValueBars& bars, float y) {
  const auto [first, shown] = rows_in(ui, area, bars);
  const int row = static_cast<int>(std::floor((y - area.y) / ui.px(kRow)));
  return row >= 0 && row < shown ? first + row : -1;
}

}  // namespace deltarule
