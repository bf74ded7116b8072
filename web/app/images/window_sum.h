// One number of a feature map, taken apart: the patch under the window, the filter, and what comes of them.
#pragma once

#include <optional>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/app/images/image_state.h"

namespace deltarule {

struct WindowSum {
  int kernel = 1, inputs = 1;  // side of the window; how many input maps it lies over (a pool: one)
  bool filter = false;         // a convolution; else a pool
  std::vector<float> patch;    // [inputs][kernel][kernel]; padding is 0
  std::vector<bool> inside;    // likewise: not padding
  std::vector<float> weights;  // likewise, as they lie over the patch; of a pool none
  std::vector<double> sums;    // of each input map
  double sum = 0, bias = 0, z = 0;
  float value = 0;  // the engine's, of the look
};

/// None for a layer without a window, or a pixel that is not there.
std::optional<WindowSum> window_sum(const Snapshot& snapshot, const MapPixel& pixel);

}  // namespace deltarule
