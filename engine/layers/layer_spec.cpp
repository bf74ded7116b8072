// The names of what layer_spec.h lists, in the order of the enums.
#include "engine/layers/layer_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> activation_names() {
  static constexpr std::array<std::string_view, 13> names = {"linear",     "step", "sigmoid", "tanh", "relu",
                                                             "leaky_relu", "elu",  "selu",    "gelu", "silu",
                                                             "softplus",   "sine", "softmax"};
  return names;
}

std::span<const std::string_view> layer_kind_names() {
  static constexpr std::array<std::string_view, 2> names = {"dense", "dropout"};
  return names;
}

}  // namespace deltarule
