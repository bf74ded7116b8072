// Activations: here they are part of the dense or convolutional layer before them. An activation may come later in a
// file where that makes no difference: behind a change of form or a dropout; behind a max pooling, if it never falls
// (the largest number stays the largest); behind a batch normalization, which is then folded into the layer's weights.
#include <algorithm>
#include <cmath>

#include "engine/io/onnx_walk.h"

namespace deltarule {
namespace {

bool never_falls(Activation activation) {
  switch (activation) {
    case Activation::gelu:
    case Activation::silu:
    case Activation::sine:
    case Activation::softmax: return false;
    default: return true;
  }
}

bool near(double a, double b) { return std::abs(a - b) < 1e-3; }

std::string name_of(Activation activation) {
  return std::string(activation_names()[static_cast<std::size_t>(activation)]);
}

}  // namespace

Status OnnxWalk::activate(const OnnxNode& node, Activation activation) {
  std::size_t at = layers_.size();
  while (at > 0) {
    const LayerKind kind = layers_[at - 1].spec.kind;
    const bool pool = kind == LayerKind::max_pool2d && never_falls(activation);
    if (kind != LayerKind::flatten && kind != LayerKind::dropout && !pool) break;
    --at;
  }
  if (at == layers_.size() && fold_batch_norm()) --at;
  LayerSpec* spec = at == 0 ? nullptr : &layers_[at - 1].spec;
  const bool takes = spec != nullptr && (spec->kind == LayerKind::dense || spec->kind == LayerKind::conv2d);
  if (!takes) {
    return refuse(node,
                  "stands behind " +
                      (spec == nullptr ? std::string("the input")
                                       : "a " + std::string(layer_kind_names()[static_cast<std::size_t>(spec->kind)])) +
                      "; here an activation belongs to the dense or conv2d layer before it");
  }
  if (spec->activation != Activation::linear)
    return refuse(node, "is a second activation, behind " + name_of(spec->activation) + "; a layer here has one");
  spec->activation = activation;
  wants_bias_ = false;
  return success();
}

// y = g (z - m) / sqrt(v + e) + b, with z = W x + c: the same layer with the weights s W, s = g / sqrt(v + e), and the
// bias s (c - m) + b.
bool OnnxWalk::fold_batch_norm() {
  if (layers_.size() < 2 || layers_.back().spec.kind != LayerKind::batch_norm) return false;
  Layer& before = layers_[layers_.size() - 2];
  const bool takes = before.spec.kind == LayerKind::dense || before.spec.kind == LayerKind::conv2d;
  if (!takes || before.spec.activation != Activation::linear) return false;
  const std::vector<Numbers>& norm = layers_.back().tensors;  // g, b, m, v: [units] each
  Numbers &W = before.tensors[0], &c = before.tensors[1];
  if (norm[0].size() != c.size()) return false;  // a batch normalization of single pixels
  const std::size_t inputs = W.size() / c.size();
  for (std::size_t u = 0; u < c.size(); ++u) {
    const auto number = [&](std::size_t which) { return static_cast<double>(norm[which][u]); };
    const double s = number(0) / std::sqrt(number(3) + layers_.back().spec.epsilon);
    for (std::size_t i = 0; i < inputs; ++i)
      W[u * inputs + i] = static_cast<Scalar>(s * static_cast<double>(W[u * inputs + i]));
    c[u] = static_cast<Scalar>(s * (static_cast<double>(c[u]) - number(2)) + number(1));
  }
  layers_.pop_back();
  return true;
}

Status OnnxWalk::activation(const OnnxNode& node) {
  struct Known {
    std::string_view op;
    Activation activation;
    const char* attribute = nullptr;  // that has one value here
    float otherwise = 0;              // where the file does not say it
    double here = 0;
  };
  static constexpr Known kKnown[] = {
      {"Relu", Activation::relu},
      {"Sigmoid", Activation::sigmoid},
      {"Tanh", Activation::tanh},
      {"LeakyRelu", Activation::leaky_relu, "alpha", 0.01F, 0.01},
      {"Elu", Activation::elu, "alpha", 1, 1},
      {"Selu", Activation::selu, "alpha", 1.67326F, 1.67326},
      {"Gelu", Activation::gelu},
      {"Softplus", Activation::softplus},
      {"Sin", Activation::sine},
  };
  for (const Known& known : kKnown) {
    if (known.op != node.op) continue;
    if (known.attribute != nullptr) {
      const float value = node.real(known.attribute, known.otherwise);
      if (!near(static_cast<double>(value), known.here))
        return refuse(node, "has " + std::string(known.attribute) + " " + std::to_string(value) + "; here it is " +
                                std::to_string(known.here));
    }
    if (node.op == "Selu" && !near(static_cast<double>(node.real("gamma", 1.0507F)), 1.0507))
      return refuse(node, "has another gamma than 1.0507, the one that SELU is defined with");
    if (node.text("approximate", "none") != "none")
      return refuse(node, "is an approximation; here GELU is computed as it is defined");
    if (Status status = activate(node, known.activation); !status) return status;
    pass(node);
  }
  return success();
}

Status OnnxWalk::softmax(const OnnxNode& node) {
  const std::int64_t axis = node.whole("axis", -1);
  if (form_.size() != 1 || (axis != -1 && axis != 1))
    return refuse(node, "runs over a part of " + shape_text(form_) + "; here softmax runs over all outputs of a layer");
  if (Status status = activate(node, Activation::softmax); !status) return status;
  pass(node);
  return success();
}

// 1 from 0 on: a comparison, whose truth becomes a number.
Status OnnxWalk::step_function(const OnnxNode& node) {
  const OnnxNode* cast = only_taker(&node);
  if (factor(node, now_) != 0 || cast == nullptr || cast->op != "Cast" || cast->whole("to", 0) != 1 ||
      cast->outputs.empty())
    return refuse(node, "is not the step function, x >= 0 as a number, the only comparison that is read here");
  if (Status status = activate(node, Activation::step); !status) return status;
  pass(*cast);
  return success();
}

const OnnxNode* OnnxWalk::only_taker(const OnnxNode* node) const {
  if (node == nullptr || node->outputs.empty()) return nullptr;
  const std::vector<const OnnxNode*> nodes = takers(node->outputs.front());
  return nodes.size() == 1 ? nodes.front() : nullptr;
}

// z sigmoid(z)
const OnnxNode* OnnxWalk::end_of_silu(const std::vector<const OnnxNode*>& nodes) const {
  const OnnxNode* end = only_taker(nodes[0]);
  return nodes[0]->op == "Sigmoid" && nodes[1]->op == "Mul" && end == nodes[1] && nodes[1]->inputs.size() == 2
             ? end
             : nullptr;
}

// z/2 (1 + erf(z/sqrt(2))), halved before or after the product.
const OnnxNode* OnnxWalk::end_of_gelu(const std::vector<const OnnxNode*>& nodes) const {
  const auto is = [&](const OnnxNode* node, std::string_view op, std::string_view value, double by) {
    const std::optional<double> other = node && node->op == op ? factor(*node, value) : std::nullopt;
    return other && near(*other, by);
  };
  const auto output = [](const OnnxNode* node) { return std::string_view(node->outputs.front()); };
  const OnnxNode *scaled = nodes[0], *product = nodes[1];
  if (!is(scaled, "Mul", now_, 0.70711) && !is(scaled, "Div", now_, 1.41421)) return nullptr;
  const OnnxNode* erf = only_taker(scaled);
  if (erf == nullptr || erf->op != "Erf") return nullptr;
  const OnnxNode* sum = only_taker(erf);
  if (sum == nullptr || !is(sum, "Add", output(erf), 1)) return nullptr;
  const OnnxNode* next = only_taker(sum);
  if (next != product && next != nullptr && is(next, "Mul", output(sum), 0.5))
    return only_taker(next) == product && product->op == "Mul" && !product->outputs.empty() ? product : nullptr;
  if (next != product || product->op != "Mul") return nullptr;
  const OnnxNode* half = only_taker(product);
  return half != nullptr && is(half, "Mul", output(product), 0.5) && !half->outputs.empty() ? half : nullptr;
}

Status OnnxWalk::branch(const std::vector<const OnnxNode*>& nodes) {
  if (nodes.size() == 2) {
    const std::vector<const OnnxNode*> turned = {nodes[1], nodes[0]};
    for (const auto& pair : {nodes, turned}) {
      const OnnxNode* silu = end_of_silu(pair);
      const OnnxNode* end = silu != nullptr ? silu : end_of_gelu(pair);
      if (end == nullptr || end->outputs.empty()) continue;
      if (Status status = activate(*end, silu != nullptr ? Activation::silu : Activation::gelu); !status) return status;
      pass(*end);
      return success();
    }
  }
  return refuse(*nodes[0], "and " + nodes[1]->title() +
                               " take the same numbers: the network branches here; only layers that follow one another "
                               "are opened");
}

}  // namespace deltarule
