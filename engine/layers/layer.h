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
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/core/rng.h"
#include "engine/core/scalar.h"
#include "engine/core/shape.h"
#include "engine/layers/layer_spec.h"

namespace deltarule {

/// What initializers need to know (torch.nn.init's _calculate_fan_in_and_fan_out).
struct Fans {
  int in = 1;
  int out = 1;
};

/// What a tensor of parameters is to initializers and penalties.
enum class ParameterRole : std::uint8_t {
  weight,  // filled by the initializer, shrunk by L1 and L2
  scale,   // begins at `start` (a normalization's gain), not shrunk
  bias     // likewise
};

/// One tensor of a layer's parameters, named, shaped and ordered as in PyTorch's state_dict where PyTorch has it.
struct Parameter {
  std::string name;       // "weight", "bias_ih_l0"
  std::vector<int> dims;  // row-major
  ParameterRole role = ParameterRole::weight;
  Fans fans = {};  // of a weight
  double start = 0;
  /// The rows (of the first dimension) that begin at `start` rather than 0; -1: all. LSTM: those of the forget gate.
  int start_row = 0, start_rows = -1;
};
/// Elements of a tensor; capped far above what any memory holds, so that no product overflows.
std::int64_t element_count(std::span<const int> dims);

struct ForwardPass {
  const Scalar* x;            // [inputs, N]
  Scalar* y;                  // [outputs, N'], overwritten; N' = B times the steps that come out
  Scalar* scratch;            // [scratch(N)], kept for the backward pass of the same batch
  std::size_t columns;        // N = T*B
  Rng* rng;                   // the dropout stream while training; null at inference: nothing is random then
  Scalar* carried = nullptr;  // [carried(B)]: the state to begin from, overwritten by the last one; null: begin at zero
};

struct BackwardPass {
  const Scalar* x;  // as in the forward pass
  const Scalar* y;
  const Scalar* dy;  // [outputs, N']: dL/dy, or dL/dz if `from_logits`
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
  /// In the order in which they lie in the flat buffer: all weights first, then scales and biases.
  [[nodiscard]] virtual std::vector<Parameter> parameters() const = 0;
  /// Numbers that a layer keeps from batch to batch but does not learn by gradients (PyTorch's buffers: the running
  /// mean and variance of a batch normalization). Saved and restored with the parameters.
  [[nodiscard]] virtual std::vector<Parameter> buffers() const = 0;
  [[nodiscard]] virtual std::size_t scratch(std::size_t columns) const = 0;
  /// How much a recurrent layer hands from one chunk of a long sequence to the next; 0 for all others.
  [[nodiscard]] virtual std::size_t carried(std::size_t samples) const = 0;
  /// Where the layer's parameters, their gradients and its buffers lie.
  virtual void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) = 0;
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
