// A Conv2d with buffers of its own, as a network would make them, for one pass.
#include "engine/api/convolve.h"

#include <algorithm>
#include <string>

#include "engine/layers/conv2d.h"

namespace deltarule {
namespace {

/// The layer of one filter over one channel, and room for a pass over one image.
struct OneFilter {
  Conv2d layer;
  Shape output = {};
  std::vector<Scalar> parameters, gradients, scratch, x, y;

  explicit OneFilter(const LayerSpec& spec) : layer(spec) {}

  Status plan(const LayerSpec& spec, int height, int width) {
    const Result<Shape> planned = layer.plan({1, height, width, 1});
    if (!planned) return planned.error();
    output = *planned;
    const auto cells = static_cast<std::size_t>(spec.kernel) * static_cast<std::size_t>(spec.kernel);
    parameters.assign(cells + 1, Scalar{1});
    gradients.assign(cells + 1, Scalar{0});
    scratch.assign(layer.scratch(1), Scalar{0});
    x.assign(static_cast<std::size_t>(height) * static_cast<std::size_t>(width), Scalar{0});
    y.assign(static_cast<std::size_t>(output.height) * static_cast<std::size_t>(output.width), Scalar{0});
    layer.bind(parameters.data(), gradients.data(), nullptr);
    return success();
  }
  void forward() { layer.forward({x.data(), y.data(), scratch.data(), 1, nullptr}); }
};

std::vector<float> floats(const Scalar* from, std::size_t count) {
  std::vector<float> out(count);
  std::transform(from, from + count, out.begin(), [](Scalar value) { return static_cast<float>(value); });
  return out;
}

LayerSpec one_filter(LayerSpec layer) {
  layer.kind = LayerKind::conv2d;
  layer.filters = 1;
  return layer;
}

}  // namespace

Result<Convolved> convolve(const LayerSpec& layer, std::span<const float> image, int height, int width,
                           std::span<const float> filter, float bias) {
  const LayerSpec spec = one_filter(layer);
  OneFilter run(spec);
  if (Status status = run.plan(spec, height, width); !status) return status.error();
  if (image.size() != run.x.size())
    return Error{"image", "there are " + std::to_string(image.size()) + " pixels for " + std::to_string(height) +
                              " rows of " + std::to_string(width)};
  if (filter.size() + 1 != run.parameters.size())
    return Error{"filter", "a filter of " + std::to_string(spec.kernel) + " rows and columns has " +
                               std::to_string(run.parameters.size() - 1) + " cells, not " +
                               std::to_string(filter.size())};
  const auto scalar = [](float value) { return static_cast<Scalar>(value); };
  std::transform(image.begin(), image.end(), run.x.begin(), scalar);
  std::transform(filter.begin(), filter.end(), run.parameters.begin(), scalar);
  run.parameters.back() = scalar(bias);
  run.forward();
  Convolved out;
  out.height = run.output.height;
  out.width = run.output.width;
  preview_window(spec, 1, height, width, out.window);
  out.z = floats(run.layer.logits(run.scratch.data(), 1), run.y.size());
  out.y = floats(run.y.data(), run.y.size());
  return out;
}

Result<std::vector<float>> window_uses(const LayerSpec& layer, int height, int width) {
  // With every cell of the filter at 1, the gradient of the sum of all outputs counts the windows over each pixel.
  LayerSpec spec = one_filter(layer);
  spec.activation = Activation::linear;
  OneFilter run(spec);
  if (Status status = run.plan(spec, height, width); !status) return status.error();
  run.forward();
  const std::vector<Scalar> dy(run.y.size(), Scalar{1});
  std::vector<Scalar> dx(run.x.size());
  run.layer.backward({run.x.data(), run.y.data(), dy.data(), dx.data(), run.scratch.data(), 1, false});
  return floats(dx.data(), dx.size());
}

}  // namespace deltarule
