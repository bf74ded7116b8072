// A byte at a time by table, as in the appendix of RFC 1952.
#include "engine/data/crc32.h"

#include <array>

namespace deltarule {
namespace {

constexpr std::array<std::uint32_t, 256> make_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < 256; ++n) {
    std::uint32_t c = n;
    for (int bit = 0; bit < 8; ++bit) c = (c & 1) != 0 ? 0xedb88320U ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  return table;
}
constexpr std::array<std::uint32_t, 256> kTable = make_table();

}  // namespace

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t c = 0xffffffffU;
  for (const std::uint8_t byte : bytes) c = kTable[(c ^ byte) & 0xff] ^ (c >> 8);
  return c ^ 0xffffffffU;
}

}  // namespace deltarule
