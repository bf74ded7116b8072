// The layout of messages: each type has a put and a take that mirror each other, member by member.
#include "engine/api/codec.h"

#include <type_traits>

#include "engine/experiment/fields.h"

namespace deltarule {
namespace {

constexpr char kCommandMagic[] = "DRC1";
constexpr char kSnapshotMagic[] = "DRS1";
constexpr std::size_t kRunStates = 4;
constexpr std::size_t kStepUnits = 3;
constexpr std::uint16_t kMaxGrid = 128;

template <class Enum>
std::uint8_t index_of(Enum value) {
  return static_cast<std::uint8_t>(value);
}

// ---- experiment

void put(ByteWriter& out, const LayerSpec& layer) {
  out.number(index_of(layer.kind));
  out.number(static_cast<std::int32_t>(layer.units));
  out.number(index_of(layer.activation));
  out.number(layer.rate);
}

void take(ByteReader& in, LayerSpec& layer) {
  layer.kind = static_cast<LayerKind>(in.below(layer_kind_names().size()));
  layer.units = in.number<std::int32_t>();
  layer.activation = static_cast<Activation>(in.below(activation_names().size()));
  layer.rate = in.number<double>();
}
constexpr std::size_t kLayerSize = 1 + 4 + 1 + 8;

void put(ByteWriter& out, const Experiment& e) {
  for (const Field& field : fields()) out.number(field.get(e));
  out.number(static_cast<std::uint32_t>(e.data.inputs.size()));
  for (const Input input : e.data.inputs) out.number(index_of(input));
  out.number(static_cast<std::uint32_t>(e.training.model.size()));
  for (const LayerSpec& layer : e.training.model) put(out, layer);
  out.number(static_cast<std::uint32_t>(e.data.points.size()));
  for (const Point& p : e.data.points) {
    out.number(p.x1);
    out.number(p.x2);
    out.number(p.label);
  }
}

void take(ByteReader& in, Experiment& e) {
  for (const Field& field : fields()) {
    const double value = in.number<double>();
    if (!in.ok()) return;
    // A value out of range must not reach set(): an enum or an int could not hold it.
    if (const Status status = check_value(field, value); !status) return in.refuse(status.error().text());
    field.set(e, value);
  }
  e.data.inputs.resize(in.count(1));
  for (Input& input : e.data.inputs) input = static_cast<Input>(in.below(input_names().size()));
  e.training.model.resize(in.count(kLayerSize));
  for (LayerSpec& layer : e.training.model) take(in, layer);
  e.data.points.resize(in.count(3 * sizeof(double)));
  for (Point& p : e.data.points) {
    p.x1 = in.number<double>();
    p.x2 = in.number<double>();
    p.label = in.number<double>();
  }
}

// ---- commands

constexpr double kMaxPace = 1e12, kMaxGrowth = 1000;

void put(ByteWriter& out, const command::Build& c) {
  out.number(c.generation);
  put(out, c.experiment);
}
void take(ByteReader& in, command::Build& c) {
  c.generation = in.number<std::uint32_t>();
  take(in, c.experiment);
}

void put(ByteWriter& out, const command::Adjust& c) { put(out, c.experiment); }
void take(ByteReader& in, command::Adjust& c) { take(in, c.experiment); }

void put(ByteWriter& out, const command::Step& c) {
  out.number(index_of(c.unit));
  out.number(c.count);
}
void take(ByteReader& in, command::Step& c) {
  c.unit = static_cast<command::Unit>(in.below(kStepUnits));
  c.count = in.number<std::uint32_t>();
}

void put(ByteWriter& out, const command::Subscribe& c) {
  const Subscription& s = c.subscription;
  out.number(std::uint8_t{s.parameters});
  out.number(s.grid);
  out.number(std::uint8_t{s.output_grid_only});
  out.number(std::uint8_t{s.checkpoint});
}
void take(ByteReader& in, command::Subscribe& c) {
  Subscription& s = c.subscription;
  s.parameters = in.flag();
  s.grid = in.number<std::uint16_t>();
  if (s.grid > kMaxGrid) in.refuse("a grid of " + std::to_string(s.grid) + " is too fine; use at most 128");
  s.output_grid_only = in.flag();
  s.checkpoint = in.flag();
}

void put(ByteWriter& out, const command::Restore& c) {
  out.number(c.generation);
  put(out, c.experiment);
  out.list(c.checkpoint);
}
void take(ByteReader& in, command::Restore& c) {
  c.generation = in.number<std::uint32_t>();
  take(in, c.experiment);
  in.list(c.checkpoint);
}

void put(ByteWriter& out, const command::Pace& c) {
  out.number(c.samples_per_second);
  out.number(c.growth);
}
void take(ByteReader& in, command::Pace& c) {
  c.samples_per_second = in.number<double>();
  if (!(c.samples_per_second >= 0 && c.samples_per_second < kMaxPace))
    in.refuse("a pace is 0 to 1e12 samples a second");
  c.growth = in.number<double>();
  if (!(c.growth >= 1 && c.growth <= kMaxGrowth)) in.refuse("a pace grows by a factor of 1 to 1,000 a second");
}

// Play, Pause, Reset have nothing to say.
template <class Empty>
requires std::is_empty_v<Empty>
void put(ByteWriter&, const Empty&) {}
template <class Empty>
requires std::is_empty_v<Empty>
void take(ByteReader&, Empty&) {}

/// Makes the index-th alternative and reads it.
template <std::size_t Index = 0>
Command take_command(ByteReader& in, std::size_t index) {
  if constexpr (Index + 1 < std::variant_size_v<Command>) {
    if (index != Index) return take_command<Index + 1>(in, index);
  }
  std::variant_alternative_t<Index, Command> command;
  take(in, command);
  return command;
}

// ---- snapshots

void put(ByteWriter& out, const SnapshotMetrics& m) {
  out.number(m.loss);
  out.number(m.accuracy);
  out.number(m.samples);
}
void take(ByteReader& in, SnapshotMetrics& m) {
  m.loss = in.number<float>();
  m.accuracy = in.number<float>();
  m.samples = in.number<std::uint32_t>();
}

void put(ByteWriter& out, const SnapshotLayer& l) {
  put(out, l.spec);
  for (const std::uint32_t n : {l.inputs, l.outputs, l.weight_offset, l.weight_count, l.bias_offset, l.bias_count}) {
    out.number(n);
  }
}
void take(ByteReader& in, SnapshotLayer& l) {
  take(in, l.spec);
  for (std::uint32_t* n : {&l.inputs, &l.outputs, &l.weight_offset, &l.weight_count, &l.bias_offset, &l.bias_count}) {
    *n = in.number<std::uint32_t>();
  }
}
constexpr std::size_t kSnapshotLayerSize = kLayerSize + 6 * 4;

void put(ByteWriter& out, const SnapshotPoint& p) {
  for (const float x : {p.x1, p.x2, p.label}) out.number(x);
  out.number(std::uint8_t{p.test});
}
void take(ByteReader& in, SnapshotPoint& p) {
  for (float* x : {&p.x1, &p.x2, &p.label}) *x = in.number<float>();
  p.test = in.flag();
}
constexpr std::size_t kSnapshotPointSize = 3 * 4 + 1;

void put(ByteWriter& out, const HistoryRecord& r) {
  out.number(r.epoch);
  for (const float x : {r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy}) out.number(x);
}
void take(ByteReader& in, HistoryRecord& r) {
  r.epoch = in.number<double>();
  for (float* x : {&r.train_loss, &r.test_loss, &r.train_accuracy, &r.test_accuracy}) *x = in.number<float>();
}
constexpr std::size_t kHistoryRecordSize = 8 + 4 * 4;

template <class T>
void put_all(ByteWriter& out, const std::vector<T>& values) {
  out.number(static_cast<std::uint32_t>(values.size()));
  for (const T& value : values) put(out, value);
}
template <class T>
void take_all(ByteReader& in, std::vector<T>& values, std::size_t element_size) {
  values.resize(in.count(element_size));
  for (T& value : values) take(in, value);
}

}  // namespace

void encode(const Command& command, Bytes& out) {
  ByteWriter writer(out, kCommandMagic);
  writer.number(static_cast<std::uint8_t>(command.index()));
  std::visit([&](const auto& c) { put(writer, c); }, command);
  writer.finish();
}

Result<Command> decode_command(std::span<const std::uint8_t> bytes) {
  ByteReader reader(bytes, kCommandMagic);
  const std::uint8_t index = reader.below(std::variant_size_v<Command>);
  Command command = take_command(reader, index);
  if (Status status = reader.finish(); !status) return status.error();
  return command;
}

void encode(const Snapshot& s, Bytes& out) {
  ByteWriter writer(out, kSnapshotMagic);
  writer.number(s.generation);
  writer.number(index_of(s.state));
  writer.number(s.step);
  writer.number(s.samples_seen);
  writer.number(s.epoch);
  writer.number(s.learning_rate);
  writer.number(s.samples_per_second);
  put(writer, s.train);
  put(writer, s.test);
  writer.number(std::uint8_t{s.error.has_value()});
  if (s.error) {
    writer.text(s.error->where);
    writer.text(s.error->what);
  }
  writer.number(s.classes);
  writer.number(s.view_min);
  writer.number(s.view_max);
  put_all(writer, s.layers);
  put_all(writer, s.points);
  put_all(writer, s.history);
  writer.list(s.parameters);
  writer.number(s.grid);
  writer.list(s.grids);
  writer.list(s.checkpoint);
  writer.finish();
}

Status decode_snapshot(std::span<const std::uint8_t> bytes, Snapshot& out) {
  ByteReader reader(bytes, kSnapshotMagic);
  out.generation = reader.number<std::uint32_t>();
  out.state = static_cast<RunState>(reader.below(kRunStates));
  out.step = reader.number<std::uint64_t>();
  out.samples_seen = reader.number<std::uint64_t>();
  out.epoch = reader.number<double>();
  out.learning_rate = reader.number<double>();
  out.samples_per_second = reader.number<double>();
  take(reader, out.train);
  take(reader, out.test);
  out.error.reset();
  if (reader.flag()) {
    Error& error = out.error.emplace();
    error.where = reader.text();
    error.what = reader.text();
  }
  out.classes = reader.number<std::uint32_t>();
  out.view_min = reader.number<float>();
  out.view_max = reader.number<float>();
  take_all(reader, out.layers, kSnapshotLayerSize);
  take_all(reader, out.points, kSnapshotPointSize);
  take_all(reader, out.history, kHistoryRecordSize);
  reader.list(out.parameters);
  out.grid = reader.number<std::uint16_t>();
  if (out.grid > kMaxGrid) reader.refuse("a grid of " + std::to_string(out.grid) + " is too fine");
  reader.list(out.grids);
  reader.list(out.checkpoint);
  return reader.finish();
}

}  // namespace deltarule
