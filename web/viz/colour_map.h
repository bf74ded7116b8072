// From numbers to colours: the ramps of the data maps, negative through the card's colour to positive, mixed as light.
//
// Paler than the theme's colours, so that points stand out upon them. One table, read by the CPU and by the shader
// alike.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

#include "web/style/theme.h"

namespace deltarule {

class ColourMap {
 public:
  static constexpr int kSteps = 256;
  static constexpr int kRows = 1 + kClassColours;

  explicit ColourMap(const Theme& theme);

  /// t from -1 to 1 (clamped; NaN is the card's colour).
  [[nodiscard]] Colour signed_value(float t) const {
    return texels_[static_cast<std::size_t>(t == t ? step_of(t * 0.5f + 0.5f) : kSteps / 2)];
  }
  /// How sure of class k: t from 0 (card) to 1.
  [[nodiscard]] Colour class_value(int k, float t) const;
  /// kRows rows of kSteps: row 0 signed, row 1 + k class k.
  [[nodiscard]] const Colour* texels() const { return texels_.data(); }

 private:
  static int step_of(float unit) { return static_cast<int>(std::clamp(unit, 0.f, 1.f) * (kSteps - 1) + 0.5f); }

  std::array<Colour, kSteps * kRows> texels_{};
};

/// The strong colour of a point: its class, or its value from -1 to 1 for regression (classes 0).
Colour point_colour(const Theme& theme, float label, unsigned classes);

}  // namespace deltarule
