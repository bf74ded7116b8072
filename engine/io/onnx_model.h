// An ONNX file as it was read: operators, the numbers that the file holds, what goes in and what comes out. What the
// operators mean is for import_onnx.h to say; onnx_graph.h is the way into a file.
//
// Messages and field numbers are those of onnx.proto (github.com/onnx/onnx). Whatever only other kinds of files need
// (training, functions, sparse tensors, values of other types) is passed over.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/io/tensor.h"

namespace deltarule {

/// Of the members only that of its type counts.
struct OnnxGivenAttribute {
  std::string name;
  float real = 0;
  std::int64_t whole = 0;
  std::string text;
  std::vector<std::int64_t> wholes;
  std::vector<float> reals;
  Tensor tensor;
  std::string unread;  // why the tensor has no numbers; empty: it has
};

struct OnnxNode {
  std::string op, name, domain;
  std::vector<std::string> inputs, outputs;  // "": an operand that is left out
  std::vector<OnnxGivenAttribute> attributes;

  [[nodiscard]] const OnnxGivenAttribute* find(std::string_view attribute) const;
  [[nodiscard]] std::int64_t whole(std::string_view attribute, std::int64_t otherwise) const;
  [[nodiscard]] float real(std::string_view attribute, float otherwise) const;
  [[nodiscard]] std::string_view text(std::string_view attribute, std::string_view otherwise) const;
  [[nodiscard]] std::vector<std::int64_t> wholes(std::string_view attribute) const;  // empty: there is none
  /// The name of an operand; "" if there are not so many.
  [[nodiscard]] const std::string& input(std::size_t index) const;
  /// "Conv" and how the file calls it, for messages.
  [[nodiscard]] std::string title() const;
};

struct OnnxValue {
  static constexpr std::int64_t kFree = -1;  // a dimension that has no number
  std::string name;
  std::vector<std::int64_t> dims;
  bool has_dims = false;
};

struct OnnxModel {
  std::vector<OnnxNode> nodes;  // in the order in which they compute; constants are not among them
  std::map<std::string, Tensor, std::less<>> constants;    // initializers and what Constant nodes give
  std::map<std::string, std::string, std::less<>> unread;  // constants without their numbers, and why
  std::vector<OnnxValue> inputs, outputs;                  // inputs: without the initializers
};

/// Believes nothing: lengths, counts, shapes and types are checked, and no more is kept than a small multiple of what
/// the file holds. The error says where in the file it is broken.
Result<OnnxModel> read_onnx(std::span<const std::uint8_t> bytes);

}  // namespace deltarule
