// The tables of a TrueType font that a rasterizer reads, and no other: cmap, glyf, head, hhea, hmtx, loca.
//
// No coordinate is packed: every one takes two bytes, which are only in memory.
#include "web/style/font_builder.h"

#include <algorithm>
#include <climits>
#include <cstddef>
#include <utility>

namespace deltarule::fonts {
namespace {

using Bytes = std::vector<unsigned char>;

class Numbers {
 public:
  explicit Numbers(std::span<const unsigned char> data) : data_(data) {}
  int next() {
    const int byte = data_[at_++];
    if (byte != 128) return byte < 128 ? byte : byte - 256;
    at_ += 2;
    return static_cast<short>(data_[at_ - 2] << 8 | data_[at_ - 1]);
  }

 private:
  std::span<const unsigned char> data_;
  std::size_t at_ = 0;
};

void put16(Bytes& out, int value) {
  out.push_back(static_cast<unsigned char>(value >> 8));
  out.push_back(static_cast<unsigned char>(value));
}
void put32(Bytes& out, std::size_t value) {
  put16(out, static_cast<int>(value >> 16));
  put16(out, static_cast<int>(value));
}

struct Outline {
  std::vector<int> ends;  // the last point of each contour
  Bytes on;
  std::vector<int> steps;
};

Outline read_outline(int contours, Numbers& shapes, Numbers& steps) {
  Outline outline;
  int points = 0;
  for (int i = 0; i < contours; ++i) outline.ends.push_back((points += shapes.next()) - 1);
  for (int i = 0; i < points; ++i) outline.on.push_back(static_cast<unsigned char>(shapes.next()));
  for (int i = 0; i < 2 * points; ++i) outline.steps.push_back(steps.next());
  return outline;
}

/// Every stream moves on by one glyph, whatever the weight.
Outline next_outline(Numbers& shapes, Numbers& steps, Numbers& differences, bool weights, int weight) {
  const int contours = shapes.next();
  Outline outline = read_outline(contours < 0 ? -1 - contours : contours, shapes, steps);
  if (contours >= 0) {
    if (weights)
      for (int& step : outline.steps) step += weight * differences.next();
    return outline;
  }
  for (int other = 1; other <= 2; ++other) {
    Outline heavier = read_outline(-1 - shapes.next(), shapes, steps);
    if (other == weight) outline = std::move(heavier);
  }
  return outline;
}

void put_glyph(Bytes& glyf, const Outline& outline) {
  if (outline.ends.empty()) return;
  const std::size_t points = outline.on.size();
  int low[2] = {INT_MAX, INT_MAX}, high[2] = {INT_MIN, INT_MIN};
  for (std::size_t axis = 0; axis < 2; ++axis) {
    int place = 0;
    for (std::size_t i = 0; i < points; ++i) {
      place += outline.steps[axis * points + i];
      low[axis] = std::min(low[axis], place);
      high[axis] = std::max(high[axis], place);
    }
  }
  for (const int value : {static_cast<int>(outline.ends.size()), low[0], low[1], high[0], high[1]}) put16(glyf, value);
  for (const int end : outline.ends) put16(glyf, end);
  put16(glyf, 0);  // no instructions
  glyf.insert(glyf.end(), outline.on.begin(), outline.on.end());
  for (const int step : outline.steps) put16(glyf, step);
  while (glyf.size() % 4 != 0) glyf.push_back(0);
}

}  // namespace

Measures measures_of(const Outlines& outlines) {
  Numbers numbers(outlines.glyphs);
  const int ascent = numbers.next();
  return {ascent, numbers.next()};
}

std::vector<unsigned char> make_truetype(const Outlines& source, int weight) {
  Numbers glyphs(source.glyphs), shapes(source.shapes), steps(source.steps), differences(source.differences);
  const bool weights = source.differences.size() > 1;
  const int count = source.glyph_count + 1;  // the first is the one for what is missing: nothing
  Bytes cmap, glyf, head(54), hhea(36), hmtx, loca;

  const auto [ascent, descent] = measures_of(source);
  glyphs.next(), glyphs.next();
  head[18] = static_cast<unsigned char>(source.units_per_em >> 8);
  head[19] = static_cast<unsigned char>(source.units_per_em);
  head[51] = 1;  // places in glyf have 32 bits
  hhea[4] = static_cast<unsigned char>(ascent >> 8), hhea[5] = static_cast<unsigned char>(ascent);
  hhea[6] = static_cast<unsigned char>(descent >> 8), hhea[7] = static_cast<unsigned char>(descent);
  hhea[34] = static_cast<unsigned char>(count >> 8), hhea[35] = static_cast<unsigned char>(count);

  // One subtable for all of Unicode, with a group for each character.
  for (const int value : {0, 1, 3, 10, 0, 12, 12, 0, 0, 16 + 12 * source.glyph_count, 0, 0, 0, source.glyph_count})
    put16(cmap, value);
  put32(loca, 0);
  put32(loca, 0);
  put32(hmtx, 0);
  int character = 0;
  for (int i = 1; i < count; ++i) {
    character += glyphs.next();
    for (const int value : {character, character, i}) put32(cmap, static_cast<std::size_t>(value));
    const int advance = glyphs.next();
    put16(hmtx, advance + weight * glyphs.next());
    put16(hmtx, 0);  // the outline itself says where it begins
    put_glyph(glyf, next_outline(shapes, steps, differences, weights, weight));
    put32(loca, glyf.size());
  }

  const struct {
    const char* tag;
    const Bytes& bytes;
  } tables[] = {{"cmap", cmap}, {"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}};
  Bytes font;
  put32(font, 0x00010000);
  for (const int value : {6, 0, 0, 0}) put16(font, value);
  std::size_t place = 12 + 16 * std::size(tables);
  for (const auto& [tag, bytes] : tables) {
    font.insert(font.end(), tag, tag + 4);
    put32(font, 0);
    put32(font, place);
    put32(font, bytes.size());
    place += bytes.size();
  }
  for (const auto& table : tables) font.insert(font.end(), table.bytes.begin(), table.bytes.end());
  return font;
}

}  // namespace deltarule::fonts
