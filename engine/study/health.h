// Each layer's pulse at one moment: how large its gradients are, how its activations are spread, which units are dead.
#pragma once

#include <array>
#include <cstdint>

namespace deltarule {

inline constexpr std::size_t kHealthBins = 24;

/// Of one dense layer, over (at most the first 512) training samples, dropout off.
struct LayerHealth {
  float gradient_norm = 0;                             // Euclidean, of dL/dW and dL/db together
  float weight_norm = 0;                               // of W and b together
  float low = 0, high = 0;                             // the activations' range; the bins divide it evenly
  std::array<std::uint32_t, kHealthBins> histogram{};  // of all units' activations; non-finite ones are left out
  std::uint32_t units = 0;
  std::uint32_t dead = 0;       // ReLU and its like: units that are 0 for every sample
  std::uint32_t saturated = 0;  // sigmoid and tanh: units within 1 % of an end of their range for 95 % of the samples
};

}  // namespace deltarule
