// A vector for every code: y = W[code], as torch.nn.Embedding.
//
// The input is one number per column, a whole one in [0, vocabulary); whoever makes the data has seen to that (it is
// asserted, not clamped: a clamped code would learn something wrong without a word). W is [vocabulary, units]. It is
// the dense layer without bias that one would put behind codes written as one-hot vectors, and has that layer's fans:
// in = vocabulary, out = units. (PyTorch begins with a normal distribution of deviation 1; here the initializer says.)
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class Embedding final : public Layer {
 public:
  explicit Embedding(const LayerSpec& spec) : vocabulary_(spec.vocabulary), units_(spec.units) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::embedding; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t) const override { return 0; }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  /// Where the code's vector begins in W and dW.
  [[nodiscard]] std::size_t row(Scalar code) const;
  int vocabulary_, units_;
  const Scalar* W_ = nullptr;  // [vocabulary, units]
  Scalar* dW_ = nullptr;       // [vocabulary, units]
};

}  // namespace deltarule
