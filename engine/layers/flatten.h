// From an image to a vector: the same numbers in the same order (CHW, as torch.nn.Flatten), now without rows and
// columns.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class Flatten final : public Layer {
 public:
  explicit Flatten(const LayerSpec&) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::flatten; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override { return {}; }
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t) const override { return 0; }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar*, Scalar*, Scalar*) override {}
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  std::size_t features_ = 0;
};

}  // namespace deltarule
