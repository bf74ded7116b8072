// The convolutional layer: y = f(W * x + b), every filter over every place of the image, with the activation f inside.
//
// W is [filters, C, k, k], b is [filters], as in torch.nn.Conv2d. `*` is what every framework calls a convolution, the
// correlation, in which the filter lies over the image as it is; or the true convolution, in which it is turned by 180
// degrees. Softmax runs over all filters and places of a column.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/kernels/patches.h"
#include "engine/layers/layer.h"
#include "engine/layers/window.h"

namespace deltarule {

class Conv2d final : public Layer {
 public:
  explicit Conv2d(const LayerSpec& spec) : spec_(spec) {}

  [[nodiscard]] LayerKind kind() const override { return LayerKind::conv2d; }
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
  LayerSpec spec_;
  template <class F>
  void for_rows(F f) const;
  [[nodiscard]] Patches patches_of(const Scalar* image, Scalar* padded) const;
  [[nodiscard]] Patches patches_in(const Scalar* image) const;
  void sparse_backward(const BackwardPass& pass, const Scalar* dz);
  void dense_backward(const BackwardPass& pass, const Scalar* dz);

  Window window_;
  std::size_t padded_height_ = 0, padded_width_ = 0;  // of an image with what a filter meets beyond its edges
  std::size_t padded_size_ = 0;                       // of all channels; 0 if that is no more than the image
  std::vector<std::size_t> cells_;                    // [K]: where a filter's cells lie in a padded image, at place 0
  std::vector<std::uint32_t> places_;                 // [P]: where the first of them lies at each place
  std::vector<std::uint32_t> present_;                // [max(F, P)]: where dz is not 0, for the sparse kernels
  std::size_t F_ = 0, K_ = 0, P_ = 0;                 // filters, cells of a filter (C k k), places
  const Scalar* W_ = nullptr;                         // [F, K]
  const Scalar* b_ = nullptr;                         // [F]
  Scalar* dW_ = nullptr;                              // [F, K]
  Scalar* db_ = nullptr;                              // [F]
};

}  // namespace deltarule
