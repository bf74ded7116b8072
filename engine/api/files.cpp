// First bytes only: whether the rest is right is for the readers to say.
#include "engine/api/files.h"

#include <algorithm>
#include <array>

namespace deltarule {
namespace {

template <std::size_t N>
bool begins(std::span<const std::uint8_t> bytes, const std::array<std::uint8_t, N>& with) {
  return bytes.size() >= N && std::equal(with.begin(), with.end(), bytes.begin());
}

/// The n-th of an IDX file's dimensions, four bytes each behind the first four.
std::uint32_t dimension(std::span<const std::uint8_t> bytes, std::size_t n) {
  const std::size_t at = 4 + 4 * n;
  if (!begins<2>(bytes, {0, 0}) || bytes.size() < at + 4 || n >= bytes[3]) return 0;
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 | std::uint32_t{bytes[at + 2]} << 8 |
         bytes[at + 3];
}

}  // namespace

FileKind kind_of_file(std::span<const std::uint8_t> bytes) {
  if (begins<3>(bytes, {0, 0, 8}) && bytes.size() >= 8)
    return bytes[3] == 1 ? FileKind::idx_labels : FileKind::idx_images;
  if (begins<2>(bytes, {0x1f, 0x8b})) return FileKind::packed;
  if (begins<4>(bytes, {0x89, 'P', 'N', 'G'}) || begins<3>(bytes, {0xff, 0xd8, 0xff})) return FileKind::picture;
  return FileKind::other;
}

std::uint32_t idx_count(std::span<const std::uint8_t> bytes) { return dimension(bytes, 0); }
std::uint32_t idx_rows(std::span<const std::uint8_t> bytes) { return dimension(bytes, 1); }

int idx_classes(std::span<const std::uint8_t> bytes) {
  if (bytes.size() <= 8) return 0;
  return *std::max_element(bytes.begin() + 8, bytes.end()) + 1;
}

}  // namespace deltarule
