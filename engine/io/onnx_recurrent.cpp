// The recurrent layers that ONNX has: RNN, LSTM (with peepholes too) and GRU (with both places of the reset gate).
//
// ONNX orders gates i, o, f, c and z, r, h, where PyTorch and we have i, f, g, o and r, z, n, and wants both directions
// in one tensor: W [D, G H, I], R [D, G H, H], B [D, 2 G H], P [D, 3 H]. The LSTM with coupled gates is an ordinary
// one here: i = 1 - sigmoid(z_f) = sigmoid(-z_f), so that its rows for i are those for f with the other sign. (ONNX's
// own input_forget couples the other way round, f = 1 - i.)
#include "engine/io/onnx_layers.h"

namespace deltarule {
namespace {

struct Row {
  std::size_t gate;  // of ours, in whose place of ONNX's order this stands
  Scalar sign = 1;
};

struct Kind {
  std::string_view op;
  std::vector<Row> gates;
};

Kind kind_of(LayerKind kind) {
  switch (kind) {
    case LayerKind::lstm:
    case LayerKind::lstm_peephole: return {"LSTM", {{0}, {3}, {1}, {2}}};
    case LayerKind::lstm_coupled: return {"LSTM", {{0, -1}, {2}, {0}, {1}}};
    case LayerKind::gru: return {"GRU", {{1}, {0}, {2}}};
    default: return {"RNN", {{0}}};
  }
}

std::vector<std::string_view> suffixes(Direction direction) {
  return direction == Direction::both ? std::vector<std::string_view>{"", "_reverse"}
                                      : std::vector<std::string_view>{""};
}

/// Blocks of `size` numbers in another order, put behind what is there.
void append(std::vector<Scalar>& to, const std::vector<Scalar>& from, std::size_t size, const std::vector<Row>& order) {
  for (const Row& row : order)
    for (std::size_t i = 0; i < size; ++i) to.push_back(row.sign * from[row.gate * size + i]);
}

}  // namespace

std::string onnx_recurrent(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const LayerSpec& spec = layer.spec();
  const Kind kind = kind_of(spec.kind);
  const auto H = static_cast<std::size_t>(spec.units), I = static_cast<std::size_t>(layer.layout.inputs);
  std::vector<Scalar> W, R, B, P;
  for (const std::string_view suffix : suffixes(spec.direction)) {
    const auto values = [&](const std::string& name) { return layer.values(name + std::string(suffix)); };
    append(W, values("weight_ih_l0"), H * I, kind.gates);
    append(R, values("weight_hh_l0"), H * H, kind.gates);
    append(B, values("bias_ih_l0"), H, kind.gates);
    append(B, values("bias_hh_l0"), H, kind.gates);
    if (spec.kind == LayerKind::lstm_peephole) append(P, values("weight_peephole"), H, {{0}, {2}, {1}});
  }
  const std::int64_t D = spec.direction == Direction::both ? 2 : 1, G = static_cast<std::int64_t>(kind.gates.size());
  const std::int64_t units = spec.units, inputs = layer.layout.inputs;
  const auto named = [&](const char* name, const OnnxGraph::Dims& dims, const std::vector<Scalar>& values) {
    return graph.tensor(layer.full_name(name), dims, values);
  };
  std::vector<std::string> operands = {graph.add("Transpose", {x}, {{"perm", OnnxGraph::Dims{1, 0, 2}}}),  // [T, N, I]
                                       named("W", {D, G * units, inputs}, W), named("R", {D, G * units, units}, R),
                                       named("B", {D, 2 * G * units}, B)};
  if (!P.empty()) {  // behind the lengths of the sequences and the initial states, which are not given
    operands.insert(operands.end(), {"", "", "", named("P", {D, 3 * units}, P)});
  }
  static constexpr std::string_view kDirections[] = {"forward", "reverse", "bidirectional"};
  std::vector<OnnxAttribute> attributes = {{"direction", std::string(kDirections[static_cast<int>(spec.direction)])},
                                           {"hidden_size", units}};
  if (kind.op == "RNN") {
    const std::string name = spec.activation == Activation::relu ? "Relu" : "Tanh";
    attributes.push_back({"activations", std::vector<std::string>(static_cast<std::size_t>(D), name)});
  }
  if (kind.op == "GRU")
    attributes.push_back({"linear_before_reset", std::int64_t{spec.reset == ResetGate::after ? 1 : 0}});
  const std::vector<std::string> y = graph.add_many(kind.op, operands, 2, attributes);
  const int outputs = layer.layout.outputs;
  if (spec.returned == Returned::last)  // [D, N, H]
    return graph.reshape(graph.add("Transpose", {y[1]}, {{"perm", OnnxGraph::Dims{1, 0, 2}}}), {outputs});
  return graph.reshape(graph.add("Transpose", {y[0]}, {{"perm", OnnxGraph::Dims{2, 0, 1, 3}}}),  // of [T, D, N, H]
                       {layer.layout.input.steps, outputs});
}

}  // namespace deltarule
