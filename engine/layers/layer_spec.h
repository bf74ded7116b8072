// What a layer is, as the user says it: a value, compared, stored and sent. No computation here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace deltarule {

enum class Activation : std::uint8_t {
  linear,
  step,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  elu,
  selu,
  gelu,
  silu,
  softplus,
  sine,
  softmax
};
/// Names as in files and links, in the order of the enum.
std::span<const std::string_view> activation_names();

enum class LayerKind : std::uint8_t { dense, dropout };
std::span<const std::string_view> layer_kind_names();

struct LayerSpec {
  LayerKind kind = LayerKind::dense;
  int units = 1;                               // dense
  Activation activation = Activation::linear;  // dense
  double rate = 0.5;                           // dropout: share of inputs set to zero, [0, 1)
  friend bool operator==(const LayerSpec&, const LayerSpec&) = default;
};

}  // namespace deltarule
