// Writing and checked reading.
#include "engine/api/bytes.h"

#include <algorithm>

namespace deltarule {
namespace {
constexpr std::size_t kMagicSize = 4;
constexpr std::size_t kHeaderSize = kMagicSize + sizeof(std::uint32_t);
}  // namespace

ByteWriter::ByteWriter(Bytes& out, const char (&magic)[5]) : out_(out) {
  out_.clear();
  append(magic, kMagicSize);
  number(std::uint32_t{0});
}

void ByteWriter::finish() {
  const auto length = static_cast<std::uint32_t>(out_.size() - kHeaderSize);
  std::memcpy(out_.data() + kMagicSize, &length, sizeof length);
}

void ByteWriter::text(const std::string& value) {
  number(static_cast<std::uint32_t>(value.size()));
  append(value.data(), value.size());
}

void ByteWriter::append(const void* data, std::size_t size) {
  if (size == 0) return;
  const auto* first = static_cast<const std::uint8_t*>(data);
  out_.insert(out_.end(), first, first + size);
}

ByteReader::ByteReader(std::span<const std::uint8_t> bytes, const char (&magic)[5]) : bytes_(bytes) {
  if (bytes_.size() < kHeaderSize) {
    refuse("the message is too short");
  } else if (std::memcmp(bytes_.data(), magic, kMagicSize) != 0) {
    refuse(std::string("this is not a message of the kind ") + magic);
  } else {
    position_ = kMagicSize;
    const auto length = number<std::uint32_t>();
    if (length != bytes_.size() - kHeaderSize) refuse("the message has another length than it says");
  }
}

std::uint8_t ByteReader::below(std::size_t bound) {
  const auto value = number<std::uint8_t>();
  if (value < bound) return value;
  refuse("there is no choice number " + std::to_string(value));
  return 0;
}

std::size_t ByteReader::count(std::size_t element_size) {
  const std::size_t wanted = number<std::uint32_t>();
  if (!ok()) return 0;
  if (wanted <= (bytes_.size() - position_) / element_size) return wanted;
  refuse("a list of " + std::to_string(wanted) + " does not fit into the message");
  return 0;
}

std::string ByteReader::text() {
  std::string value(count(1), '\0');
  take(value.data(), value.size());
  return value;
}

void ByteReader::refuse(std::string what) {
  if (!ok()) return;
  error_ = {"byte " + std::to_string(position_), std::move(what)};
}

Status ByteReader::finish() {
  if (ok() && position_ != bytes_.size()) refuse("the message is longer than its contents");
  if (!ok()) return error_;
  return success();
}

void ByteReader::take(void* data, std::size_t size) {
  if (size == 0) return;
  if (ok() && size > bytes_.size() - position_) refuse("the message ends too early");
  if (!ok()) {
    std::memset(data, 0, size);
    return;
  }
  std::memcpy(data, bytes_.data() + position_, size);
  position_ += size;
}

std::uint64_t fnv1a(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 1099511628211U;
  return hash;
}

}  // namespace deltarule
