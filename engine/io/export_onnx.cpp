// The network as an ONNX file (operator set 17), with the weights inside. Input "input" [N, ...], codes as int64;
// output "output" [N, units] or [N, T, units], as in batch files; N is free.
#include "engine/io/export.h"
#include "engine/io/export_passages.h"
#include "engine/io/onnx_layers.h"

namespace deltarule {

std::vector<Scalar> OnnxLayer::values(std::string_view name) const {
  return *scalars_of(*weights.find(full_name(name)));
}

std::string OnnxLayer::tensor(std::string_view name) const {
  return graph.tensor(full_name(name), weights.find(full_name(name))->shape, values(name));
}

std::string OnnxLayer::transposed(std::string_view name) const {
  const std::vector<std::int64_t>& shape = weights.find(full_name(name))->shape;
  const auto rows = static_cast<std::size_t>(shape[0]), columns = static_cast<std::size_t>(shape[1]);
  const std::vector<Scalar> from = values(name);
  std::vector<Scalar> to(from.size());
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) to[c * rows + r] = from[r * columns + c];
  return graph.tensor(full_name(name) + ".T", {shape[1], shape[0]}, to);
}

std::string OnnxLayer::affine(const std::string& x, std::string_view weight, std::string_view bias) const {
  const std::string product = graph.add("MatMul", {x, transposed(weight)});
  return bias.empty() ? product : graph.add("Add", {product, tensor(bias)});
}

// The formulas are those of engine/layers/activation.h.
std::string onnx_activation(OnnxGraph& graph, Activation activation, const std::string& z) {
  switch (activation) {
    case Activation::linear: return z;
    case Activation::step:
      return graph.add("Cast", {graph.add("GreaterOrEqual", {z, graph.number(0)})}, {{"to", std::int64_t{1}}});
    case Activation::sigmoid: return graph.add("Sigmoid", {z});
    case Activation::tanh: return graph.add("Tanh", {z});
    case Activation::relu: return graph.add("Relu", {z});
    case Activation::leaky_relu: return graph.add("LeakyRelu", {z}, {{"alpha", 0.01F}});
    case Activation::elu: return graph.add("Elu", {z}, {{"alpha", 1.0F}});
    case Activation::selu:
      return graph.add("Selu", {z}, {{"alpha", 1.6732632423543772F}, {"gamma", 1.0507009873554805F}});
    case Activation::gelu: {  // an operator of its own only from set 20 on
      const std::string erf = graph.add("Erf", {graph.add("Mul", {z, graph.number(0.70710678118654752F)})});
      const std::string integral = graph.add("Mul", {graph.number(0.5F), graph.add("Add", {graph.number(1), erf})});
      return graph.add("Mul", {z, integral});
    }
    case Activation::silu: return graph.add("Mul", {z, graph.add("Sigmoid", {z})});
    case Activation::softplus: return graph.add("Softplus", {z});
    case Activation::sine: return graph.add("Sin", {z});
    case Activation::softmax: return graph.add("Softmax", {z}, {{"axis", std::int64_t{-1}}});
  }
  return z;
}

namespace {

// A unit fires if no inhibiting input is active and the active exciting ones number at least its threshold.
std::string mcculloch_pitts(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const auto as_number = [&](const std::string& truth) {
    return graph.add("Cast", {truth}, {{"to", std::int64_t{1}}});
  };
  const std::string active = as_number(graph.add("GreaterOrEqual", {x, graph.number(0.5F)}));
  const std::string weight = layer.transposed("weight"), zero = graph.number(0);
  const std::string excited = graph.add("MatMul", {active, as_number(graph.add("Greater", {weight, zero}))});
  const std::string inhibited = graph.add("MatMul", {active, as_number(graph.add("Less", {weight, zero}))});
  const std::string enough = graph.add("GreaterOrEqual", {excited, layer.tensor("threshold")});
  return as_number(graph.add("And", {enough, graph.add("Equal", {inhibited, zero})}));
}

std::string pass(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const LayerSpec& spec = layer.spec();
  switch (spec.kind) {
    case LayerKind::dense: return onnx_activation(graph, spec.activation, layer.affine(x, "weight", "bias"));
    case LayerKind::dropout:
    case LayerKind::flatten: return x;
    case LayerKind::conv2d: return onnx_conv2d(layer, x);
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d: return onnx_pool2d(layer, x);
    case LayerKind::batch_norm:
      return graph.add(
          "BatchNormalization",
          {x, layer.tensor("weight"), layer.tensor("bias"), layer.tensor("running_mean"), layer.tensor("running_var")},
          {{"epsilon", static_cast<float>(spec.epsilon)}});
    case LayerKind::layer_norm:
      return graph.add("LayerNormalization", {x, layer.tensor("weight"), layer.tensor("bias")},
                       {{"axis", std::int64_t{-1}}, {"epsilon", static_cast<float>(spec.epsilon)}});
    case LayerKind::embedding: return graph.add("Gather", {layer.tensor("weight"), x});
    case LayerKind::rnn:
    case LayerKind::lstm:
    case LayerKind::lstm_peephole:
    case LayerKind::lstm_coupled:
    case LayerKind::gru: return onnx_recurrent(layer, x);
    case LayerKind::lstm_depth_gated:
    case LayerKind::clockwork_rnn:
    case LayerKind::grid_lstm: return onnx_unrolled(layer, x);
    case LayerKind::last_step:
      return graph.add("Gather", {x, graph.index(layer.layout.input.steps - 1)}, {{"axis", std::int64_t{1}}});
    case LayerKind::attention: return onnx_attention(layer, x);
    case LayerKind::mcculloch_pitts: return mcculloch_pitts(layer, x);
  }
  return x;
}

OnnxGraph::Dims batch_of(const std::vector<int>& form) {
  OnnxGraph::Dims dims = {OnnxGraph::kFree};
  dims.insert(dims.end(), form.begin(), form.end());
  return dims;
}

}  // namespace

std::vector<std::uint8_t> export_onnx(const ExportRequest& request) {
  OnnxGraph graph;
  std::string x(OnnxGraph::kInput);
  for (const Passage& passage : passages_of(request.layout)) {
    switch (passage.what) {
      case Passage::What::form: x = graph.reshape(x, passage.form); break;
      case Passage::What::softmax: x = onnx_activation(graph, Activation::softmax, x); break;
      case Passage::What::layer:
        x = pass({graph, request.layout[passage.layer], request.weights, passage.layer}, x);
        break;
    }
  }
  return graph.finish(reads_codes(request.layout) ? OnnxGraph::Type::whole : OnnxGraph::Type::real,
                      batch_of(input_form(request.layout)), x, batch_of(output_form(request.layout)));
}

}  // namespace deltarule
