// The layout of snapshots: each type has a put and a take that mirror each other, member by member.
#include "engine/api/codec.h"
#include "engine/api/codec_experiment.h"
#include "engine/api/codec_study.h"

namespace deltarule {
constexpr char kSnapshotMagic[] = "DRS1";
constexpr std::size_t kRunStates = 5;
constexpr std::uint16_t kMaxGrid = 128;

static void put(ByteWriter& out, const SnapshotMetrics& m) { out.numbers(m.loss, m.accuracy, m.samples); }
static void take(ByteReader& in, SnapshotMetrics& m) { in.numbers(m.loss, m.accuracy, m.samples); }

static void put(ByteWriter& out, const SnapshotLayer& l) {
  put(out, l.spec);
  out.numbers(l.inputs, l.outputs, l.weight_offset, l.weight_count, l.bias_offset, l.bias_count);
  out.numbers(l.channels, l.height, l.width);
}
static void take(ByteReader& in, SnapshotLayer& l) {
  take(in, l.spec);
  in.numbers(l.inputs, l.outputs, l.weight_offset, l.weight_count, l.bias_offset, l.bias_count);
  in.numbers(l.channels, l.height, l.width);
}
constexpr std::size_t kSnapshotLayerSize = kLayerSize + 9 * 4;

static void put(ByteWriter& out, const SnapshotPoint& p) { out.numbers(p.x1, p.x2, p.label, p.test); }
static void take(ByteReader& in, SnapshotPoint& p) { in.numbers(p.x1, p.x2, p.label, p.test); }
constexpr std::size_t kSnapshotPointSize = 3 * 4 + 1;

static void put(ByteWriter& out, const HistoryRecord& r) {
  out.numbers(r.epoch, r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy);
}
static void take(ByteReader& in, HistoryRecord& r) {
  in.numbers(r.epoch, r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy);
}
constexpr std::size_t kHistoryRecordSize = 8 + 4 * 4;

void encode(const Snapshot& s, Bytes& out) {
  ByteWriter writer(out, kSnapshotMagic);
  writer.number(s.generation);
  writer.number(index_of(s.state));
  writer.numbers(s.step, s.samples_seen, s.epoch, s.learning_rate, s.samples_per_second);
  put(writer, s.train);
  put(writer, s.test);
  writer.number(std::uint8_t{s.error.has_value()});
  if (s.error) {
    writer.text(s.error->where);
    writer.text(s.error->what);
  }
  writer.numbers(s.classes, s.view_min, s.view_max);
  writer.numbers(s.refused, s.channels, s.height, s.width, s.training_samples, s.test_samples);
  put_all(writer, s.layers);
  put_all(writer, s.points);
  put_all(writer, s.history);
  writer.list(s.parameters);
  writer.number(s.grid);
  writer.list(s.grids);
  writer.list(s.checkpoint);
  writer.list(s.saved);
  writer.list(s.moments);
  writer.numbers(s.in_past, s.latest_epoch, s.fused);
  writer.numbers(s.memory.parameters, s.memory.activations, s.memory.scratch);
  put(writer, s.results);
  put_all(writer, s.health);
  put(writer, s.trace);
  put(writer, s.look);
  writer.list(s.drawn);
  put(writer, s.saliency);
  put(writer, s.gallery);
  put(writer, s.landscape);
  put(writer, s.tuning);
  writer.finish();
}

Status decode_snapshot(std::span<const std::uint8_t> bytes, Snapshot& out) {
  ByteReader reader(bytes, kSnapshotMagic);
  reader.numbers(out.generation);
  out.state = static_cast<RunState>(reader.below(kRunStates));
  reader.numbers(out.step, out.samples_seen, out.epoch, out.learning_rate, out.samples_per_second);
  take(reader, out.train);
  take(reader, out.test);
  out.error.reset();
  if (reader.flag()) {
    Error& error = out.error.emplace();
    error.where = reader.text();
    error.what = reader.text();
  }
  reader.numbers(out.classes, out.view_min, out.view_max);
  reader.numbers(out.refused, out.channels, out.height, out.width, out.training_samples, out.test_samples);
  take_all(reader, out.layers, kSnapshotLayerSize);
  take_all(reader, out.points, kSnapshotPointSize);
  take_all(reader, out.history, kHistoryRecordSize);
  reader.list(out.parameters);
  reader.numbers(out.grid);
  if (out.grid > kMaxGrid) reader.refuse("a grid of " + std::to_string(out.grid) + " is too fine");
  reader.list(out.grids);
  reader.list(out.checkpoint);
  reader.list(out.saved);
  reader.list(out.moments);
  reader.numbers(out.in_past, out.latest_epoch, out.fused);
  reader.numbers(out.memory.parameters, out.memory.activations, out.memory.scratch);
  take(reader, out.results);
  take_all(reader, out.health, kLayerHealthSize);
  take(reader, out.trace);
  take(reader, out.look);
  reader.list(out.drawn);
  take(reader, out.saliency);
  take(reader, out.gallery);
  take(reader, out.landscape);
  take(reader, out.tuning);
  return reader.finish();
}

}  // namespace deltarule
