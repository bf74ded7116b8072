// Attention as products and a softmax; the formulas stand in engine/layers/attention.h.
#include <cmath>

#include "engine/io/onnx_layers.h"

namespace deltarule {
namespace {

/// [N, Q, T] from q [N, Q, H] and k [N, T, H].
std::string scores(const OnnxLayer& layer, const std::string& q, const std::string& k) {
  OnnxGraph& graph = layer.graph;
  if (layer.spec().score == Score::scaled_dot) {
    const std::string turned = graph.add("Transpose", {k}, {{"perm", OnnxGraph::Dims{0, 2, 1}}});
    const auto scale = static_cast<float>(1 / std::sqrt(static_cast<double>(layer.spec().units)));
    return graph.add("Mul", {graph.add("MatMul", {q, turned}), graph.number(scale)});
  }
  const std::string pairs = graph.add("Tanh", {graph.add("Add", {graph.add("Unsqueeze", {q, graph.whole({2})}),
                                                                 graph.add("Unsqueeze", {k, graph.whole({1})})})});
  return graph.add("Squeeze", {layer.affine(pairs, "weight_score", ""), graph.whole({-1})});  // of [N, Q, T, 1]
}

}  // namespace

std::string onnx_attention(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const std::int64_t T = layer.layout.input.steps;
  const bool last = layer.spec().returned == Returned::last;
  const std::string q = layer.affine(last ? graph.slice(x, 1, T - 1, T) : x, "q_proj_weight", "");
  const std::string k = layer.affine(x, "k_proj_weight", ""), v = layer.affine(x, "v_proj_weight", "");
  const std::string a = onnx_activation(graph, Activation::softmax, scores(layer, q, k));
  const std::string y = graph.add("MatMul", {a, v});
  return last ? graph.add("Squeeze", {y, graph.whole({1})}) : y;
}

}  // namespace deltarule
