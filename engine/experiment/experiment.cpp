// The experiment that the page opens on. Its values are also the defaults of every field that a file leaves out.
#include "engine/experiment/experiment.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> data_kind_names() {
  static constexpr std::array<std::string_view, 5> kNames = {"points", "images", "tables", "sequences", "functions"};
  return kNames;
}

std::span<const std::string_view> math_names() {
  static constexpr std::array<std::string_view, 2> kNames = {"exact", "fast"};
  return kNames;
}

Experiment default_experiment() {
  Experiment e;
  e.data.name = PointSet::moons;
  e.training.model = default_hidden(e.data.name);
  e.training.model.push_back({.kind = LayerKind::dense, .units = 1, .activation = Activation::sigmoid});
  return e;
}

std::vector<LayerSpec> default_hidden(PointSet set) {
  // The spiral winds: waves of the first layer follow it, where tanh alone needs many more neurons and epochs.
  if (set == PointSet::spiral)
    return {{.kind = LayerKind::dense, .units = 16, .activation = Activation::sine},
            {.kind = LayerKind::dense, .units = 16, .activation = Activation::tanh}};
  return {{.kind = LayerKind::dense, .units = 8, .activation = Activation::tanh},
          {.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh}};
}

namespace {

LayerSpec dense(int units, Activation activation) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}
LayerSpec convolution(int filters, int kernel, int padding) {
  LayerSpec layer = default_layer(LayerKind::conv2d);
  layer.filters = filters;
  layer.kernel = kernel;
  layer.padding = padding;
  layer.activation = Activation::relu;
  return layer;
}

/// What says which class an image is of.
LayerSpec answer(const ImagesSpec& images, int classes) {
  if (const auto chosen = chosen_classes(images); !chosen.empty()) classes = static_cast<int>(chosen.size());
  return images.targets == ClassTargets::integer ? dense(1, Activation::linear) : dense(classes, Activation::softmax);
}

/// LeNet-5 as it is taught today: LeCun et al. 1998 with ReLU, max pooling and softmax.
std::vector<LayerSpec> lenet(const ImagesSpec& images) {
  const LayerSpec pool = default_layer(LayerKind::max_pool2d);
  return {convolution(6, 5, kSamePadding),
          pool,
          convolution(16, 5, 0),
          pool,
          default_layer(LayerKind::flatten),
          dense(120, Activation::relu),
          dense(84, Activation::relu),
          answer(images, 10)};
}

std::vector<LayerSpec> lstm(const SequenceSpec& data) {
  LayerSpec layer = default_layer(LayerKind::lstm);
  layer.units = 32;
  layer.returned = answers_every_step(data.name) ? Returned::all : Returned::last;
  const int classes = sequence_classes(data.name);
  return {layer, classes == 0 ? dense(1, Activation::linear) : dense(classes, Activation::softmax)};
}

}  // namespace

std::vector<LayerSpec> default_model(const Experiment& e) {
  switch (e.kind) {
    case DataKind::images:
      if (e.images.name == ImageSet::mnist || e.images.name == ImageSet::idx) return lenet(e.images);
      if (e.images.name == ImageSet::shapes)
        return {convolution(8, 3, kSamePadding), default_layer(LayerKind::max_pool2d),
                default_layer(LayerKind::flatten), answer(e.images, 4)};
      return {};
    case DataKind::sequences:
      return e.sequences.name == SequenceTask::text ? std::vector<LayerSpec>() : lstm(e.sequences);
    case DataKind::functions:
      return {dense(32, Activation::tanh), dense(32, Activation::tanh), dense(1, Activation::linear)};
    default: return {};
  }
}

}  // namespace deltarule
