// Layer normalization (Ba, Kiros and Hinton 2016): every column gets mean 0 and variance 1 over its features, then a
// gain and an offset per feature.
//
// weight and bias are [features]: torch.nn.LayerNorm over the whole of a sample, [C, H, W] of an image laid flat.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class LayerNorm final : public Layer {
 public:
  explicit LayerNorm(const LayerSpec& spec) : epsilon_(spec.epsilon) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::layer_norm; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override { return (features_ + 1) * columns; }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  double epsilon_;
  std::size_t features_ = 0;
  const Scalar* g_ = nullptr;  // [I], the gain: PyTorch's weight
  const Scalar* b_ = nullptr;  // [I]
  Scalar* dg_ = nullptr;       // [I]
  Scalar* db_ = nullptr;       // [I]
};

}  // namespace deltarule
