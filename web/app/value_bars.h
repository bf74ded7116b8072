// A list of numbers as bars from the middle, orange to the left, blue to the right. Knows neither what they are nor who
// chooses among them.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "web/app/ui.h"

namespace deltarule {

/// One of them: a name, the bar, the figure.
struct ValueBar {
  std::string_view name;
  const Face* face = nullptr;    // of the name
  float names = 0, figures = 0;  // the widths of their columns
  float value = 0, largest = 0;
  std::string_view figure;
};
void value_bar(const Ui& ui, const Rect& row, const ValueBar& bar);

struct ValueBars {
  std::span<const float> values;
  std::span<const std::string> names;  // one each
  int chosen = -1;                     // marked, and kept in sight where there is no room for all
};

/// Returns the bottom of what it drew.
float value_bars(const Ui& ui, const Rect& area, const ValueBars& bars);
/// The row at this height; -1 if there is none.
int value_bar_at(const Ui& ui, const Rect& area, const ValueBars& bars, float y);

}  // namespace deltarule
