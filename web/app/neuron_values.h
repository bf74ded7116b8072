// One neuron read out of a snapshot: its weights, and what it computes at a place of the plane.
//
// A forward pass for a single point, for showing; the engine does the real one. Layers are counted as in NeuronId.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"
#include "web/viz/network_diagram.h"

namespace deltarule {

struct NeuronWeights {
  std::span<const float> weights;  // one per neuron of the column before
  float bias = 0;
  Activation activation = Activation::linear;
};

struct NeuronValues {
  double sum = 0, output = 0;  // before and after the activation; of an input both are its value
};

std::size_t dense_count(const Snapshot& snapshot);
/// Where a weight or bias is in Snapshot::parameters; nothing if the network has none such.
std::optional<std::uint32_t> parameter_of(const Snapshot& snapshot, WeightId id);
std::optional<NeuronWeights> weights_of(const Snapshot& snapshot, NeuronId id);
std::optional<NeuronValues> values_at(const Snapshot& snapshot, std::span<const Input> inputs, float x1, float x2,
                                      NeuronId id);

}  // namespace deltarule
