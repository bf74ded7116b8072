// The layout of a checkpoint. Whether it fits the network is for Trainer::restore to say.
#include "engine/api/checkpoint.h"

namespace deltarule {
namespace {
constexpr char kMagic[] = "DRK3";
constexpr std::size_t kChecksumSize = sizeof(std::uint64_t);
constexpr std::size_t kRecordSize = sizeof(double) + 4 * sizeof(float);
}  // namespace

void encode(const Checkpoint& checkpoint, Bytes& out) {
  ByteWriter writer(out, kMagic);
  writer.number(static_cast<std::uint8_t>(sizeof(Scalar)));
  writer.number(static_cast<std::uint8_t>(checkpoint.optimizer));
  const TrainerState& t = checkpoint.trainer;
  writer.number(t.step);
  writer.number(t.samples_seen);
  writer.list(t.parameters);
  writer.list(t.buffers);
  writer.list(t.optimizer);
  writer.list(t.optimizer_scalars);
  writer.list(t.order);
  writer.number(t.position);
  writer.list(t.rng);
  writer.list(t.carried);
  writer.number(checkpoint.history_stride);
  writer.number(static_cast<std::uint32_t>(checkpoint.history.size()));
  for (const HistoryRecord& r : checkpoint.history)
    writer.numbers(r.epoch, r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy);
  // The checksum covers all that precedes it, with the final length already in place.
  writer.number(std::uint64_t{0});
  writer.finish();
  const std::uint64_t checksum = fnv1a(std::span(out).first(out.size() - kChecksumSize));
  std::memcpy(out.data() + out.size() - kChecksumSize, &checksum, kChecksumSize);
}

Result<Checkpoint> decode_checkpoint(std::span<const std::uint8_t> bytes) {
  Checkpoint checkpoint;
  ByteReader reader(bytes, kMagic);
  if (reader.number<std::uint8_t>() != sizeof(Scalar)) reader.refuse("the numbers have another size");
  checkpoint.optimizer = static_cast<Optimizer>(reader.below(optimizer_names().size()));
  TrainerState& t = checkpoint.trainer;
  t.step = reader.number<std::uint64_t>();
  t.samples_seen = reader.number<std::uint64_t>();
  reader.list(t.parameters);
  reader.list(t.buffers);
  reader.list(t.optimizer);
  reader.list(t.optimizer_scalars);
  reader.list(t.order);
  t.position = reader.number<std::uint32_t>();
  reader.list(t.rng);
  reader.list(t.carried);
  checkpoint.history_stride = reader.number<std::uint32_t>();
  checkpoint.history.resize(reader.count(kRecordSize));
  for (HistoryRecord& r : checkpoint.history)
    reader.numbers(r.epoch, r.train_loss, r.test_loss, r.train_accuracy, r.test_accuracy);
  const auto checksum = reader.number<std::uint64_t>();
  if (Status status = reader.finish(); !status) return status.error();
  if (checksum != fnv1a(bytes.first(bytes.size() - kChecksumSize))) {
    return Error{"checkpoint", "is damaged: the checksum does not match"};
  }
  return checkpoint;
}

}  // namespace deltarule
