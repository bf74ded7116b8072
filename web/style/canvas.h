// What everything is drawn with: a draw list, the theme, the typefaces and the scale. Text sits on optical centres.
//
// Sizes in the source are those of a 1280x800 page; px() makes them logical pixels of this one. Draws only; nothing
// here takes input or knows what it shows.
#pragma once

#include <imgui.h>

#include <string_view>

#include "web/style/fonts.h"
#include "web/style/theme.h"

namespace deltarule {

struct Rect {
  float x = 0, y = 0, w = 0, h = 0;
  [[nodiscard]] float right() const { return x + w; }
  [[nodiscard]] float bottom() const { return y + h; }
  [[nodiscard]] float cx() const { return x + w / 2; }
  [[nodiscard]] float cy() const { return y + h / 2; }
  [[nodiscard]] Rect inset(float by) const { return {x + by, y + by, w - 2 * by, h - 2 * by}; }
  [[nodiscard]] bool contains(float px, float py) const { return px >= x && px < x + w && py >= y && py < y + h; }
};

enum class Align { left, centre, right };

/// The type scale, in em of a 1280x800 page.
namespace type {
inline constexpr float kSmall = 11, kBody = 13, kFigure = 13.5f, kHeading = 15, kLarge = 17, kBrand = 16;
}
namespace space {
inline constexpr float kGap = 12, kCardCorner = 12, kFieldCorner = 8, kCardPadding = 14;
}

struct Canvas {
  ImDrawList* list = nullptr;
  const Theme* theme = nullptr;
  const Fonts* fonts = nullptr;
  float scale = 1;        // logical pixels per pixel of the 1280x800 page
  float pixel_ratio = 1;  // device pixels per logical pixel

  [[nodiscard]] float px(float design) const { return design * scale; }
  /// The nearest device pixel: hairlines and sprites stay crisp.
  [[nodiscard]] float snap(float logical) const;
  [[nodiscard]] Rect snap(const Rect& rect) const;

  /// `em` in design pixels; the capitals are centred on `centre_y`.
  void text(const Face& face, float em, float x, float centre_y, Colour colour, std::string_view words,
            Align align = Align::left) const;
  [[nodiscard]] float text_width(const Face& face, float em, std::string_view words) const;
  /// Broken into lines of at most `width`; returns the height. `draw` false only measures.
  float paragraph(const Face& face, float em, float x, float top, float width, Colour colour, std::string_view words,
                  bool draw = true) const;

  void fill(const Rect& rect, Colour colour, float corner = 0) const;
  /// The same for a large opaque area on whole device pixels: cleared, not drawn, which is many times faster where GL
  /// is software.
  void flood(const Rect& rect, Colour colour, float corner = 0) const;
  void outline(const Rect& rect, Colour colour, float corner = 0, float thickness = 1) const;
  void line(float x1, float y1, float x2, float y2, Colour colour, float thickness = 1) const;
  void hairline_h(float x1, float x2, float y, Colour colour) const;  // one device pixel or one design pixel, crisp
  void hairline_v(float x, float y1, float y2, Colour colour) const;
  void image(unsigned texture, const Rect& rect, const Rect& uv, float corner = 0, Colour tint = rgb(0xffffff)) const;
};

}  // namespace deltarule
