#include "engine/api/codec_experiment.h"

#include <cmath>
#include <span>

#include "engine/experiment/fields.h"

namespace deltarule {

void put(ByteWriter& out, const LayerSpec& layer) {
  out.number(index_of(layer.kind));
  for (const LayerField& field : layer_fields(layer.kind)) out.number(field.get(layer));
}

void take(ByteReader& in, LayerSpec& layer) {
  layer = default_layer(static_cast<LayerKind>(in.below(layer_kind_names().size())));
  for (const LayerField& field : layer_fields(layer.kind)) {
    const double value = in.number<double>();
    if (!in.ok()) return;
    // As below: a value out of range must not reach set().
    if (const Status status = check_value(field, value, field.path); !status) return in.refuse(status.error().text());
    field.set(layer, value);
    // A whole number has one zero; nobody wrote the other.
    if (std::signbit(field.get(layer)) != std::signbit(value)) return in.refuse("a whole number is minus zero");
  }
}

namespace {

void take(ByteReader& in, std::span<const Field> table, Experiment& e) {
  for (const Field& field : table) {
    const double value = in.number<double>();
    if (!in.ok()) return;
    // A value out of range must not reach set(): an enum or an int could not hold it.
    if (const Status status = check_value(field, value); !status) return in.refuse(status.error().text());
    field.set(e, value);
  }
}

}  // namespace

void put(ByteWriter& out, const Experiment& e) {
  for (const Field& field : fields()) out.number(field.get(e));
  for (const Field& field : data_fields(e.kind)) out.number(field.get(e));
  for (const TextField& field : text_fields(e.kind)) out.text(field.get(e));
  out.number(static_cast<std::uint32_t>(e.data.inputs.size()));
  for (const Input input : e.data.inputs) out.number(index_of(input));
  out.number(static_cast<std::uint32_t>(e.training.model.size()));
  for (const LayerSpec& layer : e.training.model) put(out, layer);
  out.number(static_cast<std::uint32_t>(e.data.points.size()));
  for (const Point& p : e.data.points) out.numbers(p.x1, p.x2, p.label);
}

void take(ByteReader& in, Experiment& e) {
  take(in, fields(), e);
  if (!in.ok()) return;
  take(in, data_fields(e.kind), e);
  for (const TextField& field : text_fields(e.kind)) field.edit(e) = in.text();
  e.data.inputs.resize(in.count(1));
  for (Input& input : e.data.inputs) input = static_cast<Input>(in.below(input_names().size()));
  e.training.model.resize(in.count(kLayerSize));
  for (LayerSpec& layer : e.training.model) take(in, layer);
  e.data.points.resize(in.count(3 * sizeof(double)));
  for (Point& p : e.data.points) in.numbers(p.x1, p.x2, p.label);
}

}  // namespace deltarule
