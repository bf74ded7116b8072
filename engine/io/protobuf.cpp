// Three of the wire types: 0, a number of 7 bits a byte, lowest first; 2, a length and bytes; 5, four bytes.
#include "engine/io/protobuf.h"

#include <bit>

namespace deltarule {

void ProtobufMessage::varint(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) data_.push_back(static_cast<std::uint8_t>(value | 0x80));
  data_.push_back(static_cast<std::uint8_t>(value));
}

void ProtobufMessage::key(int field, int wire_type) {
  varint((static_cast<std::uint64_t>(field) << 3) | static_cast<std::uint64_t>(wire_type));
}

void ProtobufMessage::number(int field, std::int64_t value) {
  key(field, 0);
  varint(static_cast<std::uint64_t>(value));  // a negative one takes ten bytes: two's complement, as int64 fields have
}

void ProtobufMessage::real(int field, float value) {
  key(field, 5);
  const auto bits = std::bit_cast<std::uint32_t>(value);
  for (int shift = 0; shift < 32; shift += 8) data_.push_back(static_cast<std::uint8_t>(bits >> shift));
}

void ProtobufMessage::text(int field, std::string_view value) {
  bytes(field, {reinterpret_cast<const std::uint8_t*>(value.data()), value.size()});
}

void ProtobufMessage::bytes(int field, std::span<const std::uint8_t> value) {
  key(field, 2);
  varint(value.size());
  data_.insert(data_.end(), value.begin(), value.end());
}

}  // namespace deltarule
