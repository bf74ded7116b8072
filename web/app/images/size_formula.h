// The formula of the size that comes out of a window over an image, with the numbers of one axis in it.
#pragma once

#include <string>

#include "engine/api/snapshot.h"

namespace deltarule {

struct WindowAxis {
  int size = 1;     // cells that come in
  int padding = 0;  // on both sides together
  int dilation = 1, kernel = 1, stride = 1;
};
/// "floor((28 + 2·2 − 1·(5 − 1) − 1) / 1) + 1 = 28"; `places` is what the engine made of it, left out if it made none.
std::string size_formula(const WindowAxis& axis, int places);

/// The same of a layer of the network with its engine's sizes, of both axes if they differ; empty for layers without a
/// window.
std::string size_formula(const Snapshot& snapshot, std::size_t layer);

}  // namespace deltarule
