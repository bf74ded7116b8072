// Planning, the flat buffers, and the two loops over the layers.
#include "engine/train/network.h"

#include <algorithm>
#include <cstdint>

#include "engine/layers/registry.h"
#include "engine/train/initializer.h"

namespace deltarule {
namespace {

// Of parameters, and of one sample's numbers in a layer; with gradients and two moments, a gigabyte of floats.
constexpr std::int64_t kMaxScalars = std::int64_t{1} << 26;

std::string field(std::size_t index, const std::string& name) { return "model[" + std::to_string(index) + "]." + name; }

/// Where a layer's tensors lie, and how far they reach in both flat buffers.
LayerLayout lay_out(const LayerSpec& spec, const Layer& layer, std::int64_t& parameters, std::int64_t& state) {
  LayerLayout place;
  place.spec = spec;
  place.parameters = layer.parameters();
  place.buffers = layer.buffers();
  place.weight_offset = static_cast<std::size_t>(parameters);
  place.state_offset = static_cast<std::size_t>(state);
  for (const Parameter& p : place.parameters) {
    const std::int64_t count = element_count(p.dims);
    (p.role == ParameterRole::weight ? place.weight_count : place.bias_count) += static_cast<std::size_t>(count);
    parameters += count;
  }
  for (const Parameter& p : place.buffers) state += element_count(p.dims);
  place.bias_offset = place.weight_offset + place.weight_count;
  return place;
}

void begin_at(const Parameter& p, std::span<Scalar> values) {
  std::fill(values.begin(), values.end(), Scalar{0});
  const std::size_t row = p.dims.empty() ? 0 : values.size() / static_cast<std::size_t>(p.dims[0]);
  const auto first = values.begin() + static_cast<std::ptrdiff_t>(row) * p.start_row;
  std::fill(first, p.start_rows < 0 ? values.end() : first + static_cast<std::ptrdiff_t>(row) * p.start_rows,
            static_cast<Scalar>(p.start));
}

}  // namespace

void Network::initialize(const InitializerSpec& spec, std::uint32_t seed) {
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Rng rng(seed, Purpose::weights, i);
    std::size_t at = layout_[i].weight_offset;
    for (const Parameter& p : layout_[i].parameters) {
      const auto count = static_cast<std::size_t>(element_count(p.dims));
      const std::span<Scalar> values = std::span(parameters_).subspan(at, count);
      if (p.role == ParameterRole::weight) {
        deltarule::initialize(spec, p.fans, rng, values);
      } else {
        begin_at(p, values);
      }
      at += count;
    }
    at = layout_[i].state_offset;
    for (const Parameter& p : layout_[i].buffers) {
      const auto count = static_cast<std::size_t>(element_count(p.dims));
      begin_at(p, std::span(state_).subspan(at, count));
      at += count;
    }
  }
}

Result<std::unique_ptr<Network>> Network::build(std::span<const LayerSpec> model, const Shape& input) {
  if (model.empty()) return Error{"model", "a network needs at least one layer"};
  if (input.features() < 1) return Error{"data.inputs", "a network needs at least one input"};
  std::unique_ptr<Network> network(new Network);
  Shape shape = input;
  network->input_ = input;
  std::int64_t parameters = 0, state = 0;
  for (std::size_t i = 0; i < model.size(); ++i) {
    std::unique_ptr<Layer> layer = make_layer(model[i]);
    if (layer == nullptr) return Error{field(i, "layer"), "there is no such layer"};
    const Shape input_of_layer = shape;
    Result<Shape> planned = layer->plan(shape);
    if (!planned) return Error{field(i, planned.error().where), planned.error().what};
    shape = *planned;
    if (shape.features() * shape.steps > kMaxScalars)
      return Error{field(i, "units"), "the layer's output would be too large to hold in memory"};
    LayerLayout place = lay_out(model[i], *layer, parameters, state);
    place.input = input_of_layer;
    place.output = shape;
    place.inputs = static_cast<int>(input_of_layer.features());
    place.outputs = static_cast<int>(shape.features());
    if (parameters > kMaxScalars)
      return Error{field(i, "units"), "the layer would have too many parameters to hold in memory"};
    network->layout_.push_back(std::move(place));
    network->rows_before_.push_back(network->rows_);
    network->rows_ += static_cast<std::size_t>(shape.features()) * static_cast<std::size_t>(shape.steps);
    network->layers_.push_back(std::move(layer));
  }
  network->parameters_.assign(static_cast<std::size_t>(parameters), 0);
  network->gradients_.assign(static_cast<std::size_t>(parameters), 0);
  network->state_.assign(static_cast<std::size_t>(state), 0);
  for (std::size_t i = 0; i < model.size(); ++i) {
    const std::size_t offset = network->layout_[i].weight_offset;
    network->layers_[i]->bind(network->parameters_.data() + offset, network->gradients_.data() + offset,
                              network->state_.data() + network->layout_[i].state_offset);
  }
  return network;
}

