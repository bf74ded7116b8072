// Four of the wire types: 0, a number of 7 bits a byte, lowest first; 1 and 5, eight and four bytes; 2, a length and
// bytes. (3 and 4, groups, are of a time before ONNX.)
#include "engine/io/protobuf_reader.h"

#include <bit>
#include <cstring>

namespace deltarule {
namespace {

static_assert(std::endian::native == std::endian::little, "files are little-endian; so are all our machines");
constexpr std::uint64_t kMaxField = (std::uint64_t{1} << 29) - 1;

}  // namespace

bool ProtobufReader::take_varint(std::span<const std::uint8_t>& from, std::uint64_t& out) {
  out = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (from.empty()) break;
    const std::uint8_t byte = from.front();
    from = from.subspan(1);
    out |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return true;
  }
  return ok_ = false;
}

bool ProtobufReader::next() {
  if (!ok_ || rest_.empty()) return false;
  std::uint64_t key = 0;
  if (!take_varint(rest_, key)) return false;
  wire_ = static_cast<Wire>(key & 7);
  if (key >> 3 == 0 || key >> 3 > kMaxField) return ok_ = false;
  field_ = static_cast<std::uint32_t>(key >> 3);
  std::uint64_t length = 0;
  switch (wire_) {
    case kVarint: return take_varint(rest_, varint_);
    case kEightBytes: length = 8; break;
    case kFourBytes: length = 4; break;
    case kLength:
      if (!take_varint(rest_, length)) return false;
      break;
    default: return ok_ = false;
  }
  if (length > rest_.size()) return ok_ = false;
  value_ = rest_.first(static_cast<std::size_t>(length));
  rest_ = rest_.subspan(static_cast<std::size_t>(length));
  return true;
}

bool ProtobufReader::wants(Wire wire) { return ok_ = ok_ && wire_ == wire; }

std::int64_t ProtobufReader::number() { return wants(kVarint) ? static_cast<std::int64_t>(varint_) : 0; }

float ProtobufReader::real() {
  float value = 0;
  if (wants(kFourBytes)) std::memcpy(&value, value_.data(), sizeof value);
  return value;
}

std::span<const std::uint8_t> ProtobufReader::bytes() {
  return wants(kLength) ? value_ : std::span<const std::uint8_t>();
}

std::string_view ProtobufReader::text() {
  const auto value = bytes();
  return {reinterpret_cast<const char*>(value.data()), value.size()};
}

void ProtobufReader::numbers(std::vector<std::int64_t>& out) {
  if (wire_ == kVarint) {
    out.push_back(number());
    return;
  }
  for (auto packed = bytes(); ok_ && !packed.empty();) {
    std::uint64_t value = 0;
    if (take_varint(packed, value)) out.push_back(static_cast<std::int64_t>(value));
  }
}

template <class T>
void ProtobufReader::fixed(Wire wire, std::vector<T>& out) {
  if (wire_ != wire) wants(kLength);
  if (ok_ && value_.size() % sizeof(T) != 0) ok_ = false;
  if (!ok_) return;
  const std::size_t before = out.size();
  out.resize(before + value_.size() / sizeof(T));
  if (!value_.empty()) std::memcpy(out.data() + before, value_.data(), value_.size());
}

void ProtobufReader::reals(std::vector<float>& out) { fixed(kFourBytes, out); }
void ProtobufReader::doubles(std::vector<double>& out) { fixed(kEightBytes, out); }

}  // namespace deltarule
