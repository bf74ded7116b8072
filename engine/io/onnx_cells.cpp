// The recurrent layers that ONNX does not have, unrolled: a copy of the cell for every step, with the same weights.
// What a cell does stands in engine/layers/ with its formulas.
#include <algorithm>
#include <functional>

#include "engine/io/onnx_layers.h"

namespace deltarule {
namespace {

using Names = std::vector<std::string>;

// One direction of one layer. Values are [N, H] unless said otherwise.
class Cell {
 public:
  Cell(const OnnxLayer& layer, std::string suffix) : layer_(layer), graph_(layer.graph), suffix_(std::move(suffix)) {}

  [[nodiscard]] std::size_t states() const {
    if (layer_.spec().kind == LayerKind::grid_lstm) return 1 + 2 * static_cast<std::size_t>(layer_.spec().depth);
    return layer_.spec().kind == LayerKind::clockwork_rnn ? 1 : 2;
  }

  /// The states after a step, of which the first comes out; `z` is W_ih x + b_ih.
  [[nodiscard]] Names step(const std::string& z, const Names& before, int tick) const {
    switch (layer_.spec().kind) {
      case LayerKind::clockwork_rnn: return clockwork(z, before, tick);
      case LayerKind::grid_lstm: return grid(z, before);
      default: return depth_gated(z, before);
    }
  }

  [[nodiscard]] std::string affine(const std::string& x, const std::string& weight, const std::string& bias) const {
    return layer_.affine(x, weight + suffix_, bias + suffix_);
  }

 private:
  [[nodiscard]] std::string add(const std::string& a, const std::string& b) const { return graph_.add("Add", {a, b}); }
  [[nodiscard]] std::string mul(const std::string& a, const std::string& b) const { return graph_.add("Mul", {a, b}); }
  [[nodiscard]] std::string sigmoid(const std::string& z) const { return graph_.add("Sigmoid", {z}); }
  [[nodiscard]] std::string tanh(const std::string& z) const { return graph_.add("Tanh", {z}); }
  [[nodiscard]] std::string join(const Names& parts) const {
    return parts.size() == 1 ? parts[0] : graph_.add("Concat", parts, {{"axis", std::int64_t{-1}}});
  }
  [[nodiscard]] Names gates(const std::string& z, std::size_t count) const {
    return graph_.add_many("Split", {z}, count, {{"axis", std::int64_t{-1}}});
  }
  [[nodiscard]] std::string row(const std::string& name, std::size_t row) const {
    const std::vector<Scalar> all = layer_.values(name + suffix_);
    const auto H = static_cast<std::size_t>(layer_.spec().units);
    return graph_.tensor(layer_.full_name(name + suffix_) + "." + std::to_string(row), {static_cast<std::int64_t>(H)},
                         std::span(all).subspan(row * H, H));
  }

  /// h and c from the sums i, f, g, o of the gates; `more` is added to the new c.
  [[nodiscard]] Names lstm(const Names& sums, const std::string& c_before, const std::string& more = "") const {
    std::string c = add(mul(sigmoid(sums[1]), c_before), mul(sigmoid(sums[0]), tanh(sums[2])));
    if (!more.empty()) c = add(c, more);
    return {mul(sigmoid(sums[3]), tanh(c)), c};
  }

  [[nodiscard]] Names depth_gated(const std::string& z, const Names& before) const {
    Names v = gates(z, 6);
    const Names u = gates(affine(before[0], "weight_hh_l0", "bias_hh_l0"), 4);
    for (std::size_t gate = 0; gate < 4; ++gate) v[gate] = add(v[gate], u[gate]);
    const std::string& lower = v[5];
    const std::string seen = add(mul(row("weight_depth", 0), before[1]), mul(row("weight_depth", 1), lower));
    return lstm(v, before[1], mul(sigmoid(add(v[4], seen)), lower));
  }

