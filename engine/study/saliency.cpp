// One forward and one backward pass that begins with 1 at the logit instead of with the gradient of a loss.
#include "engine/study/saliency.h"

#include <algorithm>

#include "engine/train/target_coding.h"
#include "engine/train/trainer.h"

namespace deltarule {

Saliency saliency_of(const Trainer& trainer, Probe& probe, const LookRequest& sample, std::int16_t asked, int classes,
                     std::span<const Scalar> input) {
  Network& net = *probe.network;
  probe.load(trainer.parameters());
  std::copy(trainer.network_state().begin(), trainer.network_state().end(), net.state().begin());
  net.forward(input.data(), 1, probe.buffers, nullptr);

  Saliency found{sample, asked, 0, 0, {}};
  const auto units = static_cast<std::size_t>(net.layout().back().outputs);
  const TrainingSpec& spec = trainer.spec();
  const TargetCoding coding = target_coding(spec.model.back(), spec.loss.name, trainer.train_data());
  const int answer =
      asked != kSaliencyOfAnswer ? asked : predicted_class(coding, net.output(probe.buffers), static_cast<int>(units));
  if (answer < 0 || answer >= classes) return found;
  found.answer = static_cast<std::uint8_t>(answer);
  // One output says how much it is class 1 and how little class 0; or the number of the class, whichever it is.
  const std::size_t unit = units == 1 ? 0 : static_cast<std::size_t>(answer);
  const Scalar sign = units == 1 && answer == 0 && coding.numbers == 0 ? -1 : 1;
  const Scalar* z = net.logits(probe.buffers, 1);
  found.logit = static_cast<float>(sign * (z != nullptr ? z : net.output(probe.buffers))[unit]);
  Scalar* delta = net.output_delta(probe.buffers);
  std::fill_n(delta, units, Scalar{0});
  delta[unit] = sign;
  std::vector<Scalar> dx(input.size());
  net.backward(input.data(), 1, probe.buffers, z != nullptr, dx.data());
  found.gradient.assign(dx.begin(), dx.end());
  return found;
}

}  // namespace deltarule
