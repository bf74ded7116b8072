// Each layer's pulse at one moment: how large its gradients are, how its activations are spread, which units are dead.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace deltarule {

class Trainer;
struct Probe;

inline constexpr std::size_t kHealthBins = 24;

/// Of one dense layer, over (at most the first 512) training samples, dropout off.
struct LayerHealth {
  float gradient_norm = 0;  // Euclidean, of dL/dW and dL/db together
  float weight_norm = 0;    // of W and b together
  float low = 0, high = 0;  // the activations' range; the bins divide it evenly (of a single value: all in the first)
  std::array<std::uint32_t, kHealthBins> histogram{};  // of all units' activations; non-finite ones are left out
  std::uint32_t units = 0;
  std::uint32_t dead = 0;       // ReLU: units that are 0 for every sample
  std::uint32_t saturated = 0;  // sigmoid and tanh: units within 1 % of an end of their range for 95 % of the samples
};

/// How many samples it looks at.
std::size_t health_samples(const Trainer& trainer);
/// `probe` is for backward passes over health_samples().
std::vector<LayerHealth> measure_health(const Trainer& trainer, Probe& probe);

}  // namespace deltarule
