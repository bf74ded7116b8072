// A reader of Protocol Buffers' wire format (protobuf.dev/programming-guides/encoding), field by field and without
// generated code. It knows no message: whoever reads says what a field's number means.
//
// It believes nothing: a length that the bytes do not hold, a number of more than ten bytes or an unknown wire type end
// the reading, and ok() says so. Nothing is copied; what bytes() and text() give lies in what is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace deltarule {

class ProtobufReader {
 public:
  explicit ProtobufReader(std::span<const std::uint8_t> message) : rest_(message) {}

  /// Goes to the next field; false at the end, or where it is broken.
  bool next();
  /// False once something was broken, or was asked for as what it is not.
  [[nodiscard]] bool ok() const { return ok_; }

  // The field it stands on:
  [[nodiscard]] std::uint32_t field() const { return field_; }
  [[nodiscard]] std::int64_t number();                  // int32, int64, enums
  [[nodiscard]] float real();                           // float
  [[nodiscard]] std::span<const std::uint8_t> bytes();  // bytes, and messages to read on their own
  [[nodiscard]] std::string_view text();
  // Repeated numbers, which come one by one or packed into one field; they are added to `out`, of which there are never
  // more than the message has bytes.
  void numbers(std::vector<std::int64_t>& out);  // int32, int64, uint64
  void reals(std::vector<float>& out);
  void doubles(std::vector<double>& out);

 private:
  enum Wire : std::uint8_t { kVarint = 0, kEightBytes = 1, kLength = 2, kFourBytes = 5 };
  bool wants(Wire wire);
  bool take_varint(std::span<const std::uint8_t>& from, std::uint64_t& out);
  template <class T>
  void fixed(Wire wire, std::vector<T>& out);

  std::span<const std::uint8_t> rest_, value_;  // what is not read yet; the field's bytes, of all but kVarint
  std::uint64_t varint_ = 0;
  std::uint32_t field_ = 0;
  Wire wire_ = kVarint;
  bool ok_ = true;
};

}  // namespace deltarule
