// From image files, each in a class, to images of one size: the part of a folder-per-class loader that knows no
// folders.
//
// Of each picture the largest square in the middle is taken and made side x side pixels by area: an output pixel is the
// mean of the part of the picture that it covers, exactly ("box filter"), rounded to the nearest. Transparent parts lie
// on white. Gray is 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601), in sixteen bits as Pillow has it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/decode_image.h"
#include "engine/data/images.h"

namespace deltarule {

struct ImageFile {
  std::string_view class_name;  // the folder's name
  std::string_view file_name;   // for messages
  std::span<const std::uint8_t> bytes;
};

enum class ImageColour : std::uint8_t { gray, rgb };

struct ClassImages {
  LabelledImages images;             // in the order of the files
  std::vector<std::string> classes;  // their names, sorted; labels are indices
};

inline constexpr int kMaxImagesSide = 512;

/// Fails with the file's name, or with "classes" if there are fewer than 2 or more than 256.
Result<ClassImages> images_from_files(std::span<const ImageFile> files, int side, ImageColour colour);

/// Appends the square of one image, channel by channel.
void append_square(const DecodedImage& image, int side, ImageColour colour, std::vector<std::uint8_t>& pixels);

}  // namespace deltarule
