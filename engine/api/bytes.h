// Little-endian bytes, written and read with every length checked: the alphabet of codec.cpp and checkpoint.cpp.
//
// A reader never fails loudly in the middle: after the first impossible read it yields zeros and empty lists, and
// finish() says where it was. Lists are refused before they are allocated if the bytes for them are not there.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

static_assert(std::endian::native == std::endian::little, "messages are little-endian; so are all our machines");

using Bytes = std::vector<std::uint8_t>;

class ByteWriter {
 public:
  /// Replaces the contents of `out` by a frame: four letters, the payload's length (filled in by finish), payload.
  ByteWriter(Bytes& out, const char (&magic)[5]);
  void finish();

  template <class T>
  requires std::is_arithmetic_v<T>
  void number(T value) { append(&value, sizeof value); }
  /// One after another; a flag is a byte.
  template <class... T>
  void numbers(T... values) {
    (number(values), ...);
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  void list(const std::vector<T>& values) {
    number(static_cast<std::uint32_t>(values.size()));
    append(values.data(), values.size() * sizeof(T));
  }
  void text(const std::string& value);

 private:
  void append(const void* data, std::size_t size);
  Bytes& out_;
};

class ByteReader {
 public:
  /// Checks the frame; what follows reads the payload.
  ByteReader(std::span<const std::uint8_t> bytes, const char (&magic)[5]);

  template <class T>
  requires std::is_arithmetic_v<T> T number() {
    T value{};
    take(&value, sizeof value);
    return value;
  }
  /// One after another, each as its variable has it.
  template <class... T>
  void numbers(T&... values) {
    (take_number(values), ...);
  }
  /// True or false; anything but 0 and 1 is refused.
  bool flag() { return below(2) == 1; }
  /// A byte that is less than `bound`: the index of a choice.
  std::uint8_t below(std::size_t bound);
  /// The length of a list whose elements take at least `element_size` bytes each; 0 if they cannot be there.
  std::size_t count(std::size_t element_size);
  template <class T>
  requires std::is_arithmetic_v<T>
  void list(std::vector<T>& values) {
    values.resize(count(sizeof(T)));
    take(values.data(), values.size() * sizeof(T));
  }
  std::string text();

  /// Says that the value just read is impossible; the first complaint counts.
  void refuse(std::string what);
  [[nodiscard]] bool ok() const { return error_.what.empty(); }
  /// The first thing wrong, if any; bytes left over are.
  Status finish();

 private:
  template <class T>
  void take_number(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = flag();
    } else {
      value = number<T>();
    }
  }
  void take(void* data, std::size_t size);
  std::span<const std::uint8_t> bytes_;
  std::size_t position_ = 0;
  Error error_;
};

/// 64-bit FNV-1a, for checksums.
std::uint64_t fnv1a(std::span<const std::uint8_t> bytes);

}  // namespace deltarule
