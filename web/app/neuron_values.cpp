// The forward pass for one point, in plain loops: for the neuron card, not for training.
#include "web/app/neuron_values.h"

#include <algorithm>
#include <cmath>

#include "engine/api/preview.h"

namespace deltarule {
namespace {

void activate(std::vector<float>& z, Activation activation) {
  if (activation != Activation::softmax) {
    for (float& value : z) value = preview_activation(activation, value);
    return;
  }
  const float highest = *std::max_element(z.begin(), z.end());
  float sum = 0;
  for (float& value : z) sum += value = std::exp(value - highest);
  for (float& value : z) value /= sum;
}

}  // namespace

std::size_t dense_count(const Snapshot& snapshot) {
  return static_cast<std::size_t>(
      std::count_if(snapshot.layers.begin(), snapshot.layers.end(),
                    [](const SnapshotLayer& layer) { return layer.spec.kind == LayerKind::dense; }));
}

std::optional<std::uint32_t> parameter_of(const Snapshot& snapshot, WeightId id) {
  const SnapshotLayer* layer = dense_layer(snapshot, id.neuron.column);
  const auto unit = static_cast<std::uint32_t>(id.neuron.unit), source = static_cast<std::uint32_t>(id.source);
  if (!layer || unit >= layer->outputs || !layer_is_whole(*layer, snapshot.parameters.size())) return std::nullopt;
  if (id.source == WeightId::kBias) return layer->bias_offset + unit;
  if (source >= layer->inputs) return std::nullopt;
  return layer->weight_offset + unit * layer->inputs + source;
}

std::optional<NeuronWeights> weights_of(const Snapshot& snapshot, NeuronId id) {
  const SnapshotLayer* layer = dense_layer(snapshot, id.column);
  if (!layer || id.unit < 0 || static_cast<std::uint32_t>(id.unit) >= layer->outputs ||
      !layer_is_whole(*layer, snapshot.parameters.size()))
    return std::nullopt;
  const auto unit = static_cast<std::size_t>(id.unit);
  return NeuronWeights{
      .weights = std::span(snapshot.parameters).subspan(layer->weight_offset + unit * layer->inputs, layer->inputs),
      .bias = snapshot.parameters[layer->bias_offset + unit],
      .activation = layer->spec.activation};
}

std::optional<NeuronValues> values_at(const Snapshot& snapshot, std::span<const Input> inputs, float x1, float x2,
                                      NeuronId id) {
  const auto unit = static_cast<std::size_t>(id.unit);
  std::vector<float> h, z;
  for (const Input input : inputs) h.push_back(preview_input(input, x1, x2));
  if (id.column == 0) {
    if (unit >= h.size()) return std::nullopt;
    return NeuronValues{h[unit], h[unit]};
  }
  int column = 0;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    if (layer.inputs != h.size() || !layer_is_whole(layer, snapshot.parameters.size())) return std::nullopt;
    const float* weight = snapshot.parameters.data() + layer.weight_offset;
    z.assign(layer.outputs, 0);
    for (std::size_t j = 0; j < z.size(); ++j) {
      z[j] = snapshot.parameters[layer.bias_offset + j];
      for (const float value : h) z[j] += *weight++ * value;
    }
    h = z;
    activate(h, layer.spec.activation);
    if (++column == id.column) {
      if (unit >= h.size()) return std::nullopt;
      return NeuronValues{z[unit], h[unit]};
    }
  }
  return std::nullopt;
}

}  // namespace deltarule
