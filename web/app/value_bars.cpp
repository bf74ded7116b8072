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

void value_bar(const Ui& ui, const Rect& row, const ValueBar& bar) {
  const Theme& theme = ui.theme();
  const float half = (row.w - bar.names - bar.figures) / 2 - ui.px(4), y = row.cy();
  const float middle = row.x + bar.names + half + ui.px(4);
  ui.canvas.text(*bar.face, type::kSmall, row.x, y, theme.muted, bar.name);
  ui.canvas.hairline_h(middle - half, middle + half, y, theme.hairline);
  const float length = bar.largest > 0 ? half * std::abs(bar.value) / bar.largest : 0, thick = ui.px(6);
  if (std::isfinite(bar.value) && length > 0.5f)
    ui.canvas.fill({bar.value < 0 ? middle - length : middle, y - thick / 2, length, thick},
                   bar.value < 0 ? theme.negative : theme.accent, ui.px(2));
  ui.canvas.text(ui.fonts().mono, type::kSmall, row.right(), y, theme.ink, bar.figure, Align::right);
}

float value_bars(const Ui& ui, const Rect& area, const ValueBars& bars) {
  const auto [first, shown] = rows_in(ui, area, bars);
  float largest = 0, names = ui.px(22);
  for (std::size_t i = 0; i < bars.values.size(); ++i) {
    if (std::isfinite(bars.values[i])) largest = std::max(largest, std::abs(bars.values[i]));
    names = std::max(names, ui.canvas.text_width(ui.fonts().mono, type::kSmall, bars.names[i]) + ui.px(6));
  }
  const float row = ui.px(kRow);
  for (int i = 0; i < shown; ++i) {
    const auto index = static_cast<std::size_t>(first + i);
    const Rect place{area.x, area.y + row * static_cast<float>(i), area.w, row};
    if (first + i == bars.chosen)
      ui.canvas.fill({place.x - ui.px(5), place.y, place.w + ui.px(8), row}, ui.theme().accent_soft, ui.px(4));
    value_bar(ui, place,
              {.name = bars.names[index],
               .face = &ui.fonts().mono,
               .names = names,
               .figures = ui.px(58),
               .value = bars.values[index],
               .largest = largest,
               .figure = exact_text(bars.values[index])});
  }
  return area.y + row * static_cast<float>(shown);
}

int value_bar_at(const Ui& ui, const Rect& area, const ValueBars& bars, float y) {
  const auto [first, shown] = rows_in(ui, area, bars);
  const int row = static_cast<int>(std::floor((y - area.y) / ui.px(kRow)));
  return row >= 0 && row < shown ? first + row : -1;
}

}  // namespace deltarule