Network::Buffers Network::make_buffers(std::size_t samples, bool with_deltas) const {
  Buffers made;
  made.samples = samples;
  made.activations.assign(rows_ * samples, 0);
  if (with_deltas) made.deltas.assign(rows_ * samples, 0);
  std::size_t scratch = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    made.scratch_offsets.push_back(scratch);
    scratch += layers_[i]->scratch(samples * steps_into(i));
  }
  made.scratch.assign(scratch, 0);
  return made;
}

std::int64_t Network::output_bytes(std::size_t samples) const {
  return static_cast<std::int64_t>(rows_) * static_cast<std::int64_t>(samples * sizeof(Scalar));
}

// A layer's scratch is a part for the batch and one for each sample, so that two sizes tell them all, and nothing
// overflows on the way.
std::int64_t Network::scratch_bytes(std::size_t samples) const {
  const auto n = static_cast<std::int64_t>(samples);
  std::int64_t scalars = 0;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const auto one = static_cast<std::int64_t>(layers_[i]->scratch(steps_into(i)));
    const auto two = static_cast<std::int64_t>(layers_[i]->scratch(2 * steps_into(i)));
    scalars += one + (two - one) * (n - 1);
  }
  return scalars * static_cast<std::int64_t>(sizeof(Scalar));
}

void Network::carry(Buffers& in) const {
  std::size_t size = 0;
  in.carried_offsets.clear();
  for (const auto& layer : layers_) {
    in.carried_offsets.push_back(size);
    size += layer->carried(in.samples);
  }
  in.carried.assign(size, 0);
}

void Network::forward(const Scalar* x, std::size_t samples, Buffers& in, Rng* dropout) {
  assert(samples <= in.samples);
  // A carried state belongs to whole batches.
  Scalar* carried = in.carried.empty() || samples != in.samples ? nullptr : in.carried.data();
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    Scalar* y = in.activations.data() + rows_before_[i] * in.samples;
    layers_[i]->forward({x, y, in.scratch.data() + in.scratch_offsets[i], samples * steps_into(i), dropout,
                         carried ? carried + in.carried_offsets[i] : nullptr});
    x = y;
  }
}

void Network::backward(const Scalar* x, std::size_t samples, Buffers& in, bool from_logits, Scalar* dx_first) {
  assert(samples <= in.samples && !in.deltas.empty());
  std::fill(gradients_.begin(), gradients_.end(), Scalar{0});
  for (std::size_t i = layers_.size(); i-- > 0;) {
    const bool last = i + 1 == layers_.size();
    Scalar* dx = i == 0 ? dx_first : in.deltas.data() + rows_before_[i - 1] * in.samples;
    layers_[i]->backward({i == 0 ? x : output(i - 1, in), output(i, in),
                          in.deltas.data() + rows_before_[i] * in.samples, dx,
                          in.scratch.data() + in.scratch_offsets[i], samples * steps_into(i), last && from_logits});
  }
}

const Scalar* Network::output(std::size_t layer, const Buffers& in) const {
  return in.activations.data() + rows_before_[layer] * in.samples;
}

const Scalar* Network::logits(const Buffers& in, std::size_t samples) const {
  return logits(layers_.size() - 1, in, samples);
}

const Scalar* Network::logits(std::size_t layer, const Buffers& in, std::size_t samples) const {
  return layers_[layer]->logits(in.scratch.data() + in.scratch_offsets[layer], samples * steps_into(layer));
}

const Scalar* Network::delta(std::size_t layer, const Buffers& in) const {
  return in.deltas.data() + rows_before_[layer] * in.samples;
}

Scalar* Network::output_delta(Buffers& in) const { return in.deltas.data() + rows_before_.back() * in.samples; }

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