  // The first modules of the units compute; the others keep their state.
  [[nodiscard]] Names clockwork(const std::string& z, const Names& before, int tick) const {
    const int modules = layer_.spec().modules, size = layer_.spec().units / modules;
    int awake = 1;
    while (awake < modules && tick % (1 << awake) == 0) ++awake;
    const std::string a =
        add(z, add(graph_.add("MatMul", {before[0], heard()}), layer_.tensor("bias_hh_l0" + suffix_)));
    const std::string h = onnx_activation(graph_, layer_.spec().activation, a);
    if (awake == modules) return {h};
    const std::int64_t split = std::int64_t{awake} * size, all = layer_.spec().units;
    return {join({graph_.slice(h, 1, 0, split), graph_.slice(before[0], 1, split, all)})};
  }

  // weight_hh, transposed, with zeros where a faster module would be heard.
  [[nodiscard]] std::string heard() const {
    const auto H = static_cast<std::size_t>(layer_.spec().units);
    const std::size_t size = H / static_cast<std::size_t>(layer_.spec().modules);
    const std::vector<Scalar> W = layer_.values("weight_hh_l0" + suffix_);
    std::vector<Scalar> out(W.size());
    for (std::size_t to = 0; to < H; ++to)
      for (std::size_t from = to / size * size; from < H; ++from) out[from * H + to] = W[to * H + from];
    const auto side = static_cast<std::int64_t>(H);
    return graph_.tensor(layer_.full_name("weight_hh_l0" + suffix_) + ".heard", {side, side}, out);
  }

  [[nodiscard]] Names grid(const std::string& z, const Names& before) const {
    const auto depth = static_cast<std::size_t>(layer_.spec().depth);
    Names now(states()), rising = gates(z, 2);  // h and c of depth, from cell to cell
    for (std::size_t k = 0; k < depth; ++k) {
      const std::string both = join({before[1 + k], rising[0]}), level = "_l" + std::to_string(k);
      const Names time =
          lstm(gates(affine(both, "weight_time" + level, "bias_time" + level), 4), before[1 + depth + k]);
      rising = lstm(gates(affine(both, "weight_depth" + level, "bias_depth" + level), 4), rising[1]);
      now[1 + k] = time[0];
      now[1 + depth + k] = time[1];
    }
    now[0] = rising[0];
    return now;
  }

  const OnnxLayer& layer_;
  OnnxGraph& graph_;
  std::string suffix_;
};

/// [N, H] of zeros for the N of x.
std::string zeros(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const std::string N = graph.add("Shape", {x}, {{"start", std::int64_t{0}}, {"end", std::int64_t{1}}});
  const std::string shape = graph.add("Concat", {N, graph.whole({layer.spec().units})}, {{"axis", std::int64_t{0}}});
  return graph.add("ConstantOfShape", {shape});
}

}  // namespace

std::string onnx_unrolled(const OnnxLayer& layer, const std::string& x) {
  OnnxGraph& graph = layer.graph;
  const LayerSpec& spec = layer.spec();
  const int T = layer.layout.input.steps;
  Names outputs;
  for (const bool second : {false, true}) {
    if (second && spec.direction != Direction::both) continue;
    const bool backward = second || spec.direction == Direction::backward;
    const Cell cell(layer, second ? "_reverse" : "");
    const std::string z = cell.affine(x, "weight_ih_l0", "bias_ih_l0");  // [N, T, G]
    Names now(cell.states(), zeros(layer, x)), steps(static_cast<std::size_t>(T));
    for (int tick = 0; tick < T; ++tick) {
      const int t = backward ? T - 1 - tick : tick;
      now = cell.step(graph.add("Gather", {z, graph.index(t)}, {{"axis", std::int64_t{1}}}), now, tick);
      steps[static_cast<std::size_t>(t)] = now[0];
    }
    if (spec.returned == Returned::last) {
      outputs.push_back(now[0]);
      continue;
    }
    for (std::string& step : steps) step = graph.add("Unsqueeze", {step, graph.whole({1})});
    outputs.push_back(graph.add("Concat", steps, {{"axis", std::int64_t{1}}}));
  }
  return outputs.size() == 1 ? outputs[0] : graph.add("Concat", outputs, {{"axis", std::int64_t{-1}}});
}

}  // namespace deltarule
