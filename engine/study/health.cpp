// One forward and one backward pass over the first samples, then counting.
#include "engine/study/health.h"

#include <algorithm>

#include "engine/core/kernels/vector_ops.h"
#include "engine/study/probe.h"
#include "engine/train/loss.h"
#include "engine/train/trainer.h"

namespace deltarule {
namespace {

constexpr int kMaxSamples = 512;

bool finite(Scalar x) { return x - x == 0; }

float norm(const LayerLayout& layer, std::span<const Scalar> values) {
  return static_cast<float>(
      __builtin_sqrt(sum_of_squares(layer.weight_count + layer.bias_count, values.data() + layer.weight_offset)));
}

/// Range and histogram of y [n].
void spread(LayerHealth& health, std::span<const Scalar> y) {
  bool any = false;
  Scalar low = 0, high = 0;
  for (const Scalar value : y) {
    if (!finite(value)) continue;
    low = any ? std::min(low, value) : value;
    high = any ? std::max(high, value) : value;
    any = true;
  }
  health.low = static_cast<float>(low);
  health.high = static_cast<float>(high);
  // In double, for the width of a range of floats need not be a float.
  const double width = static_cast<double>(high) - static_cast<double>(low);
  const double bins = width > 0 ? static_cast<double>(kHealthBins) / width : 0;
  for (const Scalar value : y) {
    if (!finite(value)) continue;
    const auto bin = static_cast<std::size_t>((static_cast<double>(value) - static_cast<double>(low)) * bins);
    ++health.histogram[std::min(bin, kHealthBins - 1)];
  }
}

/// Units of y [units, n] that are dead or saturated, as the activation has it.
void count_idle(LayerHealth& health, Activation activation, std::size_t units, std::size_t n, const Scalar* y) {
  const bool sigmoid = activation == Activation::sigmoid;
  if (activation != Activation::relu && activation != Activation::tanh && !sigmoid) return;
  // 1 % of the range's width from each end.
  const Scalar low = sigmoid ? static_cast<Scalar>(0.01) : static_cast<Scalar>(-0.98);
  const Scalar high = sigmoid ? static_cast<Scalar>(0.99) : static_cast<Scalar>(0.98);
  for (std::size_t unit = 0; unit < units; ++unit) {
    std::size_t zeros = 0, ends = 0;
    for (std::size_t k = unit; k < units * n; k += units) {
      zeros += y[k] == 0 ? 1 : 0;
      ends += y[k] < low || y[k] > high ? 1 : 0;
    }
    if (activation == Activation::relu) {
      health.dead += zeros == n ? 1 : 0;
    } else {
      health.saturated += ends * 100 >= n * 95 ? 1 : 0;
    }
  }
}

}  // namespace

std::size_t health_samples(const Trainer& trainer) {
  return static_cast<std::size_t>(std::min(trainer.train_data().samples, kMaxSamples));
}

std::vector<LayerHealth> measure_health(const Trainer& trainer, Probe& probe) {
  const std::size_t n = health_samples(trainer);
  const Dataset& data = trainer.train_data();
  const LossSpec& loss = trainer.spec().loss;
  Network& net = *probe.network;
  probe.load(trainer.parameters());
  net.forward(data.input.data(), n, probe.buffers, nullptr);
  const Outcome outcome{static_cast<std::size_t>(data.targets), n, net.output(probe.buffers),
                        net.logits(probe.buffers, n), data.target.data()};
  loss_gradient(loss, outcome, net.output_delta(probe.buffers));
  net.backward(data.input.data(), n, probe.buffers, loss_from_logits(loss.name));

  std::vector<LayerHealth> all;
  for (std::size_t i = 0; i < net.layout().size(); ++i) {
    const LayerLayout& layer = net.layout()[i];
    if (layer.spec.kind != LayerKind::dense) continue;
    LayerHealth& health = all.emplace_back();
    const auto units = static_cast<std::size_t>(layer.outputs);
    const Scalar* y = net.output(i, probe.buffers);
    health.units = static_cast<std::uint32_t>(units);
    health.gradient_norm = norm(layer, net.gradients());
    health.weight_norm = norm(layer, net.parameters());
    spread(health, {y, units * n});
    count_idle(health, layer.spec.activation, units, n, y);
  }
  return all;
}

}  // namespace deltarule
