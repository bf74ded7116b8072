// The fully connected layer: y = f(W x + b), with the activation f inside.
//
// W is [units, inputs] row-major as in torch.nn.Linear (row j holds the weights into unit j); b is [units].
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class Dense final : public Layer {
 public:
  explicit Dense(const LayerSpec& spec) : units_(spec.units), activation_(spec.activation) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::dense; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override;
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar* scratch, std::size_t columns) const override;

 private:
  int units_;
  Activation activation_;
  int inputs_ = 0;
  const Scalar* W_ = nullptr;  // [H, I]
  const Scalar* b_ = nullptr;  // [H]
  Scalar* dW_ = nullptr;       // [H, I]
  Scalar* db_ = nullptr;       // [H]
};

}  // namespace deltarule
