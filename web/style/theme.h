// The colours of the page, light and dark, by the part they play. Values only: no widget decides a colour by itself.
//
// Orange is only ever the opposite of blue. Data maps have ramps of their own (viz/colour_map.h), made from these.
#pragma once

#include <array>
#include <cstdint>

namespace deltarule {

/// 8-bit sRGB with alpha, in the byte order of ImGui's vertex colours.
using Colour = std::uint32_t;

constexpr Colour rgb(std::uint32_t hex, std::uint32_t alpha = 255) {
  return (hex >> 16 & 255) | (hex & 0xff00) | (hex & 255) << 16 | alpha << 24;
}
/// The same colour, this opaque (times what it was).
Colour faded(Colour colour, float opacity);
/// Between two colours as light mixes (not as their bytes do).
Colour mixed(Colour a, Colour b, float t);
/// Between two colours as their bytes mix: a paler shade that keeps its hue.
Colour tinted(Colour a, Colour b, float t);

inline constexpr int kClassColours = 5;

struct Theme {
  bool dark = false;
  Colour ground, card, hairline, ink, muted, faint;  // faint: axis figures, what may be overlooked
  Colour accent, negative;
  Colour accent_soft;          // ground of what is chosen
  Colour sunken;               // ground of tiles and hovered buttons
  Colour track;                // the part of a slider that is not filled
  Colour primary, on_primary;  // the one dark (on dark: light) button
  Colour on_accent;
  Colour warning_soft;  // ground of a message
  Colour shadow;
  Colour point_outline;                       // around points upon a data map
  std::array<Colour, kClassColours> classes;  // of points; class 0 is the negative colour, 1 the accent
};

const Theme& light_theme();
const Theme& dark_theme();

}  // namespace deltarule
