// From the outside in: model, graph, then nodes, tensors and values. A message that is broken anywhere is refused.
#include "engine/io/onnx_model.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/experiment/text.h"
#include "engine/io/onnx_tensor.h"
#include "engine/io/protobuf_reader.h"

namespace deltarule {
namespace {

using Bytes = std::span<const std::uint8_t>;

// Far above what any network has that could be trained here; a graph of millions of empty nodes is no network.
constexpr std::size_t kMaxNodes = 10'000, kMaxTensors = 10'000, kMaxOperands = 1'000, kMaxAttributes = 64,
                      kMaxValues = 10'000, kMaxDims = 16;

Error broken(std::string_view part) {
  return {"file", "is damaged or was cut off in " + std::string(part) + "; write the ONNX file again"};
}
Error too_many(std::string_view things, std::size_t most) {
  return {"file", "has more than " + std::to_string(most) + " " + std::string(things) + ", too many to be read here"};
}

Status read_attribute(Bytes message, OnnxGivenAttribute& out) {
  ProtobufReader in(message);
  while (in.next()) {
    switch (in.field()) {
      case 1: out.name = in.text(); break;
      case 2: out.real = in.real(); break;
      case 3: out.whole = in.number(); break;
      case 4: out.text = in.text(); break;
      case 5: {
        if (Status status = read_onnx_tensor(in.bytes(), out.tensor, out.unread); !status) return status;
        break;
      }
      case 7: in.reals(out.reals); break;
      case 8: in.numbers(out.wholes); break;
      default: break;
    }
  }
  return in.ok() ? success() : broken("an attribute");
}

Status read_node(Bytes message, OnnxNode& out) {
  ProtobufReader in(message);
  while (in.next()) {
    switch (in.field()) {
      case 1: out.inputs.emplace_back(in.text()); break;
      case 2: out.outputs.emplace_back(in.text()); break;
      case 3: out.name = in.text(); break;
      case 4: out.op = in.text(); break;
      case 5:
        if (out.attributes.size() == kMaxAttributes) return too_many("attributes of a node", kMaxAttributes);
        if (Status status = read_attribute(in.bytes(), out.attributes.emplace_back()); !status) return status;
        break;
      case 7: out.domain = in.text(); break;
      default: break;
    }
    if (std::max(out.inputs.size(), out.outputs.size()) > kMaxOperands)
      return too_many("operands of a node", kMaxOperands);
  }
  return in.ok() ? success() : broken("a node");
}

Status read_dimension(Bytes message, OnnxValue& out) {
  if (out.dims.size() == kMaxDims) return too_many("dimensions", kMaxDims);
  std::int64_t dim = OnnxValue::kFree;
  ProtobufReader in(message);
  while (in.next())
    if (in.field() == 1) dim = in.number();
  out.dims.push_back(dim > 0 ? dim : OnnxValue::kFree);
  return in.ok() ? success() : broken("a shape");
}

/// ValueInfoProto: its name (1) and type (2), in that the tensor (1), in that the shape (2), in that dimensions (1).
Status read_value(Bytes message, int depth, OnnxValue& out) {
  constexpr std::uint32_t kWay[] = {2, 1, 2, 1};
  ProtobufReader in(message);
  while (in.next()) {
    if (depth == 0 && in.field() == 1) {
      out.name = in.text();
    } else if (in.field() == kWay[depth]) {
      if (depth == 2) out.has_dims = true;
      if (Status status = depth == 3 ? read_dimension(in.bytes(), out) : read_value(in.bytes(), depth + 1, out);
          !status)
        return status;
    }
  }
  return in.ok() ? success() : broken("an input or output");
}

/// A constant that the file has under this name; there is one at most.
Status keep(OnnxModel& model, std::string name, Tensor tensor, std::string unread) {
  if (name.empty()) return broken("a constant without a name");
  if (model.constants.contains(name) || model.unread.contains(name))
    return Error{"file", "has two constants with the name " + in_quotes(name)};
  if (model.constants.size() + model.unread.size() == kMaxTensors) return too_many("tensors", kMaxTensors);
  tensor.name = name;
  if (unread.empty())
    model.constants.emplace(std::move(name), std::move(tensor));
  else
    model.unread.emplace(std::move(name), std::move(unread));
  return success();
}

/// What a Constant node gives: a tensor, or numbers as attributes.
Status keep_constant(OnnxModel& model, OnnxNode& node) {
  if (node.outputs.size() != 1 || node.attributes.size() != 1) return broken("a Constant");
  OnnxGivenAttribute& value = node.attributes.front();
  Tensor tensor;
  std::string unread;
  const auto whole = [](std::vector<std::int64_t> shape, const std::vector<std::int64_t>& values) {
    return tensor_of("", std::move(shape), std::span<const std::int64_t>(values));
  };
  const auto real = [](std::vector<std::int64_t> shape, const std::vector<float>& values) {
    const std::vector<Scalar> scalars(values.begin(), values.end());
    return tensor_of("", std::move(shape), std::span<const Scalar>(scalars));
  };
  const auto length = [](const auto& list) { return static_cast<std::int64_t>(list.size()); };
  if (value.name == "value") {
    tensor = std::move(value.tensor);
    unread = std::move(value.unread);
  } else if (value.name == "value_int") {
    tensor = whole({}, {value.whole});
  } else if (value.name == "value_ints") {
    tensor = whole({length(value.wholes)}, value.wholes);
  } else if (value.name == "value_float") {
    tensor = real({}, {value.real});
  } else if (value.name == "value_floats") {
    tensor = real({length(value.reals)}, value.reals);
  } else {
    unread = "is given as " + in_quotes(value.name) + ", which is not read here";
  }
  return keep(model, node.outputs.front(), std::move(tensor), std::move(unread));
}

Status read_graph(Bytes message, OnnxModel& model) {
  ProtobufReader in(message);
  while (in.next()) {
    switch (in.field()) {
      case 1: {
        if (model.nodes.size() == kMaxNodes) return too_many("operators", kMaxNodes);
        OnnxNode node;
        if (Status status = read_node(in.bytes(), node); !status) return status;
        if (node.op != "Constant") {
          model.nodes.push_back(std::move(node));
        } else if (Status status = keep_constant(model, node); !status) {
          return status;
        }
        break;
      }
      case 5: {
        Tensor tensor;
        std::string unread;
        if (Status status = read_onnx_tensor(in.bytes(), tensor, unread); !status) return status;
        std::string name = tensor.name;
        if (Status status = keep(model, std::move(name), std::move(tensor), std::move(unread)); !status) return status;
        break;
      }
      case 11:
      case 12: {
        std::vector<OnnxValue>& values = in.field() == 11 ? model.inputs : model.outputs;
        if (values.size() == kMaxValues) return too_many("inputs or outputs", kMaxValues);
        if (Status status = read_value(in.bytes(), 0, values.emplace_back()); !status) return status;
        break;
      }
      default: break;
    }
  }
  return in.ok() ? success() : broken("the graph");
}

}  // namespace

const OnnxGivenAttribute* OnnxNode::find(std::string_view attribute) const {
  const auto at =
      std::find_if(attributes.begin(), attributes.end(), [&](const auto& given) { return given.name == attribute; });
  return at == attributes.end() ? nullptr : &*at;
}

std::int64_t OnnxNode::whole(std::string_view attribute, std::int64_t otherwise) const {
  const OnnxGivenAttribute* given = find(attribute);
  return given ? given->whole : otherwise;
}

float OnnxNode::real(std::string_view attribute, float otherwise) const {
  const OnnxGivenAttribute* given = find(attribute);
  return given ? given->real : otherwise;
}

std::string_view OnnxNode::text(std::string_view attribute, std::string_view otherwise) const {
  const OnnxGivenAttribute* given = find(attribute);
  return given ? std::string_view(given->text) : otherwise;
}

std::vector<std::int64_t> OnnxNode::wholes(std::string_view attribute) const {
  const OnnxGivenAttribute* given = find(attribute);
  return given ? given->wholes : std::vector<std::int64_t>();
}

const std::string& OnnxNode::input(std::size_t index) const {
  static const std::string kNone;
  return index < inputs.size() ? inputs[index] : kNone;
}

std::string OnnxNode::title() const {
  const std::string known = op.empty() ? "a node without an operator" : op.size() > 40 ? in_quotes(op) : op;
  return name.empty() ? known : known + " (" + in_quotes(name) + ")";
}

Result<OnnxModel> read_onnx(Bytes bytes) {
  OnnxModel model;
  bool has_graph = false;
  ProtobufReader in(bytes);
  while (in.next()) {
    if (in.field() != 7) continue;
    if (std::exchange(has_graph, true)) return broken("a second graph");
    if (Status status = read_graph(in.bytes(), model); !status) return status.error();
  }
  if (!in.ok()) return broken("the model");
  if (!has_graph) return Error{"file", "holds no graph; this is not an ONNX file of a network"};
  // Older files list their initializers among the inputs, too.
  std::erase_if(model.inputs, [&](const OnnxValue& input) {
    return model.constants.contains(input.name) || model.unread.contains(input.name);
  });
  return model;
}

}  // namespace deltarule
