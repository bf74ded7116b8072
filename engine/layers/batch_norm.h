// Batch normalization (Ioffe and Szegedy 2015): every channel gets mean 0 and variance 1 over the batch, then a gain
// and an offset per channel. A vector's features are its channels, as in torch.nn.BatchNorm1d; an image's as in
// BatchNorm2d.
//
// While training the batch's own mean and variance count, over all its columns (steps too) and pixels; running averages
// of them are kept (PyTorch's buffers, without num_batches_tracked) and take their place at inference. The variance is
// divided by the count, but by the count less one where it goes into the running average, as in PyTorch.
#pragma once

#include "engine/layers/layer.h"

namespace deltarule {

class BatchNorm final : public Layer {
 public:
  explicit BatchNorm(const LayerSpec& spec) : epsilon_(spec.epsilon), momentum_(spec.momentum) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::batch_norm; }
  Result<Shape> plan(const Shape& input) override;
  [[nodiscard]] std::vector<Parameter> parameters() const override;
  [[nodiscard]] std::vector<Parameter> buffers() const override;
  [[nodiscard]] std::size_t scratch(std::size_t columns) const override {
    return C_ * P_ * columns * (turned() ? 2 : 1) + C_ + 1;
  }
  [[nodiscard]] std::size_t carried(std::size_t) const override { return 0; }
  void bind(const Scalar* parameters, Scalar* gradients, Scalar* buffers) override;
  void adjust(const LayerSpec&) override {}
  void forward(const ForwardPass& pass) override;
  void backward(const BackwardPass& pass) override;
  [[nodiscard]] const Scalar* logits(const Scalar*, std::size_t) const override { return nullptr; }

 private:
  /// Vectors are turned first: see batch_norm.cpp.
  [[nodiscard]] bool turned() const { return P_ == 1; }
  double epsilon_, momentum_;
  std::size_t C_ = 0, P_ = 0;           // channels, pixels of each
  const Scalar* g_ = nullptr;           // [C], the gain: PyTorch's weight
  const Scalar* b_ = nullptr;           // [C]
  Scalar* dg_ = nullptr;                // [C]
  Scalar* db_ = nullptr;                // [C]
  Scalar* running_mean_ = nullptr;      // [C]
  Scalar* running_variance_ = nullptr;  // [C]
};

}  // namespace deltarule
