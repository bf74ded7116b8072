// The two palettes (shared design, section 5) and the three ways to mix colours.
#include "web/style/theme.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

float to_linear(std::uint32_t byte) {
  const float c = static_cast<float>(byte) / 255;
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

std::uint32_t from_linear(float c) {
  const float s = c <= 0.0031308f ? c * 12.92f : 1.055f * std::pow(c, 1 / 2.4f) - 0.055f;
  return static_cast<std::uint32_t>(std::lround(std::clamp(s, 0.f, 1.f) * 255));
}

constexpr Theme kLight = {
    .dark = false,
    .ground = rgb(0xf6f5f2),
    .card = rgb(0xffffff),
    .hairline = rgb(0xe4e1da),
    .ink = rgb(0x1d2126),
    .muted = rgb(0x767b84),
    .faint = rgb(0xa3a6ab),
    .accent = rgb(0x1f6fb2),
    .negative = rgb(0xe07b1a),
    .accent_soft = rgb(0xe9f1f8),
    .sunken = rgb(0xf6f5f2),
    .track = rgb(0xe4e1da),
    .primary = rgb(0x1d2126),
    .on_primary = rgb(0xffffff),
    .on_accent = rgb(0xffffff),
    .warning_soft = rgb(0xfdf1e3),
    .shadow = rgb(0x3b2f1a),
    .point_outline = rgb(0xffffff),
    .classes = {rgb(0xe07b1a), rgb(0x1f6fb2), rgb(0x1f9268), rgb(0x9257c2), rgb(0xc9386f)},
};

constexpr Theme kDark = {
    .dark = true,
    .ground = rgb(0x101317),
    .card = rgb(0x171b21),
    .hairline = rgb(0x262c35),
    .ink = rgb(0xe8eaed),
    .muted = rgb(0x8d95a1),
    .faint = rgb(0x626a76),
    .accent = rgb(0x5aa9e6),
    .negative = rgb(0xf29b4b),
    .accent_soft = rgb(0x1b2e40),
    .sunken = rgb(0x101317),
    .track = rgb(0x2a313b),
    .primary = rgb(0xe8eaed),
    .on_primary = rgb(0x171b21),
    .on_accent = rgb(0xffffff),
    .warning_soft = rgb(0x2b2118),
    .shadow = rgb(0x000000),
    .point_outline = rgb(0x0b0d10),
    .classes = {rgb(0xf29b4b), rgb(0x5aa9e6), rgb(0x4cc79a), rgb(0xbb8be6), rgb(0xf0719f)},
};

}  // namespace

Colour faded(Colour colour, float opacity) {
  const float alpha = static_cast<float>(colour >> 24) * std::clamp(opacity, 0.f, 1.f);
  return (colour & 0xffffffu) | static_cast<Colour>(std::lround(alpha)) << 24;
}

Colour mixed(Colour a, Colour b, float t) {
  Colour result = 0;
  for (unsigned shift = 0; shift < 24; shift += 8) {
    const float from = to_linear(a >> shift & 255), to = to_linear(b >> shift & 255);
    result |= from_linear(from + (to - from) * t) << shift;
  }
  const float from = static_cast<float>(a >> 24), to = static_cast<float>(b >> 24);
  return result | static_cast<Colour>(std::lround(from + (to - from) * t)) << 24;
}

Colour tinted(Colour a, Colour b, float t) {
  Colour result = 0;
  for (unsigned shift = 0; shift < 32; shift += 8) {
    const float from = static_cast<float>(a >> shift & 255), to = static_cast<float>(b >> shift & 255);
    result |= static_cast<Colour>(std::lround(from + (to - from) * t)) << shift;
  }
  return result;
}

const Theme& light_theme() { return kLight; }
const Theme& dark_theme() { return kDark; }

}  // namespace deltarule
