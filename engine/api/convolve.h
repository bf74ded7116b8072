// One convolution by itself, outside any network: the numbers of the engine's own layer, asked for without a round
// trip.
//
// An image of one channel, one filter, a bias; what stands for all of it is a LayerSpec of kind conv2d.
#pragma once

#include <span>
#include <vector>

#include "engine/api/preview.h"
#include "engine/core/result.h"

namespace deltarule {

struct Convolved {
  int height = 0, width = 0;  // of what comes out
  PreviewWindow window;       // how the filter lies over what goes in
  std::vector<float> z, y;    // before and after the activation, row by row
};

/// `image` [height, width], `filter` [kernel, kernel]. Fails with the field of the layer that does not fit.
Result<Convolved> convolve(const LayerSpec& layer, std::span<const float> image, int height, int width,
                           std::span<const float> filter, float bias);

/// In how many windows each pixel of an image of this size lies, [height, width].
Result<std::vector<float>> window_uses(const LayerSpec& layer, int height, int width);

}  // namespace deltarule
