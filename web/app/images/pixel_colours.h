// Numbers of images and feature maps as colours: ink on paper for what is never negative, blue and orange for signs.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>

#include "web/style/theme.h"
#include "web/viz/colour_map.h"
#include "web/viz/picture_sheet.h"

namespace deltarule {

/// t from 0 (paper) to 1 (ink).
inline Colour ink_colour(const Theme& theme, float t) { return tinted(theme.card, theme.ink, std::clamp(t, 0.f, 1.f)); }

/// One picture of `pixels` [channels, height, width], from 0 to 1: ink of one channel, light of three.
inline void paint_image(PictureSheet& sheet, const Theme& theme, std::span<const float> pixels, int channels,
                        int height, int width) {
  Colour* out = sheet.add(std::max(width, 1), std::max(height, 1));
  const int plane = height * width;
  if (pixels.size() < static_cast<std::size_t>(plane * std::max(channels, 1)) || plane == 0) return;
  for (int row = 0; row < height; ++row) {
    for (int column = 0; column < width; ++column) {
      const int at = row * width + column;
      const auto value = [&](int c) { return pixels[static_cast<std::size_t>(c * plane + at)]; };
      const auto byte = [&](int c) {
        return static_cast<std::uint32_t>(std::lround(std::clamp(value(c), 0.f, 1.f) * 255));
      };
      out[row * PictureSheet::stride() + column] =
          channels == 3 ? rgb(byte(0) << 16 | byte(1) << 8 | byte(2)) : ink_colour(theme, value(0));
    }
  }
}

/// One feature map of height x width numbers; `largest` is what the full colour stands for.
inline void paint_map(PictureSheet& sheet, const Theme& theme, const ColourMap& colours, const float* values,
                      int height, int width, float largest, bool has_signs) {
  Colour* out = sheet.add(width, height);
  const float gain = largest > 0 ? 1 / largest : 0;
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) {
      const float t = values[row * width + column] * gain;
      out[row * PictureSheet::stride() + column] = has_signs ? colours.signed_value(t) : ink_colour(theme, t);
    }
}

}  // namespace deltarule
