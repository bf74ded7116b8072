// Bounded activations have a scale of their own; the output is read as the map reads it.
#include "web/viz/neuron_scale.h"

#include <algorithm>
#include <cmath>

#include "engine/api/preview.h"
#include "web/viz/reading.h"

namespace deltarule {

const SnapshotLayer* dense_layer(const Snapshot& snapshot, int column) {
  int k = 0;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind == LayerKind::dense && ++k == column) return &layer;
  }
  return nullptr;
}

const float* neuron_grid(const Snapshot& snapshot, NeuronId id) {
  const std::size_t cells = std::size_t{snapshot.grid} * snapshot.grid;
  std::size_t begin = 0, wanted = 0;
  int k = 0;
  bool found = false;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    if (++k == id.column && id.unit >= 0 && static_cast<std::uint32_t>(id.unit) < layer.outputs) {
      wanted = begin + static_cast<std::size_t>(id.unit) * cells;
      found = true;
    }
    begin += layer.outputs * cells;
  }
  // All or nothing: with the output's grid alone the others are not where they seem.
  return found && snapshot.grid >= 2 && begin <= snapshot.grids.size() ? snapshot.grids.data() + wanted : nullptr;
}

NeuronScale neuron_scale(const Snapshot& snapshot, Loss loss, NeuronId id) {
  const SnapshotLayer* layer = dense_layer(snapshot, id.column);
  if (!layer) return {};
  if (!dense_layer(snapshot, id.column + 1)) {
    const Reading reading = output_reading(*layer, snapshot.classes, loss);
    return {.middle = reading == Reading::probability ? 0.5f : 0.f,
            .gain = reading == Reading::probability ? 2.f : 1.f,
            .class_shown = reading == Reading::classes ? id.unit : -1};
  }
  const Activation activation = layer->spec.activation;
  if (zero_to_one(activation)) return {.middle = 0.5f, .gain = 2};
  const float* values = neuron_grid(snapshot, id);
  if (bounded(activation) || !values) return {};
  float largest = 1e-6f;
  for (int i = 0; i < snapshot.grid * snapshot.grid; ++i) {
    if (std::isfinite(values[i])) largest = std::max(largest, std::abs(values[i]));
  }
  return {.gain = 1 / largest};
}

NeuronScale input_scale(Input input, float view_min, float view_max) {
  float largest = 1e-6f;
  for (const float x1 : {view_min, view_max, 1.5707963f, 0.f}) {
    for (const float x2 : {view_min, view_max, 1.5707963f, 0.f})
      largest = std::max(largest, std::abs(preview_input(input, x1, x2)));
  }
  return {.gain = 1 / largest};
}

}  // namespace deltarule
