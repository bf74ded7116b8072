// Of a sequence only the last step: [features, T*B] becomes [features, B].
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class LastStep final : public Layer {
 public:
  explicit LastStep(const LayerSpec&) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::last_step; }
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
  /// How many numbers the last step has: the last ones of the batch, because steps lie one after the other.
  [[nodiscard]] std::size_t last(std::size_t columns) const { return features_ * (columns / steps_); }
  std::size_t features_ = 0, steps_ = 1;
};

}  // namespace deltarule
