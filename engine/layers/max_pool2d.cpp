// Forward and backward of max pooling.
//
//   y_p = max over the cells q of window p of x_q       dx_q = sum over the windows p that q has won of dy_p
//
// Scratch keeps each window's winner, counted row by row from the first cell that is in the image: a small integer,
// exact in a Scalar however large the image.
#include "engine/layers/max_pool2d.h"

#include <algorithm>

#include "engine/core/lanes.h"

namespace deltarule {
namespace {

// The usual pool, 2 x 2 side by side, has four places of a row at once, of which the cells are eight neighbours above
// and eight below: the same comparisons in the same order. (In the double build never: a Lane is one number there.)
Index in_fours(const Window& window) {
  const bool halves = window.kernel == 2 && window.stride == 2 && window.before == 0;
  return kLaneWidth == 4 && halves && window.places_across >= 4 ? window.places_across : 0;
}

// Calls f(place, cell above left) for every four of them; the last four of a row may have been there in part before.
template <class F>
void for_fours(const Window& window, F f) {
  const Index end = in_fours(window);
  for (Index y = 0; y < window.places_down; ++y)
    for (Index next = 0; next < end; next += 4) {
      const Index x = std::min(next, end - 4);
      f(y * window.places_across + x, 2 * y * window.width + 2 * x);
    }
}

struct Cells {
  Float4 even, odd;
};
Cells split(const Scalar* x) {
  const Float4 low = load<Float4>(x), high = load<Float4>(x + 4);
  return {__builtin_shufflevector(low, high, 0, 2, 4, 6), __builtin_shufflevector(low, high, 1, 3, 5, 7)};
}
void join(Cells cells, Scalar* x) {
  store(x, __builtin_shufflevector(cells.even, cells.odd, 0, 4, 1, 5));
  store(x + 4, __builtin_shufflevector(cells.even, cells.odd, 2, 6, 3, 7));
}

void four_winners(const Scalar* above, const Scalar* below, Scalar* y, Scalar* winners) {
  const Cells top = split(above), bottom = split(below);
  Float4 best = top.even, winner{};
  const auto challenge = [&](Float4 value, float number) {
    const Int4 wins = (value > best) | (value != value);
    best = select(wins, value, best);
    winner = select(wins, splat4(number), winner);
  };
  challenge(top.odd, 1);
  challenge(bottom.even, 2);
  challenge(bottom.odd, 3);
  store(y, best);
  store(winners, winner);
}

void four_gradients(const Scalar* dy, const Scalar* winners, Scalar* above, Scalar* below) {
  const Float4 d = load<Float4>(dy), winner = load<Float4>(winners);
  const auto share = [&](float number) { return select(winner == number, d, Float4{}); };
  join({share(0), share(1)}, above);
  join({share(2), share(3)}, below);
}
}  // namespace

Result<Shape> MaxPool2d::plan(const Shape& input) {
  const Result<Window> window = plan_pool(input, spec_);
  if (!window) return window.error();
  window_ = *window;
  return window_.output(input.channels, input.steps);
}

void MaxPool2d::forward(const ForwardPass& pass) {
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  for (Index i = 0; i < planes; ++i) {
    const Scalar* x = pass.x + i * window_.plane();
    Scalar* y = pass.y + i * window_.places();
    Scalar* winners = pass.scratch + i * window_.places();
    for_fours(window_,
              [&](Index place, Index cell) { four_winners(x + cell, x + cell + width, y + place, winners + place); });
    for_places(window_, in_fours(window_), [&](Index place, const Covered& cells) {
      Scalar best = x[cells.top * width + cells.left];
      Index winner = 0;
      for (Index row = cells.top; row < cells.bottom; ++row)
        for (Index column = cells.left; column < cells.right; ++column) {
          const Scalar value = x[row * width + column];
          if (!(value > best || value != value)) continue;
          best = value;
          winner = (row - cells.top) * window_.kernel + (column - cells.left);
        }
      y[place] = best;
      winners[place] = static_cast<Scalar>(winner);
    });
  }
}

void MaxPool2d::backward(const BackwardPass& pass) {
  if (pass.dx == nullptr) return;
  const Index planes = window_.channels * static_cast<Index>(pass.columns), width = window_.width;
  // In fours, every cell is written to, but for an odd row or column at the edge.
  const bool all_written = in_fours(window_) > 0 && window_.plane() == 4 * window_.places();
  if (!all_written) std::fill_n(pass.dx, planes * window_.plane(), Scalar{0});
  for (Index i = 0; i < planes; ++i) {
    Scalar* dx = pass.dx + i * window_.plane();
    const Scalar* dy = pass.dy + i * window_.places();
    const Scalar* winners = pass.scratch + i * window_.places();
    for_fours(window_, [&](Index place, Index cell) {
      four_gradients(dy + place, winners + place, dx + cell, dx + cell + width);
    });
    for_places(window_, in_fours(window_), [&](Index place, const Covered& cells) {
      const auto winner = static_cast<Index>(winners[place]);
      const Index row = cells.top + winner / window_.kernel, column = cells.left + winner % window_.kernel;
      dx[row * width + column] += dy[place];
    });
  }
}

}  // namespace deltarule
