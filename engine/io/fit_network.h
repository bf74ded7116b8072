// A network that was read from a file, beside the network of an experiment: is it the same one, and if so, which of its
// tensors belong where?
#pragma once

#include <span>
#include <vector>

#include "engine/io/import_onnx.h"
#include "engine/layers/layer_spec.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// The network as the experiment shall have it. If it computes what `layout` does, it is the experiment's own: with the
/// layers of which files have no trace (dropout, and flatten, which changes no number), with padding and filters as
/// they were written there. Else it is the file's. In both a network that ends in plain numbers ends in the
/// experiment's softmax or sigmoid: frameworks that have it in the loss leave it out.
ImportedNetwork fit_network(ImportedNetwork file, std::span<const LayerLayout> layout);

}  // namespace deltarule
