// The loops behind regularize.h.
#include "engine/train/regularize.h"

#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"

namespace deltarule {

Status check_regularization(const RegularizationSpec& spec) {
  if (!(spec.l1 >= 0 && spec.l1 <= 1e6)) return Error{"regularization.l1", "must be at least 0 and at most a million"};
  if (!(spec.l2 >= 0 && spec.l2 <= 1e6)) return Error{"regularization.l2", "must be at least 0 and at most a million"};
  if (!(spec.clip_norm >= 0 && spec.clip_norm <= 1e30))
    return Error{"regularization.clip_norm", "must be 0 (no clipping) or a number greater than 0"};
  return success();
}

void add_penalties(const RegularizationSpec& spec, std::span<const LayerLayout> layout, const Scalar* parameters,
                   Scalar* gradients) {
  if (spec.l1 == 0 && spec.l2 == 0) return;
  const Lane l1 = splat(static_cast<Scalar>(spec.l1)), l2 = splat(static_cast<Scalar>(spec.l2)), zero = splat(0);
  for (const LayerLayout& layer : layout) {
    const Scalar* W = parameters + layer.weight_offset;
    Scalar* dW = gradients + layer.weight_offset;
    for_lanes(layer.weight_count, [&](auto at) {
      const Lane w = at.load(W);
      const Lane sign = select(w > zero, l1, select(w < zero, -l1, zero));
      at.store(dW, at.load(dW) + (l2 * w + sign));
    });
  }
}

void clip_gradient(double clip_norm, std::span<Scalar> g) {
  if (clip_norm == 0) return;
  const double norm = __builtin_sqrt(sum_of_squares(g.size(), g.data()));
  const double factor = clip_norm / (norm + 1e-6);
  if (factor < 1) scale(g.size(), static_cast<Scalar>(factor), g.data());
}

}  // namespace deltarule
