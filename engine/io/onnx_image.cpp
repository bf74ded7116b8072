// Convolution and pooling: ONNX has both, with padding on each side by itself.
#include <algorithm>

#include "engine/io/onnx_layers.h"

namespace deltarule {
namespace {

using Dims = OnnxGraph::Dims;

Dims square(std::int64_t side) { return {side, side}; }

/// Above, left, below, right.
Dims padding(std::int64_t before, std::int64_t after) { return {before, before, after, after}; }

}  // namespace

std::string onnx_conv2d(const OnnxLayer& layer, const std::string& x) {
  const LayerSpec& spec = layer.spec();
  const std::int64_t kernel = spec.kernel, dilation = spec.dilation;
  Dims pads = padding(spec.padding, spec.padding);
  if (spec.padding == kSamePadding) {
    const std::int64_t total = (kernel - 1) * dilation;  // an odd one goes to the right and below
    pads = padding(total / 2, total - total / 2);
  }
  std::vector<Scalar> filters = layer.values("weight");
  const auto cells = static_cast<std::ptrdiff_t>(kernel * kernel);
  if (spec.operation == Operation::convolution) {  // ONNX's Conv is the correlation: turned filters make it the other
    for (auto at = filters.begin(); at != filters.end(); at += cells) std::reverse(at, at + cells);
  }
  const std::string W = layer.graph.tensor(layer.full_name("weight"),
                                           {spec.filters, layer.layout.input.channels, kernel, kernel}, filters);
  const std::string z = layer.graph.add("Conv", {x, W, layer.tensor("bias")},
                                        {{"dilations", square(dilation)},
                                         {"kernel_shape", square(kernel)},
                                         {"pads", pads},
                                         {"strides", square(spec.stride)}});
  // Softmax runs over more than a dimension here and has a passage of its own.
  return spec.activation == Activation::softmax ? z : onnx_activation(layer.graph, spec.activation, z);
}

std::string onnx_pool2d(const OnnxLayer& layer, const std::string& x) {
  const LayerSpec& spec = layer.spec();
  std::vector<OnnxAttribute> attributes = {{"kernel_shape", square(spec.kernel)},
                                           {"pads", padding(spec.padding, spec.padding)},
                                           {"strides", square(spec.stride == 0 ? spec.kernel : spec.stride)}};
  if (spec.kind == LayerKind::max_pool2d) return layer.graph.add("MaxPool", {x}, attributes);
  attributes.push_back({"count_include_pad", std::int64_t{1}});  // the sum is divided by the whole window
  return layer.graph.add("AveragePool", {x}, attributes);
}

}  // namespace deltarule
