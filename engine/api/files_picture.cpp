// A picture of the user's in grey, for the drawing pad of programs that have no browser to decode it.
#include "engine/api/files.h"
#include "engine/data/decode_image.h"

namespace deltarule {

Result<GreyPicture> grey_picture(std::span<const std::uint8_t> bytes, std::string_view where) {
  const Result<DecodedImage> image = decode_image(bytes, where);
  if (!image) return image.error();
  GreyPicture out{image->width, image->height, {}};
  const auto channels = static_cast<std::size_t>(image->channels);
  const bool coloured = channels >= 3, transparent = channels % 2 == 0;
  for (std::size_t at = 0; at < image->pixels.size(); at += channels) {
    const std::uint8_t* p = image->pixels.data() + at;
    const int grey = coloured ? (299 * p[0] + 587 * p[1] + 114 * p[2] + 500) / 1000 : p[0];
    const int alpha = transparent ? p[channels - 1] : 255;
    out.pixels.push_back(static_cast<std::uint8_t>((grey * alpha + 255 * (255 - alpha) + 127) / 255));
  }
  return out;
}

}  // namespace deltarule
