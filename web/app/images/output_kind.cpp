// The combinations, and how to read them.
#include "web/app/images/output_kind.h"

#include <algorithm>
#include <cmath>

#include "engine/api/preview.h"
#include "engine/experiment/validate.h"

namespace deltarule {

OutputKind output_kind(const Experiment& e) {
  const LayerSpec& last = e.training.model.back();
  const Loss loss = e.training.loss.name;
  if (e.images.targets == ClassTargets::integer) return OutputKind::integer;
  if (last.activation == Activation::softmax && loss == Loss::softmax_cross_entropy) return OutputKind::softmax;
  if (last.activation == Activation::sigmoid && loss == Loss::binary_cross_entropy)
    return last.units == 1 ? OutputKind::single : OutputKind::one_vs_rest;
  return OutputKind::other;
}

void set_output(Experiment& e, OutputKind kind, int classes) {
  LayerSpec& last = e.training.model.back();
  e.images.targets = kind == OutputKind::integer ? ClassTargets::integer : ClassTargets::one_hot;
  last.units = kind == OutputKind::integer || kind == OutputKind::single ? 1 : classes;
  if (kind == OutputKind::other) return;
  last.activation = kind == OutputKind::softmax   ? Activation::softmax
                    : kind == OutputKind::integer ? Activation::linear
                                                  : Activation::sigmoid;
  e.training.loss.name = natural_loss(e);
}

int chosen_class_count(const Experiment& e) { return static_cast<int>(chosen_classes(e.images).size()); }

std::vector<float> class_shares(const Experiment& e, std::span<const float> outputs, unsigned classes) {
  std::vector<float> shares(outputs.begin(), outputs.end());
  if (outputs.size() != 1 || classes < 2) return shares;
  const float y = outputs[0];
  if (e.images.targets == ClassTargets::integer) {
    const float number = std::clamp(y, 0.f, static_cast<float>(classes - 1));
    shares.assign(classes, 0);
    for (unsigned c = 0; c < classes; ++c) shares[c] = std::max(0.f, 1 - std::abs(number - static_cast<float>(c)));
    return shares;
  }
  const bool about_zero = signed_classes(e.training.model.back(), e.training.loss.name);
  const float one = std::clamp(about_zero ? (y + 1) / 2 : y, 0.f, 1.f);
  return {1 - one, one};
}

}  // namespace deltarule
