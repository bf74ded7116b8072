// The ramps: ends are paler shades of the theme's colours, the way there is mixed as light.
#include "web/viz/colour_map.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr float kStrength = 0.64f;  // how much of the theme's colour is left at the end of a ramp

}  // namespace

ColourMap::ColourMap(const Theme& theme) {
  const Colour positive = tinted(theme.card, theme.accent, kStrength);
  const Colour negative = tinted(theme.card, theme.negative, kStrength);
  for (int i = 0; i < kSteps; ++i) {
    const float unit = static_cast<float>(i) / (kSteps - 1);
    const float t = unit * 2 - 1;
    texels_[static_cast<std::size_t>(i)] = mixed(theme.card, t < 0 ? negative : positive, std::abs(t));
    for (int k = 0; k < kClassColours; ++k) {
      const Colour full = tinted(theme.card, theme.classes[static_cast<std::size_t>(k)], kStrength);
      texels_[static_cast<std::size_t>((1 + k) * kSteps + i)] = mixed(theme.card, full, unit);
    }
  }
}

Colour ColourMap::class_value(int k, float t) const {
  const int row = 1 + std::clamp(k, 0, kClassColours - 1);
  return texels_[static_cast<std::size_t>(row * kSteps + (t == t ? step_of(t) : 0))];
}

Colour point_colour(const Theme& theme, float label, unsigned classes) {
  if (classes == 0) {
    const float t = std::clamp(label, -1.f, 1.f);
    const Colour middle = mixed(theme.card, theme.muted, 0.35f);
    return mixed(middle, t < 0 ? theme.negative : theme.accent, std::abs(t));
  }
  const int k = std::clamp(static_cast<int>(label), 0, kClassColours - 1);
  return theme.classes[static_cast<std::size_t>(k)];
}

}  // namespace deltarule
