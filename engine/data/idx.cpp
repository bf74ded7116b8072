// Believes nothing that the header says until the file's size bears it out.
#include "engine/data/idx.h"

#include <string>

namespace deltarule {
namespace {

constexpr std::size_t kMaxDims = 4;
constexpr std::uint64_t kMaxValues = std::uint64_t{1} << 30;

std::uint32_t big_endian(const std::uint8_t* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

}  // namespace

Result<IdxArray> read_idx(std::span<const std::uint8_t> file, std::string_view where) {
  const auto refuse = [&](std::string what) { return Error{std::string(where), std::move(what)}; };
  if (file.size() >= 2 && file[0] == 0x1f && file[1] == 0x8b) return refuse("is compressed with gzip; unpack it first");
  if (file.size() < 4 || file[0] != 0 || file[1] != 0)
    return refuse("is no IDX file: it does not begin with two zero bytes, a type and a number of dimensions");
  if (file[2] != 0x08) return refuse("holds numbers of another type than bytes; MNIST's files hold bytes");
  const std::size_t count = file[3];
  if (count < 1 || count > kMaxDims)
    return refuse("has " + std::to_string(count) + " dimensions; 1 (labels) to 4 (images with channels) can be read");
  const std::size_t begin = 4 + 4 * count;
  if (file.size() < begin) return refuse("ends within its header; it has been cut off");
  IdxArray array;
  std::uint64_t values = 1;
  for (std::size_t d = 0; d < count; ++d) {
    const std::uint32_t dim = big_endian(file.data() + 4 + 4 * d);
    if (dim == 0) return refuse("has a dimension of 0: there is nothing in it");
    if (dim > kMaxValues || values * dim > kMaxValues) return refuse("claims to be larger than a gigabyte");
    values *= dim;
    array.dims.push_back(static_cast<int>(dim));
  }
  if (file.size() - begin != values)
    return refuse("should hold " + std::to_string(values) + " bytes after its header, but holds " +
                  std::to_string(file.size() - begin) + "; it has been cut off or is not what it claims to be");
  array.values = file.subspan(begin);
  return array;
}

}  // namespace deltarule
