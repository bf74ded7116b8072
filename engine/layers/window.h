// How a square window walks over an image, channel by channel: what convolution and pooling have in common.
//
// Along each axis, with H cells, p cells of padding on each side, k cells in the window d apart, and s cells from place
// to place, there are floor((H + 2p - d(k-1) - 1) / s) + 1 places (torch.nn.Conv2d). Nothing here looks at a pixel.
#pragma once

#include <algorithm>
#include <cstddef>

#include "engine/core/result.h"
#include "engine/core/shape.h"
#include "engine/layers/layer_spec.h"

namespace deltarule {

using Index = std::ptrdiff_t;  // of a cell along an axis: negative ones are padding

struct Window {
  Index kernel = 1, stride = 1, dilation = 1;
  Index before = 0;                                             // cells of padding on the left and above
  Index channels = 1, height = 1, width = 1;                    // what comes in
  Index places_down = 1, places_across = 1;                     // how often the window fits
  [[nodiscard]] Index plane() const { return height * width; }  // cells of one channel
  [[nodiscard]] Index places() const { return places_down * places_across; }
  [[nodiscard]] Shape output(int filters, int steps) const {
    return {filters, static_cast<int>(places_down), static_cast<int>(places_across), steps};
  }
};

/// A filter of spec.kernel with spec.stride, padding (a number or kSamePadding) and dilation; refuses what cannot be.
Result<Window> plan_filter(const Shape& input, const LayerSpec& spec);
/// A pool: a stride of 0 is that of the kernel; padding at most half the kernel; no dilation.
Result<Window> plan_pool(const Shape& input, const LayerSpec& spec);

/// The cells [top, bottom) x [left, right) of the image that the window covers at a place.
struct Covered {
  Index top, bottom, left, right;
};
/// Calls f(place, covered) for every place, row by row, from the `first` of each row on. Without dilation.
template <class F>
void for_places(const Window& window, Index first, F f) {
  for (Index y = 0; y < window.places_down; ++y) {
    const Index top = y * window.stride - window.before;
    for (Index x = first; x < window.places_across; ++x) {
      const Index left = x * window.stride - window.before;
      f(y * window.places_across + x, Covered{std::max(top, Index{0}), std::min(top + window.kernel, window.height),
                                              std::max(left, Index{0}), std::min(left + window.kernel, window.width)});
    }
  }
}

}  // namespace deltarule
