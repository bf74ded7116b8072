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
  static constexpr std::array<std::string_view, 20> names = {
      "dense",      "dropout",       "conv2d",    "max_pool2d", "avg_pool2d",    "flatten",        "batch_norm",
      "layer_norm", "embedding",     "rnn",       "lstm",       "lstm_peephole", "lstm_coupled",   "lstm_depth_gated",
      "gru",        "clockwork_rnn", "grid_lstm", "last_step",  "attention",     "mcculloch_pitts"};
  return names;
}

bool is_recurrent(LayerKind kind) { return kind >= LayerKind::rnn && kind <= LayerKind::grid_lstm; }

std::span<const std::string_view> operation_names() {
  static constexpr std::array<std::string_view, 2> names = {"correlation", "convolution"};
  return names;
}

std::span<const std::string_view> returned_names() {
  static constexpr std::array<std::string_view, 2> names = {"all", "last"};
  return names;
}

std::span<const std::string_view> direction_names() {
  static constexpr std::array<std::string_view, 3> names = {"forward", "backward", "both"};
  return names;
}

std::span<const std::string_view> reset_gate_names() {
  static constexpr std::array<std::string_view, 2> names = {"after", "before"};
  return names;
}

std::span<const std::string_view> score_names() {
  static constexpr std::array<std::string_view, 2> names = {"scaled_dot", "additive"};
  return names;
}

LayerSpec default_layer(LayerKind kind) {
  LayerSpec layer{.kind = kind};
  if (kind == LayerKind::max_pool2d || kind == LayerKind::avg_pool2d) layer.kernel = 2, layer.stride = 0;
  if (kind == LayerKind::rnn || kind == LayerKind::clockwork_rnn) layer.activation = Activation::tanh;
  return layer;
}

}  // namespace deltarule
