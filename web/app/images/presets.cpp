// Layers put together by hand; LeNet-5 is the experiment's own default (default_model).
#include "web/app/images/presets.h"

#include "web/app/images/output_kind.h"

namespace deltarule {
namespace {

constexpr std::string_view kNames[] = {
    "Single neuron, two classes", "Single neurons", "MLP 784-128-10", "Small CNN", "LeNet-5", "LeNet-5, mean pooling"};

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
    case kOneNeuron: return {flatten, dense(1, Activation::sigmoid)};
    case kNeurons: return {flatten, answers};
    case kMlp: return {flatten, dense(128, Activation::relu), answers};
    case 3:
      return {convolution(8, 3, kSamePadding, Activation::relu), default_layer(LayerKind::max_pool2d), flatten,
              answers};
    default: return lenet(classes, which == kLenet);
  }
}

int image_preset_of(const Experiment& experiment) {
  const auto& model = experiment.training.model;
  if (model.empty()) return -1;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    std::vector<LayerSpec> preset = image_preset(i, model.back().units);
    if (i != kOneNeuron) preset.back() = model.back();  // however it answers
    if (preset == model) return static_cast<int>(i);
  }
  return -1;
}

void take_image_preset(Experiment& experiment, std::size_t which, int classes) {
  const bool was_one = image_preset_of(experiment) == static_cast<int>(kOneNeuron);
  const int all = all_classes(experiment.images.name);
  OutputKind kind = output_kind(experiment);
  if (which == kOneNeuron) {
    if (classes != 2) experiment.images.classes = "0,1";
    classes = 2;
    kind = OutputKind::single;
  } else if (was_one && all > 0) {
    experiment.images.classes.clear();
    classes = all;
  }
  if (kind == OutputKind::single && which != kOneNeuron) kind = OutputKind::softmax;
  const LayerSpec output = experiment.training.model.back();
  experiment.training.model = image_preset(which, classes);
  if (kind == OutputKind::other) experiment.training.model.back() = output;
  set_output(experiment, kind, classes);
}

int all_classes(ImageSet set) { return set == ImageSet::mnist ? 10 : set == ImageSet::shapes ? 4 : 0; }

}  // namespace deltarule
