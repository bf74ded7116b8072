// Classes, colours, and the mean over an area.
#include "engine/data/image_files.h"

#include <algorithm>

namespace deltarule {
namespace {

constexpr std::size_t kMaxClasses = 256;                 // labels are bytes
constexpr std::size_t kMaxBytes = std::size_t{1} << 28;  // of all pixels: a gigabyte as floats

std::uint8_t on_white(std::uint32_t value, std::uint32_t alpha) {
  return static_cast<std::uint8_t>((value * alpha + 255 * (255 - alpha) + 127) / 255);
}

std::uint8_t gray(std::uint32_t r, std::uint32_t g, std::uint32_t b) {
  return static_cast<std::uint8_t>((r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16);
}

/// One pixel in the wanted colours: out[0], or out[0] to out[2].
void convert(const std::uint8_t* pixel, int channels, ImageColour colour, std::uint8_t* out) {
  const bool coloured = channels >= 3;
  std::uint8_t rgb[3];
  for (int c = 0; c < 3; ++c) {
    const std::uint8_t value = pixel[coloured ? c : 0];
    rgb[c] = channels % 2 == 0 ? on_white(value, pixel[channels - 1]) : value;
  }
  if (colour == ImageColour::rgb) {
    std::copy_n(rgb, 3, out);
  } else {
    out[0] = coloured ? gray(rgb[0], rgb[1], rgb[2]) : rgb[0];
  }
}

}  // namespace

// In units of 1/side of a source pixel, output pixel i covers [i n, (i + 1) n) of n * side, and source pixel j covers
// [j side, (j + 1) side): the overlaps are whole numbers, and those of an output pixel sum to n in each direction.
void append_square(const DecodedImage& image, int side, ImageColour colour, std::vector<std::uint8_t>& pixels) {
  const std::int64_t n = std::min(image.width, image.height), S = side;
  const std::int64_t left = (image.width - n) / 2, top = (image.height - n) / 2;
  const std::size_t C = colour == ImageColour::rgb ? 3 : 1, plane = static_cast<std::size_t>(S * S);
  const std::size_t begin = pixels.size();
  pixels.resize(begin + C * plane);
  const auto overlap = [&](std::int64_t i, std::int64_t j) {
    return std::min((i + 1) * n, (j + 1) * S) - std::max(i * n, j * S);
  };
  for (std::int64_t y = 0; y < S; ++y)
    for (std::int64_t x = 0; x < S; ++x) {
      std::uint64_t sum[3] = {};
      for (std::int64_t v = y * n / S; v * S < (y + 1) * n; ++v)
        for (std::int64_t u = x * n / S; u * S < (x + 1) * n; ++u) {
          const auto weight = static_cast<std::uint64_t>(overlap(y, v) * overlap(x, u));
          const std::int64_t at = ((top + v) * image.width + left + u) * image.channels;
          std::uint8_t value[3] = {};
          convert(image.pixels.data() + at, image.channels, colour, value);
          for (std::size_t c = 0; c < C; ++c) sum[c] += weight * value[c];
        }
      const auto area = static_cast<std::uint64_t>(n * n);
      for (std::size_t c = 0; c < C; ++c)
        pixels[begin + c * plane + static_cast<std::size_t>(y * S + x)] =
            static_cast<std::uint8_t>((2 * sum[c] + area) / (2 * area));
    }
}

Result<ClassImages> images_from_files(std::span<const ImageFile> files, int side, ImageColour colour) {
  if (side < 1 || side > kMaxImagesSide)
    return Error{"side", std::to_string(side) + " is out of range; use 1 to " + std::to_string(kMaxImagesSide)};
  ClassImages made;
  for (const ImageFile& file : files) made.classes.emplace_back(file.class_name);
  std::sort(made.classes.begin(), made.classes.end());
  made.classes.erase(std::unique(made.classes.begin(), made.classes.end()), made.classes.end());
  if (made.classes.size() < 2 || made.classes.size() > kMaxClasses)
    return Error{"classes", "images are in " + std::to_string(made.classes.size()) +
                                (made.classes.size() == 1 ? " class" : " classes") +
                                "; put those of each class into a folder of its own, 2 to " +
                                std::to_string(kMaxClasses) + " of them"};
  const int channels = colour == ImageColour::rgb ? 3 : 1;
  made.images.shape = Shape{channels, side, side, 1};
  made.images.classes = static_cast<int>(made.classes.size());
  const auto size = static_cast<std::size_t>(made.images.shape.features());
  if (files.size() > kMaxBytes / size)
    return Error{"side", std::to_string(files.size()) + " images of this side do not fit in memory; make it smaller"};
  made.images.pixels.reserve(size * files.size());
  for (const ImageFile& file : files) {
    const Result<DecodedImage> image = decode_image(file.bytes, file.file_name);
    if (!image) return image.error();
    append_square(*image, side, colour, made.images.pixels);
    const auto label = std::lower_bound(made.classes.begin(), made.classes.end(), file.class_name);
    made.images.labels.push_back(static_cast<std::uint8_t>(label - made.classes.begin()));
  }
  return made;
}

}  // namespace deltarule
