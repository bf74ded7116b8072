// The rule of target_coding.h.
#include "engine/train/target_coding.h"

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

std::uint8_t predicted_class(const TargetCoding& coding, const Scalar* outputs, int units) {
  if (units == 1) return outputs[0] > coding.threshold() ? 1 : 0;
  int best = 0;
  for (int i = 1; i < units; ++i)
    if (outputs[i] > outputs[best]) best = i;
  return static_cast<std::uint8_t>(best);
}

}  // namespace deltarule
