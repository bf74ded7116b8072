// Distances to a line for the pen; means over areas for the picture.
#include "web/app/images/drawing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace deltarule {
namespace {

constexpr float kInk = 0.05f;             // less is paper
constexpr float kDigitShare = 20.f / 28;  // of the picture's side

float& at(std::vector<float>& cells, int side, int row, int column) {
  return cells[static_cast<std::size_t>(row * side + column)];
}

/// The mean of the ink over [left, right) x [top, bottom); what is outside is paper.
float mean(const std::vector<float>& ink, int rows, int columns, float left, float top, float right, float bottom) {
  float sum = 0;
  const int first_row = std::max(0, static_cast<int>(std::floor(top)));
  const int first_column = std::max(0, static_cast<int>(std::floor(left)));
  for (int row = first_row; row < rows && static_cast<float>(row) < bottom; ++row) {
    const float tall = std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
    for (int column = first_column; column < columns && static_cast<float>(column) < right; ++column) {
      const float wide = std::min(right, static_cast<float>(column + 1)) - std::max(left, static_cast<float>(column));
      sum += tall * wide * ink[static_cast<std::size_t>(row) * columns + column];
    }
  }
  return sum / ((right - left) * (bottom - top));
}

struct Ink {
  int left, top, right, bottom;  // right and bottom not in it
  float x = 0, y = 0;            // centre of mass
  bool any = false;
};

Ink measure(const std::vector<float>& ink, int side) {
  Ink found{side, side, 0, 0};
  float mass = 0;
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const float value = ink[static_cast<std::size_t>(row * side + column)];
      if (value < kInk) continue;
      found.left = std::min(found.left, column);
      found.right = std::max(found.right, column + 1);
      found.top = std::min(found.top, row);
      found.bottom = std::max(found.bottom, row + 1);
      found.x += value * (static_cast<float>(column) + 0.5f);
      found.y += value * (static_cast<float>(row) + 0.5f);
      mass += value;
    }
  }
  found.any = mass > 0;
  if (found.any) found.x /= mass, found.y /= mass;
  return found;
}

}  // namespace

void draw_line(std::vector<float>& ink, int side, float x1, float y1, float x2, float y2, float radius) {
  const float dx = x2 - x1, dy = y2 - y1, length2 = dx * dx + dy * dy;
  const auto clamped = [side](float v) { return std::clamp(static_cast<int>(v), 0, side - 1); };
  const int top = clamped(std::min(y1, y2) - radius - 1), bottom = clamped(std::max(y1, y2) + radius + 1);
  const int left = clamped(std::min(x1, x2) - radius - 1), right = clamped(std::max(x1, x2) + radius + 1);
  for (int row = top; row <= bottom; ++row) {
    for (int column = left; column <= right; ++column) {
      const float px = static_cast<float>(column) + 0.5f - x1, py = static_cast<float>(row) + 0.5f - y1;
      const float t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.f, 1.f) : 0;
      const float distance = std::hypot(px - t * dx, py - t * dy);
      float& cell = at(ink, side, row, column);
      cell = std::max(cell, std::clamp(radius + 0.5f - distance, 0.f, 1.f));
    }
  }
}

