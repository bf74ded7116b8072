// From a LayerSpec to the layer: the one place that knows all layer classes.
#pragma once

#include <memory>

#include "engine/layers/layer.h"

namespace deltarule {

/// Null if there is no layer of this kind (a broken file).
std::unique_ptr<Layer> make_layer(const LayerSpec& spec);

}  // namespace deltarule
