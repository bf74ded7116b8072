// Activation functions, their derivatives, and softmax with its Jacobian: y = f(z) elementwise over [units, columns].
//
// Definitions as in PyTorch: GELU with the exact erf, ELU with alpha 1, leaky slope 0.01, softplus with beta 1 and
// threshold 20. `step` is Heaviside's, 1 from z = 0 on; its derivative is 0 everywhere, so gradient descent
// cannot move what lies before it (Rosenblatt's rule can). Softmax runs down each column.
#pragma once

#include <cstddef>

#include "engine/core/scalar.h"
#include "engine/layers/layer_spec.h"

namespace deltarule {

/// y = f(z), both [units, columns]. In place (y == z) is allowed.
void activate(Activation activation, std::size_t units, std::size_t columns, const Scalar* z, Scalar* y);

/// dz = (dy/dz)^T dy, from the z and y of activate(); all [units, columns]. In place (dz == dy) is allowed.
void activate_backward(Activation activation, std::size_t units, std::size_t columns, const Scalar* z, const Scalar* y,
                       const Scalar* dy, Scalar* dz);

/// f of one number, as activate() has it; softmax of one number is 1. For plots.
Scalar activation_value(Activation activation, Scalar z);

}  // namespace deltarule
