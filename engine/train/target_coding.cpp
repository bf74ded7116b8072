// The rule of target_coding.h.
#include "engine/train/target_coding.h"

#include <algorithm>

namespace deltarule {

TargetCoding target_coding(const LayerSpec& last, Loss loss) {
  const TargetCoding unsigned_coding{0, 1}, signed_coding{-1, 1};
  if (loss == Loss::hinge) return signed_coding;
  if (loss == Loss::binary_cross_entropy || loss == Loss::softmax_cross_entropy || last.units > 1)
    return unsigned_coding;
  switch (last.activation) {
    case Activation::linear:
    case Activation::tanh:
    case Activation::sine: return signed_coding;
    default: return unsigned_coding;
  }
}

TargetCoding target_coding(const LayerSpec& last, Loss loss, const Dataset& data) {
  TargetCoding coding = target_coding(last, loss);
  coding.numbers = data.numbers;
  return coding;
}

std::uint8_t predicted_class(const TargetCoding& coding, const Scalar* outputs, int units) {
  if (coding.numbers > 0) {
    // Nothing that is no number may become an integer.
    const Scalar y = outputs[0] > 0 ? outputs[0] : 0, most = static_cast<Scalar>(coding.numbers - 1);
    return static_cast<std::uint8_t>((y < most ? y : most) + static_cast<Scalar>(0.5));
  }
  if (units == 1) return outputs[0] > coding.threshold() ? 1 : 0;
  int best = 0;
  for (int i = 1; i < units; ++i)
    if (outputs[i] > outputs[best]) best = i;
  return static_cast<std::uint8_t>(best);
}

Scalar sureness(const TargetCoding& coding, const Scalar* outputs, int units) {
  if (coding.numbers > 0) {
    const Scalar away = outputs[0] - static_cast<Scalar>(predicted_class(coding, outputs, units));
    return std::max(Scalar{0}, 1 - 2 * (away < 0 ? -away : away));
  }
  if (units > 1) return *std::max_element(outputs, outputs + units);
  const Scalar away = (outputs[0] - coding.threshold()) / (coding.high - coding.low);
  return std::min(Scalar{1}, static_cast<Scalar>(0.5) + (away < 0 ? -away : away));
}

void code_targets(Dataset& data, int classes, const LayerSpec& last, Loss loss) {
  const TargetCoding coding = target_coding(last, loss);
  data.targets = classes == 2 && last.units == 1 ? 1 : classes;
  data.target.clear();
  data.target.reserve(data.classes.size() * static_cast<std::size_t>(data.targets));
  for (const std::uint8_t answer : data.classes) {
    for (int unit = 0; unit < data.targets; ++unit)
      data.target.push_back(answer == (data.targets == 1 ? 1 : unit) ? coding.high : coding.low);
  }
}

void number_targets(Dataset& data, int classes) {
  data.targets = 1;
  data.numbers = classes;
  data.target.assign(data.classes.begin(), data.classes.end());
}

}  // namespace deltarule
