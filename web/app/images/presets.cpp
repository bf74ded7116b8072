// Layers put together by hand; LeNet-5 is the experiment's own default (default_model).
#include "web/app/images/presets.h"

namespace deltarule {
namespace {

constexpr std::string_view kNames[] = {"Single neurons", "MLP 784-128-10", "Small CNN", "LeNet-5",
                                       "LeNet-5, mean pooling"};

LayerSpec dense(int units, Activation activation) {
  LayerSpec layer = default_layer(LayerKind::dense);
  layer.units = units;
  layer.activation = activation;
  return layer;
}

LayerSpec convolution(int filters, int kernel, int padding, Activation activation) {
  LayerSpec layer = default_layer(LayerKind::conv2d);
  layer.filters = filters;
  layer.kernel = kernel;
  layer.padding = padding;
  layer.activation = activation;
  return layer;
}

/// Of 1998, as the paper has it: tanh and the mean of 2 x 2 (LeCun et al.); `modern`: ReLU and the largest.
std::vector<LayerSpec> lenet(int classes, bool modern) {
  const LayerSpec pool = default_layer(modern ? LayerKind::max_pool2d : LayerKind::avg_pool2d);
  const Activation f = modern ? Activation::relu : Activation::tanh;
  return {convolution(6, 5, kSamePadding, f),
          pool,
          convolution(16, 5, 0, f),
          pool,
          default_layer(LayerKind::flatten),
          dense(120, f),
          dense(84, f),
          dense(classes, Activation::softmax)};
}

}  // namespace

std::span<const std::string_view> image_preset_names() { return kNames; }

std::vector<LayerSpec> image_preset(std::size_t which, int classes) {
  const LayerSpec flatten = default_layer(LayerKind::flatten), answers = dense(classes, Activation::softmax);
  switch (which) {
    case 0: return {flatten, answers};
    case 1: return {flatten, dense(128, Activation::relu), answers};
    case 2:
      return {convolution(8, 3, kSamePadding, Activation::relu), default_layer(LayerKind::max_pool2d), flatten,
              answers};
    default: return lenet(classes, which == 3);
  }
}

int image_preset_of(const Experiment& experiment) {
  const auto& model = experiment.training.model;
  if (model.empty()) return -1;
  for (std::size_t i = 0; i < std::size(kNames); ++i)
    if (image_preset(i, model.back().units) == model) return static_cast<int>(i);
  return -1;
}

}  // namespace deltarule
