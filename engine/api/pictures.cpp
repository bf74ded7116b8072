// Bytes by the readers of engine/data, divided by 255.
#include "engine/api/pictures.h"

#include <algorithm>
#include <string>
#include <utility>

#include "engine/data/decode_image.h"
#include "engine/data/idx.h"
#include "engine/data/image_files.h"

namespace deltarule {
namespace {

std::vector<float> shares(std::span<const std::uint8_t> bytes) {
  std::vector<float> out(bytes.size());
  std::transform(bytes.begin(), bytes.end(), out.begin(),
                 [](std::uint8_t byte) { return static_cast<float>(byte) / 255; });
  return out;
}

}  // namespace

Result<GreyPictures> first_pictures(std::span<const std::uint8_t> idx, std::size_t most, std::string_view where) {
  const Result<IdxArray> array = read_idx(idx, where);
  if (!array) return array.error();
  if (array->dims.size() != 3) return Error{std::string(where), "holds no images of one channel"};
  GreyPictures out{array->dims[1], array->dims[2], {}};
  const std::size_t size = static_cast<std::size_t>(out.height) * static_cast<std::size_t>(out.width);
  const std::size_t count = std::min(most, static_cast<std::size_t>(array->dims[0]));
  for (std::size_t i = 0; i < count; ++i) out.pixels.push_back(shares(array->values.subspan(i * size, size)));
  return out;
}

std::vector<float> grey_square(std::vector<std::uint8_t> pixels, int height, int width, int side) {
  std::vector<std::uint8_t> bytes;
  append_square({.width = width, .height = height, .channels = 1, .pixels = std::move(pixels)}, side, ImageColour::gray,
                bytes);
  return shares(bytes);
}

}  // namespace deltarule
