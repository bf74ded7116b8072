// Pictures for the front end to show without training on them: digits of an IDX file, a grey square of any picture.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct GreyPictures {
  int height = 0, width = 0;
  std::vector<std::vector<float>> pixels;  // each [height, width], from 0 to 1
};

/// The first images of an IDX file, at most `most`.
Result<GreyPictures> first_pictures(std::span<const std::uint8_t> idx, std::size_t most, std::string_view where);

/// The largest square in the middle of grey pixels [height, width], as side x side pixels from 0 (black) to 1 (white).
std::vector<float> grey_square(std::vector<std::uint8_t> pixels, int height, int width, int side);

}  // namespace deltarule
