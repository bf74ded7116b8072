// PNG and JPEG files as pixels. What is in them is checked before stb_image sees it: no size that a file claims is
// believed, and a file that has been cut off is refused, not completed with gray.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

inline constexpr int kMaxImageSide = 16384;
inline constexpr std::int64_t kMaxImagePixels = std::int64_t{1} << 25;

struct DecodedImage {
  int width = 0, height = 0;
  int channels = 0;                  // 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha
  std::vector<std::uint8_t> pixels;  // [height, width, channels]
};

/// `where` names the file in messages.
Result<DecodedImage> decode_image(std::span<const std::uint8_t> file, std::string_view where);

/// Fails with an empty `where` if this is not a whole PNG file (W3C "PNG Specification", chunks and their checksums).
Status check_png(std::span<const std::uint8_t> file);
/// The file without what is not needed to decode it (comments, profiles, thumbnails), if its segments are whole (ITU-T
/// T.81, annex B) and use only tables that they have defined.
Result<std::vector<std::uint8_t>> checked_jpeg(std::span<const std::uint8_t> file);
/// Fails if an image of this size is empty or too large.
Status check_image_size(std::int64_t width, std::int64_t height);

}  // namespace deltarule
