// The loop of evaluate.h. Losses are summed sample by sample in double, so that the chunk size does not show.
#include "engine/train/evaluate.h"

#include <algorithm>

#include "engine/train/loss.h"
#include "engine/train/target_coding.h"

namespace deltarule {

Metrics evaluate(Network& network, Network::Buffers& buffers, const LossSpec& loss, const Dataset& data) {
  Metrics metrics;
  metrics.samples = data.samples;
  if (data.samples == 0) return metrics;
  const LayerSpec& last = network.layout().back().spec;
  const TargetCoding coding = target_coding(last, loss.name);
  const auto features = static_cast<std::size_t>(data.features), units = static_cast<std::size_t>(data.targets);
  const auto samples = static_cast<std::size_t>(data.samples);
  double sum = 0;
  std::size_t right = 0;
  for (std::size_t first = 0; first < samples; first += buffers.columns) {
    const std::size_t n = std::min(buffers.columns, samples - first);
    network.forward(data.input.data() + first * features, n, buffers, nullptr);
    const Scalar* y = network.output(buffers);
    add_loss(loss, {units, n, y, network.logits(buffers, n), data.target.data() + first * units}, sum);
    if (data.classes.empty()) continue;
    for (std::size_t c = 0; c < n; ++c)
      if (predicted_class(coding, y + c * units, data.targets) == data.classes[first + c]) ++right;
  }
  metrics.loss = sum / loss_count(loss.name, units, samples);
  metrics.accuracy = static_cast<double>(right) / static_cast<double>(samples);
  return metrics;
}

}  // namespace deltarule
