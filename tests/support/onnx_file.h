// ONNX files as other programs write them, operator by operator: for tests that open such files. (What this program
// writes is onnx_graph.h's.)
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/scalar.h"
#include "engine/io/protobuf.h"

namespace deltarule::testing {

class OnnxFile {
 public:
  using Dims = std::vector<std::int64_t>;
  using Bytes = std::vector<std::uint8_t>;
  enum class As { raw, list, half, bfloat, wide };  // float32 in raw_data or float_data; other types
  struct Attribute {
    std::string name;
    Dims wholes = {};   // of one or more
    bool list = false;  // ints rather than i
    float real = 0;
    std::string text = {};  // s
    enum class Type { whole, real, text } type = Type::whole;
  };
  static Attribute whole(std::string name, std::int64_t value) { return {std::move(name), {value}}; }
  static Attribute wholes(std::string name, Dims values) { return {std::move(name), std::move(values), true}; }
  static Attribute real(std::string name, float value) {
    return {std::move(name), {}, false, value, {}, Attribute::Type::real};
  }
  static Attribute text(std::string name, std::string value) {
    return {std::move(name), {}, false, 0, std::move(value), Attribute::Type::text};
  }

  /// The sample's dimensions follow the batch's, which is free (0) or a number.
  void input(const Dims& sample, std::int64_t batch = 0) { put_value(11, "x", batch, sample); }
  void output(const std::string& name) { put_value(12, name, 0, {10}); }

  /// Answers the name of what it gives.
  std::string node(std::string_view op, const std::vector<std::string>& operands,
                   const std::vector<Attribute>& attributes = {}) {
    const std::string result = "/" + std::string(op) + "_" + std::to_string(count_++) + "_output_0";
    ProtobufMessage out;
    for (const std::string& operand : operands) out.text(1, operand);
    out.text(2, result);
    out.text(3, "/" + std::string(op));
    out.text(4, op);
    for (const Attribute& attribute : attributes) out.message(5, message_of(attribute));
    graph_.message(1, out);
    return result;
  }

  std::string tensor(const std::string& name, const Dims& dims, const std::vector<Scalar>& values, As as = As::raw) {
    ProtobufMessage out;
    for (const std::int64_t dim : dims) out.number(1, dim);
    constexpr int kTypes[] = {1, 1, 10, 16, 11};
    out.number(2, kTypes[static_cast<int>(as)]);
    Bytes bytes;
    for (const Scalar value : values) append(bytes, as, static_cast<float>(value));
    if (as == As::list) {
      out.bytes(4, bytes);        // packed
    } else if (as == As::half) {  // 16 bits of each in a list of whole numbers
      for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) out.number(5, bytes[i] | bytes[i + 1] << 8);
    } else if (as == As::wide) {
      out.bytes(10, bytes);
    } else {
      out.bytes(9, bytes);
    }
    out.text(8, name);
    graph_.message(5, out);
    return name;
  }
  /// int64 numbers, as a Constant node.
  std::string constant(const Dims& values, bool scalar = false) {
    ProtobufMessage tensor, attribute, out;
    if (!scalar) tensor.number(1, static_cast<std::int64_t>(values.size()));
    tensor.number(2, 7);
    for (const std::int64_t value : values) tensor.number(7, value);
    attribute.text(1, "value");
    attribute.message(5, tensor);
    attribute.number(20, 4);
    const std::string name = "/Constant_" + std::to_string(count_++) + "_output_0";
    out.text(2, name);
    out.text(4, "Constant");
    out.message(5, attribute);
    graph_.message(1, out);
    return name;
  }
  /// A tensor whose numbers lie in another file.
  std::string elsewhere(const std::string& name, const Dims& dims) {
    ProtobufMessage place, out;
    place.text(1, "location");
    place.text(2, "weights.bin");
    for (const std::int64_t dim : dims) out.number(1, dim);
    out.number(2, 1);
    out.text(8, name);
    out.message(13, place);
    out.number(14, 1);
    graph_.message(5, out);
    return name;
  }

  [[nodiscard]] Bytes bytes() const {
    ProtobufMessage operators, model;
    operators.text(1, "");
    operators.number(2, 17);
    model.number(1, 8);
    model.text(2, "pytorch");
    model.message(7, graph_);
    model.message(8, operators);
    return model.data();
  }

 private:
  template <class T>
  static void put(Bytes& to, T value) {
    const auto* from = reinterpret_cast<const std::uint8_t*>(&value);
    to.insert(to.end(), from, from + sizeof value);
  }
  static void append(Bytes& to, As as, float value) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &value, sizeof bits);
    switch (as) {
      case As::raw:
      case As::list: put(to, value); break;
      case As::wide: put(to, static_cast<double>(value)); break;
      case As::bfloat: put(to, static_cast<std::uint16_t>(bits >> 16)); break;
      case As::half: {  // of numbers that have one: 0, or a power within its reach
        const std::uint32_t exponent = bits >> 23 & 0xff;
        const std::uint32_t half = exponent == 0 ? 0 : (exponent - 112) << 10 | (bits >> 13 & 0x3ff);
        put(to, static_cast<std::uint16_t>((bits >> 16 & 0x8000U) | half));
        break;
      }
    }
  }
  static ProtobufMessage message_of(const Attribute& attribute) {
    ProtobufMessage out;
    out.text(1, attribute.name);
    switch (attribute.type) {
      case Attribute::Type::real:
        out.real(2, attribute.real);
        out.number(20, 1);
        break;
      case Attribute::Type::text:
        out.text(4, attribute.text);
        out.number(20, 3);
        break;
      case Attribute::Type::whole:
        for (const std::int64_t value : attribute.wholes) out.number(attribute.list ? 8 : 3, value);
        out.number(20, attribute.list ? 7 : 2);
        break;
    }
    return out;
  }
  void put_value(int field, const std::string& name, std::int64_t batch, const Dims& sample) {
    ProtobufMessage shape, tensor, type, out;
    ProtobufMessage first;
    if (batch == 0)
      first.text(2, "batch_size");
    else
      first.number(1, batch);
    shape.message(1, first);
    for (const std::int64_t dim : sample) {
      ProtobufMessage one;
      one.number(1, dim);
      shape.message(1, one);
    }
    tensor.number(1, 1);
    tensor.message(2, shape);
    type.message(1, tensor);
    out.text(1, name);
    out.message(2, type);
    graph_.message(field, out);
  }

  ProtobufMessage graph_;
  int count_ = 0;
};

}  // namespace deltarule::testing
