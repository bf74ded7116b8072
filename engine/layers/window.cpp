// What a window must be, and how often it fits.
#include "engine/layers/window.h"

#include <string>

namespace deltarule {
namespace {

std::string text(Index value) { return std::to_string(value); }

/// Places along an axis of `size` cells. The whole calculation is in the refusal: it shows which setting to change.
Result<Index> places(const char* axis, Index size, Index padding, const Window& window) {
  const Index k = window.kernel, s = window.stride, d = window.dilation;
  const Index room = size + padding - d * (k - 1) - 1;
  if (room >= 0) return room / s + 1;
  const Index floor = -((-room + s - 1) / s);
  return Error{"kernel", "the window does not fit into the " + std::string(axis) + " of " + text(size) +
                             ": floor((H + 2p - d(k-1) - 1)/s) + 1 = floor((" + text(size) + " + " + text(padding) +
                             " - " + text(d) + "*(" + text(k) + "-1) - 1)/" + text(s) + ") + 1 = " + text(floor + 1) +
                             "; take a smaller kernel or more padding"};
}

/// `padding`: of both sides together.
Result<Window> fit(const Shape& input, Window window, Index padding) {
  window.channels = input.channels;
  window.height = input.height;
  window.width = input.width;
  const Result<Index> down = places("height", window.height, padding, window);
  if (!down) return down.error();
  const Result<Index> across = places("width", window.width, padding, window);
  if (!across) return across.error();
  window.places_down = *down;
  window.places_across = *across;
  return window;
}

}  // namespace

Result<Window> plan_filter(const Shape& input, const LayerSpec& spec) {
  if (spec.kernel < 1) return Error{"kernel", "a filter is at least 1 cell wide, not " + text(spec.kernel)};
  if (spec.stride < 1) return Error{"stride", "a filter moves by at least 1 cell, not " + text(spec.stride)};
  if (spec.dilation < 1) return Error{"dilation", "a filter's cells are at least 1 apart, not " + text(spec.dilation)};
  if (spec.padding < 0 && spec.padding != kSamePadding)
    return Error{"padding", "padding is same or a number from 0 on, not " + text(spec.padding)};
  Window window{.kernel = spec.kernel, .stride = spec.stride, .dilation = spec.dilation, .before = spec.padding};
  if (spec.padding != kSamePadding) return fit(input, window, Index{2} * spec.padding);
  if (spec.stride != 1)
    return Error{"padding", "same padding keeps the size at stride 1 only; set the stride to 1 or pad by a number"};
  const Index total = (window.kernel - 1) * window.dilation;
  window.before = total / 2;  // an odd one goes to the right and below, as in PyTorch
  return fit(input, window, total);
}

Result<Window> plan_pool(const Shape& input, const LayerSpec& spec) {
  if (spec.kernel < 1) return Error{"kernel", "a pool is at least 1 cell wide, not " + text(spec.kernel)};
  if (spec.stride < 0)
    return Error{"stride", "a pool moves by at least 1 cell (0: by its width), not " + text(spec.stride)};
  if (spec.padding == kSamePadding)
    return Error{"padding", "a pool is padded by a number of cells, not by same; set it to 0 or more"};
  if (spec.padding < 0 || spec.padding > spec.kernel / 2)
    return Error{"padding", "a pool's padding is from 0 to half its kernel, here " + text(spec.kernel / 2) + ", not " +
                                text(spec.padding)};
  return fit(input,
             {.kernel = spec.kernel, .stride = spec.stride == 0 ? spec.kernel : spec.stride, .before = spec.padding},
             Index{2} * spec.padding);
}

}  // namespace deltarule
