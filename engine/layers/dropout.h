// Dropout (Srivastava et al. 2014), inverted as in torch.nn.Dropout: while training each element is set to zero with
// probability `rate` and the others are divided by 1 - rate, so that at inference the layer does nothing.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class Dropout final : public Layer {
 public:
  explicit Dropout(const LayerSpec& spec) : rate_(spec.rate) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::dropout; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override { return {}; }
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override { return features_ * columns; }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar*, Scalar*, Scalar*) override {}
  void adjust(const LayerSpec& spec) override { rate_ = spec.rate; }
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  double rate_;
  std::size_t features_ = 0;
};

}  // namespace deltarule
