// The training step of trainer.cpp on a network of its own, looked at from inside.
#include "engine/study/trace.h"

#include <algorithm>
#include <limits>

#include "engine/core/kernels/vector_ops.h"
#include "engine/core/math.h"
#include "engine/layers/activation.h"
#include "engine/study/probe.h"
#include "engine/train/loss.h"
#include "engine/train/optimizer.h"
#include "engine/train/perceptron.h"
#include "engine/train/regularize.h"
#include "engine/train/target_coding.h"

namespace deltarule {
namespace {

void append(std::vector<float>& out, std::span<const Scalar> values) {
  for (const Scalar value : values) out.push_back(static_cast<float>(value));
}

/// dL/dy behind a loss that is computed from the logits: the engine never needs it, people do.
///   binary cross-entropy: -t / p + (1 - t) / (1 - p) with p = sigmoid(z), so 1 / p = 1 + e^-z, 1 / (1 - p) = 1 + e^z
///   softmax cross-entropy: -t / p
Scalar output_slope(const Outcome& o, Loss loss, std::size_t i) {
  // Not as one sum: 0 times infinity is no number.
  const Scalar t = o.target[i], z = o.z[i];
  if (loss == Loss::softmax_cross_entropy) return t == 0 ? 0 : -t / o.y[i];
  Scalar slope = 0;
  if (t < 1) slope += (1 - t) * (1 + math::exp(z));
  if (t > 0) slope -= t * (1 + math::exp(-z));
  return slope / static_cast<Scalar>(o.units);
}

/// Forward values of every dense layer.
void append_outputs(Trace& trace, const Probe& probe) {
  const Network& net = *probe.network;
  for (std::size_t i = 0; i < net.layout().size(); ++i) {
    if (net.layout()[i].spec.kind != LayerKind::dense) continue;
    const auto units = static_cast<std::size_t>(net.layout()[i].outputs);
    append(trace.z, {net.logits(i, probe.buffers, 1), units});
    append(trace.y, {net.output(i, probe.buffers), units});
  }
}

/// Backward values; `from_logits`: the last layer's delta is already dL/dz.
void append_slopes(Trace& trace, const Probe& probe, const Outcome& outcome, Loss loss) {
  const Network& net = *probe.network;
  std::vector<Scalar> dy, dz;
  for (std::size_t i = 0; i < net.layout().size(); ++i) {
    const LayerLayout& layer = net.layout()[i];
    if (layer.spec.kind != LayerKind::dense) continue;
    const auto units = static_cast<std::size_t>(layer.outputs);
    const Scalar* delta = net.delta(i, probe.buffers);
    dy.assign(delta, delta + units);
    dz = dy;
    if (i + 1 == net.layout().size() && loss_from_logits(loss)) {
      constexpr Scalar kLargest = std::numeric_limits<float>::max();
      for (std::size_t k = 0; k < units; ++k) dy[k] = std::clamp(output_slope(outcome, loss, k), -kLargest, kLargest);
    } else if (layer.spec.activation != Activation::linear) {
      activate_backward(layer.spec.activation, units, 1, net.logits(i, probe.buffers, 1), net.output(i, probe.buffers),
                        dy.data(), dz.data());
    }
    append(trace.dy, dy);
    append(trace.dz, dz);
  }
}

/// What a step of gradient descent makes of the network's gradients; false if it would rather stop.
bool descend(Network& net, const TrainingSpec& training, const TrainerState& state, double learning_rate) {
  add_penalties(training.regularization, net.layout(), net.parameters().data(), net.gradients().data());
  clip_gradient(training.regularization.clip_norm, net.gradients());
  if (!all_finite(net.gradients().size(), net.gradients().data())) return false;
  Descent descent(training.optimizer, net.parameters().size());
  descent.restore(state.optimizer, state.optimizer_scalars);
  descent.step(learning_rate, net.gradients().data(), net.parameters().data());
  return true;
}

}  // namespace

Trace trace_sample(const TrainingSpec& training, const TrainerState& state, double learning_rate,
                   std::span<const Scalar> inputs, std::span<const Scalar> targets) {
  Probe probe = make_probe(training.model, vector_shape(static_cast<int>(inputs.size())), 1, ProbeFor::backward);
  probe.load(state.parameters);
  Network& net = *probe.network;
  const Scalar* x = inputs.data();
  net.forward(x, 1, probe.buffers, nullptr);
  const std::size_t units = targets.size();
  const Loss loss_name = training.loss.name;
  const Outcome outcome{units, 1, net.output(probe.buffers), net.logits(probe.buffers, 1), targets.data()};
  double loss = 0;
  add_loss(training.loss, outcome, loss);
  loss /= loss_count(loss_name, units, 1);

  Trace trace;
  append(trace.inputs, inputs);
  append(trace.targets, targets);
  trace.loss = static_cast<float>(loss);
  append_outputs(trace, probe);
  bool moves = true;
  if (training.optimizer.name == Optimizer::perceptron) {
    trace.dy.assign(trace.y.size(), 0);
    trace.dz = trace.dy;
    perceptron_step(net, 1, x, targets.data(), target_coding(training.model.back(), loss_name).threshold(),
                    learning_rate);
  } else {
    loss_gradient(training.loss, outcome, net.output_delta(probe.buffers));
    net.backward(x, 1, probe.buffers, loss_from_logits(loss_name));
    append_slopes(trace, probe, outcome, loss_name);
    append(trace.gradients, net.gradients());
    moves = loss - loss == 0 && descend(net, training, state, learning_rate);
  }
  trace.updates.assign(state.parameters.size(), 0);
  for (std::size_t i = 0; moves && i < trace.updates.size(); ++i)
    trace.updates[i] = static_cast<float>(net.parameters()[i] - state.parameters[i]);
  return trace;
}

}  // namespace deltarule
