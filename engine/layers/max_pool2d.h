// Max pooling: of every window over each channel the largest number (torch.nn.MaxPool2d).
//
// Of equal ones the first wins, row by row, and gets all of the gradient. Padding never wins; NaN always does, so that
// a divergence shows where it began.
#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace deltarule {

class MaxPool2d final : public Layer {
 public:
  explicit MaxPool2d(const LayerSpec& spec) : spec_(spec) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::max_pool2d; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override { return {}; }
  [[nodiscard]] std::vector<Parameter> buffers() const override { return {}; }
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override {
    return columns * static_cast<std::size_t>(window_.channels * window_.places());
  }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar*, Scalar*, Scalar*) override {}
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  LayerSpec spec_;
  Window window_;
};

}  // namespace deltarule
