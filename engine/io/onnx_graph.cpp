// Messages and field numbers of onnx.proto, IR version 8: what belongs to operator set 17 (ONNX 1.12).
#include "engine/io/onnx_graph.h"

#include <bit>
#include <type_traits>
#include <utility>

#include "engine/core/number_text.h"

namespace deltarule {
namespace {

constexpr std::int64_t kIrVersion = 8, kOperatorSet = 17;

// AttributeProto.AttributeType
constexpr std::int64_t kFloat = 1, kInt = 2, kString = 3, kInts = 7, kStrings = 8;

ProtobufMessage attribute_message(const OnnxAttribute& attribute) {
  ProtobufMessage out;
  out.text(1, attribute.name);
  std::int64_t type = 0;
  std::visit(
      [&](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, float>) {
          out.real(2, value), type = kFloat;
        } else if constexpr (std::is_same_v<T, std::int64_t>) {
          out.number(3, value), type = kInt;
        } else if constexpr (std::is_same_v<T, std::string>) {
          out.text(4, value), type = kString;
        } else if constexpr (std::is_same_v<T, std::vector<std::int64_t>>) {
          for (const std::int64_t number : value) out.number(8, number);
          type = kInts;
        } else {
          for (const std::string& text : value) out.text(9, text);
          type = kStrings;
        }
      },
      attribute.value);
  out.number(20, type);
  return out;
}

template <class T>
void put(std::vector<std::uint8_t>& to, T bits) {
  for (std::size_t i = 0; i < sizeof bits; ++i) to.push_back(static_cast<std::uint8_t>(bits >> (8 * i)));
}

ProtobufMessage value_info(std::string_view name, OnnxGraph::Type type, const OnnxGraph::Dims& dims) {
  ProtobufMessage shape;
  for (const std::int64_t dim : dims) {
    ProtobufMessage one;
    if (dim == OnnxGraph::kFree) {
      one.text(2, "N");
    } else {
      one.number(1, dim);
    }
    shape.message(1, one);
  }
  ProtobufMessage tensor, wrapped, out;
  tensor.number(1, static_cast<std::int64_t>(type));
  tensor.message(2, shape);
  wrapped.message(1, tensor);
  out.text(1, name);
  out.message(2, wrapped);
  return out;
}

}  // namespace

void OnnxGraph::node(std::string_view op, const std::vector<std::string>& operands,
                     const std::vector<std::string>& results, const std::vector<OnnxAttribute>& attributes) {
  ProtobufMessage out;
  for (const std::string& name : operands) out.text(1, name);
  for (const std::string& name : results) out.text(2, name);
  out.text(3, std::string(op) + "_" + std::to_string(nodes_.size()));
  out.text(4, op);
  for (const OnnxAttribute& attribute : attributes) out.message(5, attribute_message(attribute));
  nodes_.push_back(std::move(out));
}

std::vector<std::string> OnnxGraph::add_many(std::string_view op, const std::vector<std::string>& operands,
                                             std::size_t results, const std::vector<OnnxAttribute>& attributes) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < results; ++i) names.push_back("v" + std::to_string(values_++));
  node(op, operands, names, attributes);
  return names;
}

std::string OnnxGraph::add(std::string_view op, const std::vector<std::string>& operands,
                           const std::vector<OnnxAttribute>& attributes) {
  return add_many(op, operands, 1, attributes).front();
}

std::string OnnxGraph::keep(const std::string& name, Type type, const Dims& dims, std::vector<std::uint8_t> bytes) {
  if (!kept_.insert(name).second) return name;
  ProtobufMessage out;
  for (const std::int64_t dim : dims) out.number(1, dim);
  out.number(2, static_cast<std::int64_t>(type));
  out.text(8, name);
  out.bytes(9, bytes);
  tensors_.push_back(std::move(out));
  return name;
}

std::string OnnxGraph::tensor(const std::string& name, const Dims& dims, std::span<const Scalar> values) {
  std::vector<std::uint8_t> bytes;
  for (const Scalar value : values) put(bytes, std::bit_cast<std::uint32_t>(static_cast<float>(value)));
  return keep(name, Type::real, dims, std::move(bytes));
}

std::string OnnxGraph::number(float value) {
  std::vector<std::uint8_t> bytes;
  put(bytes, std::bit_cast<std::uint32_t>(value));
  return keep("number_" + format_number(value), Type::real, {}, std::move(bytes));
}

std::string OnnxGraph::whole(const Dims& values) {
  std::string name = "whole";
  std::vector<std::uint8_t> bytes;
  for (const std::int64_t value : values) {
    name += "_" + std::to_string(value);
    put(bytes, static_cast<std::uint64_t>(value));
  }
  return keep(name, Type::whole, {static_cast<std::int64_t>(values.size())}, std::move(bytes));
}

std::string OnnxGraph::index(std::int64_t value) {
  std::vector<std::uint8_t> bytes;
  put(bytes, static_cast<std::uint64_t>(value));
  return keep("index_" + std::to_string(value), Type::whole, {}, std::move(bytes));
}

std::string OnnxGraph::reshape(const std::string& x, const std::vector<int>& form) {
  Dims dims = {kFree};
  dims.insert(dims.end(), form.begin(), form.end());
  return add("Reshape", {x, whole(dims)});
}

std::string OnnxGraph::slice(const std::string& x, std::int64_t axis, std::int64_t first, std::int64_t last) {
  return add("Slice", {x, whole({first}), whole({last}), whole({axis})});
}

std::vector<std::uint8_t> OnnxGraph::finish(Type input_type, const Dims& input, const std::string& output,
                                            const Dims& output_dims) {
  node("Identity", {output}, {std::string(kOutput)}, {});
  ProtobufMessage graph, operators, model;
  for (const ProtobufMessage& node : nodes_) graph.message(1, node);
  graph.text(2, "deltarule");
  for (const ProtobufMessage& kept : tensors_) graph.message(5, kept);
  graph.message(11, value_info(kInput, input_type, input));
  graph.message(12, value_info(kOutput, Type::real, output_dims));
  operators.text(1, "");
  operators.number(2, kOperatorSet);
  model.number(1, kIrVersion);
  model.text(2, "deltarule");
  model.message(7, graph);
  model.message(8, operators);
  return model.data();
}

}  // namespace deltarule
