// Planning, the flat buffers, and the two loops over the layers.
#include "engine/train/network.h"

#include <algorithm>
#include <cstdint>

#include "engine/layers/registry.h"

namespace deltarule {
namespace {

constexpr std::int64_t kMaxScalars = std::int64_t{1} << 27;  // per kind of buffer: half a gigabyte of floats

std::string field(std::size_t index, const std::string& name) { return "model[" + std::to_string(index) + "]." + name; }

}  // namespace

Result<std::unique_ptr<Network>> Network::build(std::span<const LayerSpec> model, const Shape& input) {
  if (model.empty()) return Error{"model", "a network needs at least one layer"};
  if (input.features() < 1) return Error{"data.inputs", "a network needs at least one input"};
  std::unique_ptr<Network> network(new Network);
  Shape shape = input;
  std::int64_t parameters = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    std::unique_ptr<Layer> layer = make_layer(model[i]);
    if (layer == nullptr) return Error{field(i, "layer"), "there is no such layer"};
    const auto inputs = static_cast<std::size_t>(shape.features());
    Result<Shape> planned = layer->plan(shape);
    if (!planned) return Error{field(i, planned.error().where), planned.error().what};
    shape = *planned;
    // Checked before any product could overflow: both factors are below 2^31.
    const std::int64_t weights =
        model[i].kind == LayerKind::dense ? static_cast<std::int64_t>(inputs) * model[i].units : 0;
    if (weights > kMaxScalars || shape.features() > kMaxScalars)
      return Error{field(i, "units"), "the layer would have too many parameters to hold in memory"};
    const ParameterCount count = layer->parameter_count();
    LayerLayout place;
    place.spec = model[i];
    place.inputs = static_cast<int>(inputs);
    place.outputs = static_cast<int>(shape.features());
    place.weight_offset = static_cast<std::size_t>(parameters);
    place.weight_count = count.weights;
    place.bias_offset = place.weight_offset + count.weights;
    place.bias_count = count.biases;
    parameters += static_cast<std::int64_t>(count.weights + count.biases);
    if (parameters > kMaxScalars) return Error{"model", "the network would have too many parameters to hold in memory"};
    network->layout_.push_back(place);
    network->rows_before_.push_back(network->rows_);
    network->rows_ += static_cast<std::size_t>(shape.features());
    network->layers_.push_back(std::move(layer));
  }
  network->parameters_.assign(static_cast<std::size_t>(parameters), 0);
  network->gradients_.assign(static_cast<std::size_t>(parameters), 0);
  for (std::size_t i = 0; i < model.size(); ++i) {
    const std::size_t offset = network->layout_[i].weight_offset;
    network->layers_[i]->bind(network->parameters_.data() + offset, network->gradients_.data() + offset);
  }
  return network;
}

Network::Buffers Network::buffers(std::size_t columns, bool with_deltas) const {
  Buffers made;
  made.columns = columns;
  made.activations.assign(rows_ * columns, 0);
  if (with_deltas) made.deltas.assign(rows_ * columns, 0);
  std::size_t scratch = 0;
  for (const auto& layer : layers_) {
    made.scratch_offsets.push_back(scratch);
    scratch += layer->scratch(columns);
  }
  made.scratch.assign(scratch, 0);
  return made;
}

void Network::forward(const Scalar* x, std::size_t columns, Buffers& in, Rng* dropout) {
  assert(columns <= in.columns);
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Scalar* y = in.activations.data() + rows_before_[i] * in.columns;
    layers_[i]->forward({x, y, in.scratch.data() + in.scratch_offsets[i], columns, dropout});
    x = y;
  }
}

void Network::backward(const Scalar* x, std::size_t columns, Buffers& in, bool from_logits) {
  assert(columns <= in.columns && !in.deltas.empty());
  std::fill(gradients_.begin(), gradients_.end(), Scalar{0});
  for (std::size_t i = layers_.size(); i-- > 0;) {
    const bool last = i + 1 == layers_.size();
    Scalar* dx = i == 0 ? nullptr : in.deltas.data() + rows_before_[i - 1] * in.columns;
    layers_[i]->backward({i == 0 ? x : output(i - 1, in), output(i, in),
                          in.deltas.data() + rows_before_[i] * in.columns, dx,
                          in.scratch.data() + in.scratch_offsets[i], columns, last && from_logits});
  }
}

const Scalar* Network::output(std::size_t layer, const Buffers& in) const {
  return in.activations.data() + rows_before_[layer] * in.columns;
}

const Scalar* Network::logits(const Buffers& in, std::size_t columns) const {
  return logits(layers_.size() - 1, in, columns);
}

const Scalar* Network::logits(std::size_t layer, const Buffers& in, std::size_t columns) const {
  return layers_[layer]->logits(in.scratch.data() + in.scratch_offsets[layer], columns);
}

const Scalar* Network::delta(std::size_t layer, const Buffers& in) const {
  return in.deltas.data() + rows_before_[layer] * in.columns;
}

Scalar* Network::output_delta(Buffers& in) const { return in.deltas.data() + rows_before_.back() * in.columns; }

void Network::adjust(std::span<const LayerSpec> model) {
  assert(model.size() == layers_.size());
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    layers_[i]->adjust(model[i]);
    layout_[i].spec = model[i];
  }
}

std::string layer_title(std::size_t index, const LayerSpec& spec) {
  std::string title = "layer " + std::to_string(index + 1) + " (";
  title += layer_kind_names()[static_cast<std::size_t>(spec.kind)];
  if (spec.kind == LayerKind::dense) {
    title += ", ";
    title += activation_names()[static_cast<std::size_t>(spec.activation)];
  }
  return title + ")";
}

}  // namespace deltarule
