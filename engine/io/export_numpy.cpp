// The network as one Python function with a line for each layer.
#include <array>

#include "engine/core/number_text.h"
#include "engine/io/export_passages.h"
#include "engine/io/export_python.h"
#include "engine/io/numpy_parts.h"

namespace deltarule {
namespace {

/// "(1, 2)": the cells of padding before and after.
std::string padding(const LayerSpec& spec) {
  const int total = (spec.kernel - 1) * spec.dilation;
  if (spec.padding == kSamePadding) return python_tuple(std::array{total / 2, total - total / 2});
  return python_tuple(std::array{spec.padding, spec.padding});
}

std::string expression(const LayerLayout& layer, const std::string& w) {
  const LayerSpec& spec = layer.spec;
  const std::string kind(layer_kind_names()[static_cast<std::size_t>(spec.kind)]);
  const auto number = [](int value) { return std::to_string(value); };
  switch (spec.kind) {
    case LayerKind::dense: return "dense(y, " + w + ", " + python_activation(spec.activation) + ")";
    case LayerKind::conv2d:
      return "conv2d(y, " + w + ", " +
             // A softmax over all filters and places stands on a line of its own.
             python_activation(spec.activation == Activation::softmax ? Activation::linear : spec.activation) +
             ", stride=" + number(spec.stride) + ", padding=" + padding(spec) + ", dilation=" + number(spec.dilation) +
             ", turned=" + (spec.operation == Operation::convolution ? "True" : "False") + ")";
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d:
      return kind + "(y, " + number(spec.kernel) + ", stride=" + number(spec.stride == 0 ? spec.kernel : spec.stride) +
             ", padding=" + padding(spec) + ")";
    case LayerKind::batch_norm:
    case LayerKind::layer_norm: return kind + "(y, " + w + ", " + format_number(spec.epsilon) + ")";
    case LayerKind::embedding: return w + "[\"weight\"][y]";
    case LayerKind::last_step: return "y[:, -1]";
    default: return python_own_layer(layer, "y", w);
  }
}

}  // namespace

std::vector<std::uint8_t> export_numpy(const ExportRequest& request) {
  std::string network =
      "\n\ndef run(x, weights):\n    \"\"\"The network, a line for each layer; batches are [N, ...].\"\"\"\n    y = "
      "x\n";
  for (const Passage& passage : passages_of(request.layout)) {
    const LayerLayout& layer = request.layout[passage.layer];
    const std::string index = std::to_string(passage.layer);
    if (passage.what == Passage::What::form) {
      network += "    y = y.reshape(" + python_batch(passage.form) + ")\n";
    } else if (passage.what == Passage::What::softmax) {
      network += "    y = softmax(y)\n";
    } else if (layer.spec.kind == LayerKind::dropout) {
      network += "    # Layer " + index + ", dropout, does nothing outside training.\n";
    } else {
      network += "    y = " + expression(layer, "tensors_of(weights, " + index + ")") + "\n";
    }
  }
  network += "    return y\n";
  return python_script(request, {"A network trained with Deltarule, in NumPy.",
                                 "import numpy as np\n",
                                 {numpy_parts(), python_cells()},
                                 network});
}

}  // namespace deltarule
