// The contract of a layer. Batches are [features, N], column-major, N = T*B columns: step t is the B columns from t*B
// on.
//
// Life of a layer: made from its LayerSpec (registry.h), plan() once, bind() once, then any number of passes. A layer
// owns no buffers: parameters, gradients, activations and scratch are views into those of the network, which are
// allocated once, so that a pass allocates nothing. All virtual functions are pure: a forgotten one does not compile.
//
// To add a layer: one pair of files beside dense.*, one LayerKind and name (layer_spec.*), one line in registry.cpp,
// one line in tests/gradient, one golden.
#pragma once

#include <cstddef>

#include "engine/core/result.h"
#include "engine/core/rng.h"
#include "engine/core/scalar.h"
#include "engine/core/shape.h"
#include "engine/layers/layer_spec.h"

namespace deltarule {

/// How many parameters a layer has. In the flat buffer the weights come first, then the biases.
struct ParameterCount {
  std::size_t weights = 0;
  std::size_t biases = 0;
};

/// What initializers need to know (torch.nn.init's _calculate_fan_in_and_fan_out).
struct Fans {
  int in = 1;
  int out = 1;
};

struct ForwardPass {
  const Scalar* x;      // [inputs, N]
  Scalar* y;            // [outputs, N], overwritten
  Scalar* scratch;      // [scratch(N)], kept for the backward pass of the same batch
  std::size_t columns;  // N
  Rng* rng;             // the dropout stream while training; null at inference: nothing is random then
};

struct BackwardPass {
  const Scalar* x;  // as in the forward pass
  const Scalar* y;
  const Scalar* dy;  // [outputs, N]: dL/dy, or dL/dz if `from_logits`
  Scalar* dx;        // [inputs, N], overwritten; null if nobody needs it (the first layer)
  Scalar* scratch;   // as the forward pass left it
  std::size_t columns;
  bool from_logits;  // only for layers with logits(): dy is the gradient before the activation
};

class Layer {
 public:
  virtual ~Layer() = default;
  Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  [[nodiscard]] virtual LayerKind kind() const = 0;
  /// The output's shape; refuses with where (the field's name, such as "units") and what if it cannot be built.
  virtual Result<Shape> plan(const Shape& input) = 0;
  // After plan():
  [[nodiscard]] virtual ParameterCount parameter_count() const = 0;
  [[nodiscard]] virtual Fans fans() const = 0;
  [[nodiscard]] virtual std::size_t scratch(std::size_t columns) const = 0;
  /// Where the layer's parameters and gradients lie: weights, then biases.
  virtual void bind(const Scalar* parameters, Scalar* gradients) = 0;
  /// Takes over what may change while training (a dropout rate); the rest of the spec is the same as before.
  virtual void adjust(const LayerSpec& spec) = 0;

  // After bind():
  virtual void forward(const ForwardPass& pass) = 0;
  /// Adds to the parameters' gradients, overwrites dx.
  virtual void backward(const BackwardPass& pass) = 0;
  /// The z [outputs, N] before the activation in the scratch of a forward pass; null if the layer has no such thing.
  [[nodiscard]] virtual const Scalar* logits(const Scalar* scratch, std::size_t columns) const = 0;
};

}  // namespace deltarule
