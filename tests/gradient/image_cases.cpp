// The gradient checks of the image layers, and of the small ones that stand between layers of other kinds.
#include <algorithm>
#include <numeric>
#include <utility>

#include "tests/gradient/harness.h"

using namespace deltarule;
using namespace deltarule::gradient;

namespace {

constexpr int kSteps = static_cast<int>(kT);
constexpr Shape kImage = {2, 5, 4, kSteps};

LayerSpec conv(int kernel, int stride = 1, int padding = 0, int dilation = 1,
               Activation activation = Activation::linear, Operation operation = Operation::correlation) {
  return {.kind = LayerKind::conv2d,
          .activation = activation,
          .filters = 3,
          .kernel = kernel,
          .stride = stride,
          .padding = padding,
          .dilation = dilation,
          .operation = operation};
}
LayerSpec pool(LayerKind kind, int kernel, int stride, int padding) {
  return {.kind = kind, .kernel = kernel, .stride = stride, .padding = padding};
}
LayerCase on_image(std::string name, const LayerSpec& spec, std::vector<double> kinks = {}) {
  return {.name = std::move(name), .spec = spec, .kinks = std::move(kinks), .input = kImage};
}

// Numbers of their order, a tenth apart: a small step does not change which is the largest.
void far_apart(std::vector<Scalar>& x) {
  std::vector<std::size_t> order(x.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&x](std::size_t a, std::size_t b) { return x[a] < x[b]; });
  for (std::size_t i = 0; i < order.size(); ++i)
    x[order[i]] = 0.1 * (static_cast<double>(i) - static_cast<double>(order.size()) / 2);
}
LayerCase max_pool(std::string name, int kernel, int stride, int padding) {
  LayerCase test = on_image(std::move(name), pool(LayerKind::max_pool2d, kernel, stride, padding));
  test.prepare = far_apart;
  return test;
}

// Codes 0 to 3, some of them more than once.
void codes(std::vector<Scalar>& x) {
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<Scalar>(i * i % 4);
}
void bits(std::vector<Scalar>& x) {
  for (Scalar& value : x) value = value > 0 ? 1 : 0;
}

}  // namespace

std::vector<LayerCase> deltarule::gradient::image_cases() {
  const auto convolution = Operation::convolution;
  return {
      on_image("conv2d of 1 cell", conv(1)),
      on_image("conv2d of 3", conv(3)),
      on_image("conv2d of 2, an even number", conv(2)),
      on_image("conv2d, stride 2", conv(3, 2)),
      on_image("conv2d, stride 3 wider than the filter", conv(2, 3)),
      on_image("conv2d, padding 2", conv(3, 1, 2)),
      on_image("conv2d, padding wider than the filter", conv(2, 2, 3)),
      on_image("conv2d, dilation 2", conv(2, 1, 0, 2)),
      on_image("conv2d, stride 2, padding 2, dilation 2", conv(3, 2, 2, 2)),
      on_image("conv2d, same", conv(3, 1, kSamePadding)),
      on_image("conv2d, same of an even number", conv(4, 1, kSamePadding)),
      on_image("conv2d, same with dilation 3, wider than the image", conv(4, 1, kSamePadding, 3)),
      on_image("conv2d, true convolution", conv(3, 1, 1, 1, Activation::linear, convolution)),
      on_image("conv2d, true convolution, stride 2, dilation 2", conv(2, 2, 1, 2, Activation::tanh, convolution)),
      on_image("conv2d tanh", conv(3, 1, 1, 1, Activation::tanh)),
      on_image("conv2d relu", conv(3, 1, 0, 1, Activation::relu), {0}),
      on_image("conv2d softmax", conv(3, 2, 0, 1, Activation::softmax)),
      max_pool("max_pool2d of 2", 2, 0, 0),
      max_pool("max_pool2d, overlapping", 3, 1, 0),
      max_pool("max_pool2d, padded", 3, 2, 1),
      max_pool("max_pool2d with cells left out", 1, 2, 0),
      on_image("avg_pool2d of 2", pool(LayerKind::avg_pool2d, 2, 0, 0)),
      on_image("avg_pool2d, overlapping", pool(LayerKind::avg_pool2d, 3, 1, 0)),
      on_image("avg_pool2d, padded", pool(LayerKind::avg_pool2d, 3, 2, 1)),
      on_image("flatten", {.kind = LayerKind::flatten}),
      on_image("batch_norm of an image", {.kind = LayerKind::batch_norm}),
      {.name = "batch_norm of a vector", .spec = {.kind = LayerKind::batch_norm, .epsilon = 0.01}},
      on_image("layer_norm of an image", {.kind = LayerKind::layer_norm}),
      {.name = "layer_norm of a vector", .spec = {.kind = LayerKind::layer_norm, .epsilon = 0.01}},
      {.name = "embedding",
       .spec = {.kind = LayerKind::embedding, .units = 3, .vocabulary = 5},
       .input = {1, 1, 1, kSteps},
       .prepare = codes,
       .discrete = true},
      {.name = "last_step", .spec = {.kind = LayerKind::last_step}},
      {.name = "mcculloch_pitts", .spec = {.kind = LayerKind::mcculloch_pitts, .units = 4}, .prepare = bits},
  };
}
