// Typefaces as they are embedded, and as the renderer wants them: numbers that compress well become a TrueType font.
//
// Written by tools/subset_fonts.py. A number is one byte, -127 to 127, or 128 and two bytes. Heavier weights are the
// regular one plus once or twice a difference, point by point; where a glyph is drawn differently in the weights
// (shape -1 - contours), each has an outline of its own.
#pragma once

#include <span>
#include <vector>

namespace deltarule::fonts {

struct Outlines {
  int units_per_em = 0, glyph_count = 0;
  std::span<const unsigned char> glyphs;       // ascent, descent; by glyph: character (step), advance, its difference
  std::span<const unsigned char> shapes;       // by glyph: contours; points of each; 1 for each point on the curve
  std::span<const unsigned char> steps;        // by glyph: from point to point, first in x, then in y
  std::span<const unsigned char> differences;  // like steps
};

struct Measures {
  int ascent = 0, descent = 0;
};
Measures measures_of(const Outlines& outlines);

/// weight: 0 regular, 1 medium, 2 semibold.
std::vector<unsigned char> make_truetype(const Outlines& outlines, int weight);

}  // namespace deltarule::fonts
