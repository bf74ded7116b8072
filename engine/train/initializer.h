// The weights a network starts from, as torch.nn.init defines them (Xavier with gain 1, He for ReLU with fan_in).
//
// Biases start at 0 with every initializer, `constant`, `uniform` and `normal` too: they fill weights.
#pragma once

#include <span>

#include "engine/core/rng.h"
#include "engine/core/scalar.h"
#include "engine/layers/layer.h"
#include "engine/train/training_spec.h"

namespace deltarule {

Status check_initializer(const InitializerSpec& spec);
void initialize(const InitializerSpec& spec, Fans fans, Rng& rng, std::span<Scalar> weights);

}  // namespace deltarule
