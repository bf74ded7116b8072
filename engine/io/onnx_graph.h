// A graph of ONNX operators as it is put together: every value has a name, every operator takes and gives values.
//
// Fields and their numbers are those of onnx.proto (github.com/onnx/onnx), operators those of operator set 17. Nothing
// here knows our layers.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/core/scalar.h"
#include "engine/io/protobuf.h"

namespace deltarule {

struct OnnxAttribute {
  std::string_view name;
  std::variant<std::int64_t, float, std::string, std::vector<std::int64_t>, std::vector<std::string>> value;
};

class OnnxGraph {
 public:
  using Dims = std::vector<std::int64_t>;
  static constexpr std::int64_t kFree = -1;  // a dimension of the input or output: the batch's, "N"
  enum class Type { real = 1, whole = 7 };   // TensorProto.DataType: FLOAT, INT64

  /// An operator with one result, whose name is returned; an absent optional operand is "".
  std::string add(std::string_view op, const std::vector<std::string>& operands,
                  const std::vector<OnnxAttribute>& attributes = {});
  /// One with several results.
  std::vector<std::string> add_many(std::string_view op, const std::vector<std::string>& operands, std::size_t results,
                                    const std::vector<OnnxAttribute>& attributes = {});

  /// Numbers that the file holds, once for each name; their name is returned.
  std::string tensor(const std::string& name, const Dims& dims, std::span<const Scalar> values);
  std::string number(float value);        // []
  std::string whole(const Dims& values);  // [n]
  std::string index(std::int64_t value);  // []

  /// The same numbers as [-1, form...].
  std::string reshape(const std::string& x, const std::vector<int>& form);
  /// The part [first, last) of a dimension.
  std::string slice(const std::string& x, std::int64_t axis, std::int64_t first, std::int64_t last);

  /// The file; `output` is the value that comes out.
  std::vector<std::uint8_t> finish(Type input_type, const Dims& input, const std::string& output,
                                   const Dims& output_dims);
  static constexpr std::string_view kInput = "input", kOutput = "output";

 private:
  void node(std::string_view op, const std::vector<std::string>& operands, const std::vector<std::string>& results,
            const std::vector<OnnxAttribute>& attributes);
  std::string keep(const std::string& name, Type type, const Dims& dims, std::vector<std::uint8_t> bytes);
  std::vector<ProtobufMessage> nodes_, tensors_;
  std::set<std::string> kept_;
  std::size_t values_ = 0;
};

}  // namespace deltarule
