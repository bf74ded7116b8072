// The steps of one forward and one backward pass, in order; for Rosenblatt's rule the rule's own four.
//
// Which there are, not what they say: that is microscope_words.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

enum class Phase : std::uint8_t {
  inputs,
  sum,     // z = W h + b
  output,  // h = f(z)
  loss,
  dy,  // dL/dy of the last layer, W^T dL/dz of the next for the others
  dz,  // dL/dz = dL/dy f'(z)
  gradients,
  update,
  present,  // Rosenblatt's
  compute,
  compare,
  change
};

struct MicroscopeStep {
  Phase phase = Phase::inputs;
  int column = 0;  // as in NeuronId; of loss and update the last
  friend bool operator==(const MicroscopeStep&, const MicroscopeStep&) = default;
};

inline bool backward(Phase phase) { return phase >= Phase::dy && phase != Phase::present && phase != Phase::compute; }

std::vector<MicroscopeStep> microscope_steps(const Snapshot& snapshot, const TrainingSpec& training);

/// The layer's part of Trace::z, y, dy or dz; empty if it is not there.
std::span<const float> of_column(const Snapshot& snapshot, const std::vector<float>& units, int column);
/// The cross-entropies begin at dL/dz: their dL/dy of the last layer is no step of its own.
bool begins_at_sums(Loss loss);

}  // namespace deltarule
