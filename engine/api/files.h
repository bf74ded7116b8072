// What the front end may know of files before the engine reads them: the names of the digits, and what a file is.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/study/samples.h"

namespace deltarule {

inline constexpr std::uint32_t kDigitCount = 10'000;

enum class FileKind : std::uint8_t { other, idx_images, idx_labels, packed, picture };
/// By its first bytes: IDX with one dimension (labels) or more (images), gzip, PNG or JPEG.
FileKind kind_of_file(std::span<const std::uint8_t> bytes);
/// How many items an IDX file says it holds; 0 if it is none.
std::uint32_t idx_count(std::span<const std::uint8_t> bytes);
/// The rows of each image of an IDX file; 0 if it does not say.
std::uint32_t idx_rows(std::span<const std::uint8_t> bytes);
/// One more than the largest label of an IDX file.
int idx_classes(std::span<const std::uint8_t> bytes);

struct GreyPicture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> pixels;
};
/// A PNG or JPEG file in grey, on white where it is transparent; `where` names it in messages.
Result<GreyPicture> grey_picture(std::span<const std::uint8_t> bytes, std::string_view where);

}  // namespace deltarule
