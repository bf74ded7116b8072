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

/// The mean of the ink over [left, right) x [top, bottom) of the pad; what is outside is paper.
float mean(const std::vector<float>& ink, int side, float left, float top, float right, float bottom) {
  float sum = 0;
  const int first_row = std::max(0, static_cast<int>(std::floor(top)));
  const int first_column = std::max(0, static_cast<int>(std::floor(left)));
  for (int row = first_row; row < side && static_cast<float>(row) < bottom; ++row) {
    const float tall = std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
    for (int column = first_column; column < side && static_cast<float>(column) < right; ++column) {
      const float wide = std::min(right, static_cast<float>(column + 1)) - std::max(left, static_cast<float>(column));
      sum += tall * wide * ink[static_cast<std::size_t>(row * side + column)];
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
      pixels.push_back(std::min(1.f, mean(ink, side, px, py, px + cell, py + cell)));
    }
  return pixels;
}

}  // namespace deltarule
