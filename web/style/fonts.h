// The typefaces and their measures: Inter for words (three weights), a monospaced face for figures.
//
// ImGui rasterizes glyphs as they are needed, at the device's pixel ratio. It sizes a font by its line height;
// designers size it by its em. Here a size is an em, as in CSS, and Face knows how to get from one to the other.
#pragma once

struct ImFont;

namespace deltarule {

struct Face {
  ImFont* font = nullptr;
  float line_per_em = 1.2f;  // ascent + descent
  float ascent_per_em = 0.97f;
};

struct Fonts {
  Face regular, medium, semibold, mono;
};

/// Adds the embedded fonts to the current ImGui context. Once.
Fonts load_fonts();

/// Every frame: ImGui itself tells only its current font how fine the device's pixels are.
void set_pixel_ratio(const Fonts& fonts, float pixel_ratio);

}  // namespace deltarule
