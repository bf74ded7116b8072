// Between a network and named tensors: "0.weight", "0.bias", "1.weight_ih_l0", as PyTorch's state_dict has them.
//
// The number is the layer's place in our model, from 0 on. (Our dense layer holds its activation; a torch.nn.Sequential
// of Linear and Tanh modules numbers those too.) Names, shapes and orders of a layer's own tensors are PyTorch's.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/tensor.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// Where one tensor of a network lies.
struct WeightPlace {
  std::string name;  // "0.weight"
  std::vector<std::int64_t> shape;
  std::size_t offset = 0, count = 0;  // in the flat parameters, or in the flat state
  bool learned = true;                // a parameter; else a buffer, such as "2.running_mean"
};
/// Layer by layer, parameters before buffers.
std::vector<WeightPlace> weight_places(std::span<const LayerLayout> layout);

/// `state`: Trainer::network_state() or Network::state().
TensorFile weights_of(std::span<const LayerLayout> layout, std::span<const Scalar> parameters,
                      std::span<const Scalar> state);

/// Copies the file's tensors into the network. On an error, which says what was expected and what was found, nothing
/// has changed. PyTorch's counter num_batches_tracked is passed over: no computation here asks for it.
Status load_weights(const TensorFile& file, std::span<const LayerLayout> layout, std::span<Scalar> parameters,
                    std::span<Scalar> state);

}  // namespace deltarule
