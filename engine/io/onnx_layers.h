// Our layers as ONNX operators, each from the name of its input to that of its output, in the forms of
// export_passages.h. Internal to export_onnx.cpp and its parts: onnx_image, onnx_recurrent (ONNX's own RNN, LSTM and
// GRU), onnx_cells (what ONNX does not have, step by step) and onnx_attention.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/io/onnx_graph.h"
#include "engine/io/tensor.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// One layer on its way into a graph.
struct OnnxLayer {
  OnnxGraph& graph;
  const LayerLayout& layout;
  const TensorFile& weights;
  std::size_t index;

  [[nodiscard]] const LayerSpec& spec() const { return layout.spec; }
  [[nodiscard]] std::string full_name(std::string_view name) const {
    return std::to_string(index) + "." + std::string(name);
  }
  /// A tensor's numbers; it is there, because the file is the network's own.
  [[nodiscard]] std::vector<Scalar> values(std::string_view name) const;
  /// The tensor in the graph: as it is, or a matrix turned.
  [[nodiscard]] std::string tensor(std::string_view name) const;
  [[nodiscard]] std::string transposed(std::string_view name) const;
  /// x W^T + b over the last dimension of x; without b if its name is empty.
  [[nodiscard]] std::string affine(const std::string& x, std::string_view weight, std::string_view bias) const;
};

std::string onnx_activation(OnnxGraph& graph, Activation activation, const std::string& z);

std::string onnx_conv2d(const OnnxLayer& layer, const std::string& x);
std::string onnx_pool2d(const OnnxLayer& layer, const std::string& x);

/// rnn, lstm, lstm_peephole, lstm_coupled, gru
std::string onnx_recurrent(const OnnxLayer& layer, const std::string& x);
/// lstm_depth_gated, clockwork_rnn, grid_lstm
std::string onnx_unrolled(const OnnxLayer& layer, const std::string& x);

std::string onnx_attention(const OnnxLayer& layer, const std::string& x);

}  // namespace deltarule
