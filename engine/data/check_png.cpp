// The walk over the chunks of a PNG file: length, type, data, CRC-32 of type and data.
#include <cstddef>
#include <string>

#include "engine/data/crc32.h"
#include "engine/data/decode_image.h"

namespace deltarule {
namespace {

constexpr std::size_t kSignature = 8, kFrame = 12;  // what is around a chunk's data
constexpr std::int64_t kMostPerByte = 1032;         // deflate cannot pack more bytes into one

std::uint32_t big_endian(const std::uint8_t* at) {
  return std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 | std::uint32_t{at[2]} << 8 | at[3];
}

}  // namespace

Status check_png(std::span<const std::uint8_t> file) {
  const Error cut_off{"", "is a PNG file that has been cut off"};
  if (file.size() < kSignature) return cut_off;
  if (big_endian(file.data() + 4) != 0x0d0a1a0aU)
    return Error{"", "is a PNG file that was changed as if it were text (its line ends); copy it again"};
  std::int64_t pixels = 0, packed = 0;
  for (std::size_t at = kSignature; at + kFrame <= file.size();) {
    const std::size_t length = big_endian(file.data() + at);
    if (length > file.size() - at - kFrame) return cut_off;
    const std::string_view type(reinterpret_cast<const char*>(file.data()) + at + 4, 4);
    if (big_endian(file.data() + at + 8 + length) != crc32(file.subspan(at + 4, 4 + length)))
      return Error{"", "is a damaged PNG file: a checksum is wrong"};
    if ((at == kSignature) != (type == "IHDR") || (type == "IHDR" && length != 13))
      return Error{"", "is a damaged PNG file: it must begin with one header"};
    if (type == "IHDR") {
      const std::int64_t width = big_endian(file.data() + at + 8), height = big_endian(file.data() + at + 12);
      if (Status status = check_image_size(width, height); !status) return status;
      pixels = width * height;
    }
    if (type == "IDAT") packed += static_cast<std::int64_t>(length);
    if (type == "IEND") {
      if (pixels / 8 <= packed * kMostPerByte) return success();
      return Error{"", "is a damaged PNG file: it claims more pixels than it can hold"};
    }
    at += kFrame + length;
  }
  return cut_off;
}

}  // namespace deltarule