std::vector<float> ink_of(std::span<const std::uint8_t> grey, int width, int height, int side) {
  constexpr int kLeastContrast = 16;
  constexpr float kShade = 0.15f;  // of the paper: a shadow, a JPEG's blocks
  if (grey.empty() || grey.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height)) return {};
  const auto level = [&](int row, int column) { return grey[static_cast<std::size_t>(row) * width + column]; };
  std::vector<std::uint8_t> border;
  for (int column = 0; column < width; ++column)
    border.insert(border.end(), {level(0, column), level(height - 1, column)});
  for (int row = 0; row < height; ++row) border.insert(border.end(), {level(row, 0), level(row, width - 1)});
  std::nth_element(border.begin(), border.begin() + static_cast<std::ptrdiff_t>(border.size() / 2), border.end());
  const int paper = border[border.size() / 2];
  const auto [darkest, lightest] = std::minmax_element(grey.begin(), grey.end());
  const bool dark = paper - *darkest >= *lightest - paper;
  const int contrast = dark ? paper - *darkest : *lightest - paper;
  if (contrast < kLeastContrast) return {};

  std::vector<float> values;
  values.reserve(grey.size());
  for (const std::uint8_t shade : grey) {
    const float value = static_cast<float>(dark ? paper - shade : shade - paper) / static_cast<float>(contrast);
    values.push_back(value < kShade ? 0 : value);
  }
  // The longer side fills the pad, the other lies in its middle.
  const float cell = static_cast<float>(std::max(width, height)) / static_cast<float>(side);
  const float left = (static_cast<float>(width) - cell * static_cast<float>(side)) / 2;
  const float top = (static_cast<float>(height) - cell * static_cast<float>(side)) / 2;
  std::vector<float> ink;
  for (int row = 0; row < side; ++row)
    for (int column = 0; column < side; ++column) {
      const float x = left + cell * static_cast<float>(column), y = top + cell * static_cast<float>(row);
      ink.push_back(mean(values, height, width, x, y, x + cell, y + cell));
    }
  return ink;
}

std::vector<float> turned(const std::vector<float>& ink, int side, float degrees) {
  if (ink.empty() || degrees == 0) return ink;
  const float radians = degrees * 3.14159265f / 180, c = std::cos(radians), s = std::sin(radians);
  const float middle = static_cast<float>(side) / 2;
  std::vector<float> out(ink.size(), 0.f);
  for (int row = 0; row < side; ++row) {
    for (int column = 0; column < side; ++column) {
      const float x = static_cast<float>(column) + 0.5f - middle, y = static_cast<float>(row) + 0.5f - middle;
      const float from_x = c * x + s * y + middle, from_y = c * y - s * x + middle;
      if (from_x < 0 || from_y < 0 || from_x >= static_cast<float>(side) || from_y >= static_cast<float>(side))
        continue;
      at(out, side, row, column) =
          ink[static_cast<std::size_t>(static_cast<int>(from_y) * side + static_cast<int>(from_x))];
    }
  }
  return out;
}

std::vector<float> shifted(const std::vector<float>& pixels, int height, int width, int right, int down) {
  if (pixels.empty() || (right == 0 && down == 0)) return pixels;
  std::vector<float> out(pixels.size(), 0.f);
  for (int row = std::max(0, down); row < std::min(height, height + down); ++row)
    for (int column = std::max(0, right); column < std::min(width, width + right); ++column)
      out[static_cast<std::size_t>(row * width + column)] =
          pixels[static_cast<std::size_t>((row - down) * width + column - right)];
  return out;
}

void add_noise(std::vector<float>& pixels, float share) {
  // A generator of one line (Park and Miller's minimal standard) is random enough for specks.
  std::uint32_t state = 1;
  const auto uniform = [&state] {
    state = static_cast<std::uint32_t>(std::uint64_t{state} * 48271 % 2147483647);
    return static_cast<float>(state) / 2147483647.f;
  };
  for (float& pixel : pixels) {
    const float chance = uniform(), ink = uniform();
    if (chance < share) pixel = ink;
  }
}

std::vector<float> network_input(const std::vector<float>& ink, int side, int height, int width, bool centred) {
  const Ink found = ink.empty() ? Ink{} : measure(ink, side);
  if (!found.any || height < 1 || width < 1) return {};
  // The part of the pad that becomes the picture: `span` cells for its shorter side.
  float span = static_cast<float>(side), x = span / 2, y = span / 2;
  if (centred) {
    span = static_cast<float>(std::max(found.right - found.left, found.bottom - found.top)) / kDigitShare;
    x = found.x, y = found.y;
  }
  const float cell = span / static_cast<float>(std::min(height, width));
  const float left = x - cell * static_cast<float>(width) / 2, top = y - cell * static_cast<float>(height) / 2;
  std::vector<float> pixels;
  pixels.reserve(static_cast<std::size_t>(height * width));
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) {
      const float px = left + cell * static_cast<float>(column), py = top + cell * static_cast<float>(row);
      pixels.push_back(std::min(1.f, mean(ink, side, side, px, py, px + cell, py + cell)));
    }
  return pixels;
}

}  // namespace deltarule
