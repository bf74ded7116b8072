// Which format it is, the checks, and stb_image.
#include "engine/data/decode_image.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "engine/data/stb_image.h"

namespace deltarule {

static_assert(kMaxImageSide == stb::kMaxSide);
static_assert(static_cast<std::size_t>(kMaxImagePixels) * 8 + kMaxImageSide <= stb::kMaxImageMemory);  // 16 bits, RGBA

namespace {

bool begins_with(std::span<const std::uint8_t> file, std::initializer_list<std::uint8_t> magic) {
  return file.size() >= magic.size() && std::equal(magic.begin(), magic.end(), file.begin());
}

std::string unknown_format(std::span<const std::uint8_t> file) {
  struct Known {
    std::string_view magic, name;
  };
  static constexpr std::array<Known, 7> kOthers = {{{"GIF8", "a GIF"},
                                                    {"BM", "a BMP"},
                                                    {"RIFF", "a WebP or other RIFF file"},
                                                    {"II*", "a TIFF"},
                                                    {"MM", "a TIFF"},
                                                    {"%PDF", "a PDF"},
                                                    {"<", "text, maybe an SVG or a web page"}}};
  const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
  for (const Known& other : kOthers)
    if (text.starts_with(other.magic))
      return "is neither PNG nor JPEG but, as it seems, " + std::string(other.name) + "; save it as PNG";
  return "is neither PNG nor JPEG, whatever its name says; save the image as one of them";
}

}  // namespace

Status check_image_size(std::int64_t width, std::int64_t height) {
  const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
  if (width < 1 || height < 1) return Error{"", "is an image of " + size};
  if (width <= kMaxImageSide && height <= kMaxImageSide && width * height <= kMaxImagePixels) return success();
  return Error{"", "has " + size + "; at most " + std::to_string(kMaxImageSide) + " on a side and " +
                       std::to_string(kMaxImagePixels / 1'000'000) + " million in all are read: make it smaller"};
}

Result<DecodedImage> decode_image(std::span<const std::uint8_t> file, std::string_view where) {
  const auto refuse = [&](std::string what) { return Error{std::string(where), std::move(what)}; };
  if (file.empty()) return refuse("is empty");
  std::vector<std::uint8_t> checked;
  if (begins_with(file, {0x89, 'P', 'N', 'G'})) {
    if (Status status = check_png(file); !status) return refuse(status.error().what);
  } else if (begins_with(file, {0xff, 0xd8, 0xff})) {
    Result<std::vector<std::uint8_t>> jpeg = checked_jpeg(file);
    if (!jpeg) return refuse(jpeg.error().what);
    checked = std::move(*jpeg);
    file = checked;
  } else {
    return refuse(unknown_format(file));
  }
  Result<stb::Pixels> pixels = stb::decode(file);
  if (!pixels) return refuse("is damaged and cannot be decoded (" + pixels.error().what + ")");
  return DecodedImage{pixels->width, pixels->height, pixels->channels, std::move(pixels->values)};
}

}  // namespace deltarule
