// What is done to the whole gradient between backward pass and update: weight penalties, then clipping.
//
// Once per step, independent of the batch size. Penalties are on weights, never on biases. (AdamW's decoupled decay is
// part of the optimizer.)
#pragma once

#include <span>

#include "engine/core/result.h"
#include "engine/core/scalar.h"
#include "engine/train/trainer.h"

namespace deltarule {

Status check_regularization(const RegularizationSpec& spec);

/// dW += l2 W + l1 sign(W) in every layer.
void add_penalties(const RegularizationSpec& spec, std::span<const LayerLayout> layout, const Scalar* parameters,
                   Scalar* gradients);

/// Scales g down to the norm `clip_norm` if it is longer: torch.nn.utils.clip_grad_norm_. 0: never.
void clip_gradient(double clip_norm, std::span<Scalar> g);

}  // namespace deltarule
