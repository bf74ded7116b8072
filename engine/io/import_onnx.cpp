// The walk itself: where it begins, which operator is whose, how layers are kept, where it ends.
#include "engine/io/import_onnx.h"

#include <algorithm>
#include <utility>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/export_passages.h"
#include "engine/io/onnx_walk.h"
#include "engine/layers/registry.h"

namespace deltarule {
namespace {

constexpr int kMostTurns = 8;  // of a constant, by operators
constexpr char kWhatOpens[] =
    "; only networks of dense, convolution, pooling, batch_norm, layer_norm and dropout layers that follow one another "
    "are opened here";

std::vector<std::int64_t> without_ones(std::vector<std::int64_t> dims) {
  std::erase(dims, 1);
  return dims;
}

std::vector<std::int64_t> form_of(const Shape& shape) {
  if (!is_image(shape)) return {shape.features()};
  return {shape.channels, shape.height, shape.width};
}

/// "[N, 1, 28, 28]"
std::string batch_text(const std::vector<std::int64_t>& form) {
  std::string out = "[N";
  for (const std::int64_t dim : form) out += dim == OnnxValue::kFree ? ", ?" : ", " + std::to_string(dim);
  return out + "]";
}

}  // namespace

OnnxWalk::OnnxWalk(const OnnxModel& model, const Shape& input) : model_(model), shape_(input) {
  for (const OnnxNode& node : model_.nodes) {
    for (const std::string& name : node.outputs)
      if (!name.empty()) givers_.emplace(name, &node);
    if (node.op == "Shape") continue;  // the shape of a value is no way that the value goes
    for (const std::string& name : node.inputs) {
      std::vector<const OnnxNode*>& nodes = takers_[name];
      if (nodes.empty() || nodes.back() != &node) nodes.push_back(&node);
    }
  }
}

std::vector<const OnnxNode*> OnnxWalk::takers(std::string_view value) const {
  const auto found = takers_.find(value);
  return found == takers_.end() ? std::vector<const OnnxNode*>() : found->second;
}

const OnnxNode* OnnxWalk::giver(std::string_view value) const {
  const auto found = givers_.find(value);
  return found == givers_.end() ? nullptr : found->second;
}

Error OnnxWalk::refuse(const OnnxNode& node, std::string what) const { return {node.title(), std::move(what)}; }

Status OnnxWalk::begin() {
  if (model_.inputs.size() != 1 || model_.outputs.size() != 1)
    return Error{"file", "has " + std::to_string(model_.inputs.size()) + " inputs and " +
                             std::to_string(model_.outputs.size()) + " outputs; a network here has one of each"};
  if (shape_.steps != 1) return Error{"input", "the data here are sequences, and ONNX files of such are not read here"};
  const OnnxValue& input = model_.inputs.front();
  const Dims ours = form_of(shape_);
  form_ = ours;
  if (input.has_dims && !input.dims.empty()) {
    batch_ = input.dims.front();
    Dims given(input.dims.begin() + 1, input.dims.end());
    const Dims found = given;
    // What the file leaves open is as our samples have it.
    if (given.size() == ours.size())
      for (std::size_t i = 0; i < given.size(); ++i)
        if (given[i] == OnnxValue::kFree) given[i] = ours[i];
    if (given.size() == 1 && given[0] == OnnxValue::kFree) given[0] = shape_.features();
    const bool flat = given == Dims{shape_.features()};
    // Dimensions of 1 may stand anywhere: no number lies elsewhere for them.
    if (!flat && without_ones(given) != without_ones(ours))
      return Error{"input " + in_quotes(input.name), "takes samples of " + batch_text(found) +
                                                         ", but the data here has " + batch_text(ours) +
                                                         "; choose data of the shape that the network was trained on"};
    form_ = std::move(given);
  }
  now_ = input.name;
  forms_[now_] = form_;
  return success();
}

Result<ImportedNetwork> OnnxWalk::run() {
  if (Status status = begin(); !status) return status.error();
  const std::string_view end = model_.outputs.front().name;
  // Every step takes an operator or more; if there are none left, it goes in a circle.
  for (std::size_t steps = 0; now_ != end; ++steps) {
    if (steps > model_.nodes.size()) return Error{"file", "is damaged: its operators go in a circle"};
    if (Status status = step(); !status) return status.error();
  }
  if (layers_.empty()) return Error{"file", "holds no layer" + std::string(kWhatOpens)};
  return finish();
}

Status OnnxWalk::step() {
  struct Rule {
    std::string_view op;
    Status (OnnxWalk::*take)(const OnnxNode& node);
  };
  static constexpr Rule kRules[] = {
      {"Gemm", &OnnxWalk::gemm},
      {"MatMul", &OnnxWalk::matmul},
      {"Add", &OnnxWalk::add_bias},
      {"Conv", &OnnxWalk::conv},
      {"MaxPool", &OnnxWalk::max_pool},
      {"AveragePool", &OnnxWalk::average_pool},
      {"GlobalAveragePool", &OnnxWalk::global_average_pool},
      {"BatchNormalization", &OnnxWalk::batch_norm},
      {"LayerNormalization", &OnnxWalk::layer_norm},
      {"Dropout", &OnnxWalk::dropout},
      {"Identity", &OnnxWalk::identity},
      {"Pad", &OnnxWalk::pad},
      {"Reshape", &OnnxWalk::reshape},
      {"Flatten", &OnnxWalk::flatten},
      {"Squeeze", &OnnxWalk::squeeze},
      {"Unsqueeze", &OnnxWalk::unsqueeze},
      {"Transpose", &OnnxWalk::transpose},
      {"Softmax", &OnnxWalk::softmax},
      {"LogSoftmax", &OnnxWalk::softmax},
      {"GreaterOrEqual", &OnnxWalk::step_function},
      {"Relu", &OnnxWalk::activation},
      {"Sigmoid", &OnnxWalk::activation},
      {"Tanh", &OnnxWalk::activation},
      {"LeakyRelu", &OnnxWalk::activation},
      {"Elu", &OnnxWalk::activation},
      {"Selu", &OnnxWalk::activation},
      {"Gelu", &OnnxWalk::activation},
      {"Softplus", &OnnxWalk::activation},
      {"Sin", &OnnxWalk::activation},
  };
  const std::vector<const OnnxNode*> nodes = takers(now_);
  if (nodes.empty())
    return Error{"file", "the value " + in_quotes(now_) + " leads to no output: the file is damaged or was cut off"};
  if (nodes.size() > 1) return branch(nodes);
  const OnnxNode& node = *nodes.front();
  const bool standard = node.domain.empty() || node.domain == "ai.onnx";
  for (const Rule& rule : kRules) {
    if (!standard || rule.op != node.op) continue;
    if (node.outputs.empty()) return refuse(node, "gives nothing: the file is damaged");
    if (node.input(0) != now_ && node.op != "Add")
      return refuse(node, "takes what the layers compute as its weights, which no layer here does");
    return (this->*rule.take)(node);
  }
  return refuse(node, "is an operator that is not read here" + std::string(kWhatOpens));
}

void OnnxWalk::pass(const OnnxNode& node) {
  now_ = node.outputs.front();
  forms_[now_] = form_;
}

Status OnnxWalk::add(const OnnxNode& node, const LayerSpec& spec, std::vector<Numbers> tensors) {
  if (layers_.size() == static_cast<std::size_t>(kMaxLayers))
    return refuse(node, "would be one layer more than the " + std::to_string(kMaxLayers) + " that a network has here");
  // What a layer plans depends on these; a broken file may say anything.
  for (const LayerField& field : layer_fields(spec.kind))
    if (Status status = check_value(field, field.get(spec), field.path); !status)
      return refuse(node, status.error().text());
  const std::unique_ptr<deltarule::Layer> layer = make_layer(spec);
  const Result<Shape> output = layer->plan(shape_);
  if (!output) return refuse(node, output.error().text());
  Layer kept{.spec = spec, .input = shape_, .names = {}, .tensors = std::move(tensors)};
  for (const std::vector<Parameter>& list : {layer->parameters(), layer->buffers()}) {
    for (const Parameter& p : list) {
      const std::size_t at = kept.names.size();
      if (at == kept.tensors.size() ||
          static_cast<std::size_t>(element_count(std::span(p.dims))) != kept.tensors[at].size())
        return refuse(node, "has " + std::to_string(at < kept.tensors.size() ? kept.tensors[at].size() : 0) +
                                " numbers as its " + p.name + ", but needs " +
                                shape_text(Dims(p.dims.begin(), p.dims.end())));
      kept.names.emplace_back(p.name, Dims(p.dims.begin(), p.dims.end()));
    }
  }
  layers_.push_back(std::move(kept));
  shape_ = *output;
  wants_bias_ = false;
  return success();
}

ImportedNetwork OnnxWalk::finish() {
  ImportedNetwork network;
  for (Layer& layer : layers_) {
    const std::string place = std::to_string(network.model.size()) + ".";
    network.model.push_back(layer.spec);
    for (std::size_t i = 0; i < layer.names.size(); ++i)
      network.weights.tensors.push_back(tensor_of(place + layer.names[i].first, std::move(layer.names[i].second),
                                                  std::span<const Scalar>(layer.tensors[i])));
  }
  return network;
}

Result<Tensor> OnnxWalk::constant(const OnnxNode& node, const std::string& name) const {
  // Exporters share constants by Identity and may leave a turned matrix to be turned.
  const std::string* at = &name;
  bool turned = false;
  for (int turns = 0; turns < kMostTurns; ++turns) {
    if (const auto unread = model_.unread.find(*at); unread != model_.unread.end())
      return refuse(node, "needs " + in_quotes(*at) + ", which " + unread->second);
    if (const auto found = model_.constants.find(*at); found != model_.constants.end()) {
      Tensor tensor = found->second;
      if (!turned || tensor.bytes.empty()) return tensor;
      if (tensor.shape.size() != 2) break;
      const auto rows = static_cast<std::size_t>(tensor.shape[0]), columns = static_cast<std::size_t>(tensor.shape[1]);
      const std::size_t size = size_of(tensor.dtype);
      for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
          std::copy_n(found->second.bytes.begin() + static_cast<std::ptrdiff_t>((r * columns + c) * size), size,
                      tensor.bytes.begin() + static_cast<std::ptrdiff_t>((c * rows + r) * size));
      std::swap(tensor.shape[0], tensor.shape[1]);
      return tensor;
    }
    const OnnxNode* from = giver(*at);
    if (from == nullptr || (from->op != "Identity" && from->op != "Transpose")) break;
    if (from->op == "Transpose") {
      const Dims perm = from->wholes("perm");
      if (!perm.empty() && perm != Dims{1, 0}) break;
      turned = !turned;
    }
    at = &from->input(0);
  }
  return refuse(
      node, "needs " + in_quotes(name) + " as numbers that the file holds, and they are computed there" + kWhatOpens);
}

Result<OnnxWalk::Numbers> OnnxWalk::numbers(const OnnxNode& node, const std::string& name) const {
  const Result<Tensor> tensor = constant(node, name);
  if (!tensor) return tensor.error();
  Result<Numbers> read = scalars_of(*tensor);
  if (!read) return refuse(node, in_quotes(name) + " " + read.error().what);
  return read;
}

Result<OnnxWalk::Dims> OnnxWalk::wholes(const OnnxNode& node, const std::string& name) const {
  const Result<Tensor> tensor = constant(node, name);
  if (!tensor) return tensor.error();
  Result<Dims> read = whole_numbers_of(*tensor);
  if (!read) return refuse(node, in_quotes(name) + " " + read.error().what);
  return read;
}

std::optional<double> OnnxWalk::factor(const OnnxNode& node, std::string_view value) const {
  if (node.inputs.size() != 2) return std::nullopt;
  const std::string& other = node.inputs[node.inputs[0] == value ? 1 : 0];
  const Result<Numbers> number = numbers(node, other);
  if (!number || number->size() != 1) return std::nullopt;
  return static_cast<double>(number->front());
}

Result<ImportedNetwork> import_onnx(std::span<const std::uint8_t> bytes, const Shape& input) {
  const Result<OnnxModel> model = read_onnx(bytes);
  if (!model) return model.error();
  return OnnxWalk(*model, input).run();
}

}  // namespace deltarule
