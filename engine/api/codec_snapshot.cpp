// The layout of snapshots: each type has a put and a take that mirror each other, member by member.
#include "engine/api/codec.h"
#include "engine/api/codec_experiment.h"
#include "engine/api/codec_study.h"

namespace deltarule {
constexpr char kSnapshotMagic[] = "DRS1";
constexpr std::size_t kRunStates = 4;
constexpr std::uint16_t kMaxGrid = 128;

static void put(ByteWriter& out, const SnapshotMetrics& m) {
  out.number(m.loss);
  out.number(m.accuracy);
  out.number(m.samples);
}
static void take(ByteReader& in, SnapshotMetrics& m) {
  m.loss = in.number<float>();
  m.accuracy = in.number<float>();
  m.samples = in.number<std::uint32_t>();
}

static void put(ByteWriter& out, const SnapshotLayer& l) {
  put(out, l.spec);
  for (const std::uint32_t n : {l.inputs, l.outputs, l.weight_offset, l.weight_count, l.bias_offset, l.bias_count}) {
    out.number(n);
  }
}
static void take(ByteReader& in, SnapshotLayer& l) {
  take(in, l.spec);
  for (std::uint32_t* n : {&l.inputs, &l.outputs, &l.weight_offset, &l.weight_count, &l.bias_offset, &l.bias_count}) {
    *n = in.number<std::uint32_t>();
  }
}
constexpr std::size_t kSnapshotLayerSize = kLayerSize + 6 * 4;

static void put(ByteWriter& out, const SnapshotPoint& p) {
  for (const float x : {p.x1, p.x2, p.label}) out.number(x);
  out.number(std::uint8_t{p.test});
}
static void take(ByteReader& in, SnapshotPoint& p) {
  for (float* x : {&p.x1, &p.x2, &p.label}) *x = in.number<float>();
  p.test = in.flag();
}
constexpr std::size_t kSnapshotPointSize = 3 * 4 + 1;

static void put(ByteWriter& out, const HistoryRecord& r) {
  out.number(r.epoch);
  for (const float x : {r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy}) out.number(x);
}
static void take(ByteReader& in, HistoryRecord& r) {
  r.epoch = in.number<double>();
  for (float* x : {&r.train_loss, &r.test_loss, &r.train_accuracy, &r.test_accuracy}) *x = in.number<float>();
}
constexpr std::size_t kHistoryRecordSize = 8 + 4 * 4;

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
  writer.list(s.moments);
  writer.number(std::uint8_t{s.in_past});
  writer.number(s.latest_epoch);
  put(writer, s.results);
  put_all(writer, s.health);
  put(writer, s.trace);
  put(writer, s.landscape);
  put(writer, s.tuning);
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
  reader.list(out.moments);
  out.in_past = reader.flag();
  out.latest_epoch = reader.number<double>();
  take(reader, out.results);
  take_all(reader, out.health, kLayerHealthSize);
  take(reader, out.trace);
  take(reader, out.landscape);
  take(reader, out.tuning);
  return reader.finish();
}

}  // namespace deltarule
