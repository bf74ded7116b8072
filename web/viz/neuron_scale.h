// How one neuron's values become colours: the middle, the reach, or the class whose colour it has. One answer for its
// small picture and for the large map.
#pragma once

#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

/// A neuron's place: column 0 is the inputs, column k the k-th dense layer.
struct NeuronId {
  int column = 0, unit = 0;
  friend bool operator==(const NeuronId&, const NeuronId&) = default;
};

struct NeuronScale {
  float middle = 0, gain = 1;  // shown: (value - middle) * gain
  int class_shown = -1;        // 0 and up: a probability in this class's colour
};

/// The k-th dense layer from 1; null if there is none.
const SnapshotLayer* dense_layer(const Snapshot& snapshot, int column);
/// [row][column] in Snapshot::grids; null if this neuron has none there.
const float* neuron_grid(const Snapshot& snapshot, NeuronId id);
/// Unbounded neurons take their largest value on the grid as their reach.
NeuronScale neuron_scale(const Snapshot& snapshot, Loss loss, NeuronId id);
NeuronScale input_scale(Input input, float view_min, float view_max);

}  // namespace deltarule
