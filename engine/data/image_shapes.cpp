// Bars, crosses and rings: pictures that one filter each can tell apart.
#include <algorithm>

#include "engine/core/rng.h"
#include "engine/data/images.h"

namespace deltarule {
namespace {

enum Figure { upright, level, cross, ring };
constexpr int kFigures = 4;

/// Whether the figure with arms of `reach` covers the pixel at (dx, dy) from its middle.
bool covers(int figure, int dx, int dy, int reach) {
  const int away = std::max(std::abs(dx), std::abs(dy));
  switch (figure) {
    case upright: return dx == 0 && away <= reach;
    case level: return dy == 0 && away <= reach;
    case cross: return (dx == 0 || dy == 0) && away <= reach;
    default: return away == reach;
  }
}

}  // namespace

LabelledImages make_shapes(int count, int side, double noise, std::uint32_t seed) {
  LabelledImages made;
  made.shape = Shape{1, side, side, 1};
  made.classes = kFigures;
  const auto size = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
  made.pixels.reserve(size * static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    Rng rng(seed, Purpose::data, static_cast<std::uint64_t>(i) + 1);  // 0 is the split's
    const int figure = i % kFigures;                                  // as many of each
    const int reach =
        std::max(1, side / 6 + static_cast<int>(rng.below(static_cast<std::uint32_t>(std::max(1, side / 6)))));
    const auto room = static_cast<std::uint32_t>(std::max(1, side - 2 * reach));
    const int x = reach + static_cast<int>(rng.below(room)), y = reach + static_cast<int>(rng.below(room));
    const double ink = rng.uniform(0.7, 1);
    for (int row = 0; row < side; ++row) {
      for (int column = 0; column < side; ++column) {
        const double value = (covers(figure, column - x, row - y, reach) ? ink : 0) + noise * rng.uniform();
        made.pixels.push_back(static_cast<std::uint8_t>(std::clamp(value, 0.0, 1.0) * 255 + 0.5));
      }
    }
    made.labels.push_back(static_cast<std::uint8_t>(figure));
  }
  return made;
}

}  // namespace deltarule
