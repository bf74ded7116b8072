// A writer of Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding): just what ONNX files need, and
// without generated code. The reader is protobuf_reader.h.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace deltarule {

/// One message; fields are written in the order of the calls.
class ProtobufMessage {
 public:
  void number(int field, std::int64_t value);
  void real(int field, float value);
  void text(int field, std::string_view value);
  void bytes(int field, std::span<const std::uint8_t> value);
  void message(int field, const ProtobufMessage& value) { bytes(field, value.data_); }

  [[nodiscard]] const std::vector<std::uint8_t>& data() const { return data_; }

 private:
  void varint(std::uint64_t value);
  void key(int field, int wire_type);
  std::vector<std::uint8_t> data_;
};

}  // namespace deltarule
