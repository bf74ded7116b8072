// Average pooling: the mean of every window over each channel (torch.nn.AvgPool2d with its defaults).
//
// Padding counts as zeros: every sum is divided by k^2, at the edges too (count_include_pad).
#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace deltarule {

class AvgPool2d final : public Layer {
 public:
  explicit AvgPool2d(const LayerSpec& spec) : spec_(spec) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::avg_pool2d; }
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
  LayerSpec spec_;
  Window window_;
};

}  // namespace deltarule
