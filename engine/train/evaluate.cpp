// The loop of evaluate.h. Losses are summed sample by sample in double, so that the chunk size does not show.
#include "engine/train/evaluate.h"

#include <algorithm>

#include "engine/data/gather.h"
#include "engine/train/loss.h"
#include "engine/train/target_coding.h"

namespace deltarule {

namespace {

/// `n` samples from `first` on, [rows, steps * n]: in place where they have one step, else gathered.
const Scalar* side_by_side(const std::vector<Scalar>& all, std::size_t rows, std::size_t steps, std::size_t first,
                           std::size_t n, std::vector<Scalar>& room) {
  const Scalar* from = all.data() + first * steps * rows;
  if (steps == 1) return from;
  if (room.size() < rows * steps * n) room.resize(rows * steps * n);
  for (std::size_t i = 0; i < n; ++i) gather_sample(rows, steps, n, i, from + i * steps * rows, room.data());
  return room.data();
}

}  // namespace

std::size_t inference_samples(const Network& network) {
  constexpr std::int64_t kMaxBytes = std::int64_t{64} << 20;
  std::size_t samples = kInferenceColumns;
  while (samples > 1 && network.inference_bytes(samples) > kMaxBytes) samples /= 2;
  return samples;
}

Metrics evaluate(Network& network, Network::Buffers& buffers, Chunk& chunk, const LossSpec& loss, const Dataset& data,
                 int count) {
  Metrics metrics;
  metrics.samples = count;
  if (count == 0) return metrics;
  const LayerSpec& last = network.layout().back().spec;
  const TargetCoding coding = target_coding(last, loss.name, data);
  const auto features = static_cast<std::size_t>(data.features()), units = static_cast<std::size_t>(data.targets);
  const auto samples = static_cast<std::size_t>(count), T = static_cast<std::size_t>(data.shape.steps);
  const auto T_out = static_cast<std::size_t>(data.target_steps);
  double sum = 0;
  std::size_t right = 0;
  for (std::size_t first = 0; first < samples; first += buffers.samples) {
    const std::size_t n = std::min(buffers.samples, samples - first);
    network.forward(side_by_side(data.input, features, T, first, n, chunk.input), n, buffers, nullptr);
    const Scalar* y = network.output(buffers);
    const Scalar* target = side_by_side(data.target, units, T_out, first, n, chunk.target);
    add_loss(loss, {units, n * T_out, y, network.logits(buffers, n), target}, sum);
    if (data.classes.empty()) continue;
    for (std::size_t c = 0; c < n * T_out; ++c) {
      const std::size_t sample = first + c % n, step = c / n;
      if (predicted_class(coding, y + c * units, data.targets) == data.classes[sample * T_out + step]) ++right;
    }
  }
  metrics.loss = sum / loss_count(loss.name, units, samples * T_out);
  metrics.accuracy = static_cast<double>(right) / static_cast<double>(samples * T_out);
  return metrics;
}

}  // namespace deltarule
