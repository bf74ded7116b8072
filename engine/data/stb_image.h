// The two things that stb_image does for us: inflating, and decoding PNG and JPEG files.
//
// It believes what a file says in places where it should not: call it only behind the checks of gzip.cpp, check_png.cpp
// and check_jpeg.cpp. Its memory is limited (kMaxImageMemory) and begins as zeros, so that what a broken file leaves
// out is the same everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.h"

namespace deltarule::stb {

inline constexpr std::size_t kMaxImageMemory = std::size_t{512} << 20;  // of one piece
inline constexpr int kMaxSide = 16384;

/// A deflate stream (RFC 1951) without header; true if it fills `out` exactly.
bool inflate(std::span<const std::uint8_t> stream, std::span<std::uint8_t> out);

struct Pixels {
  int width = 0, height = 0, channels = 0;  // 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha
  std::vector<std::uint8_t> values;         // [height, width, channels]
};
/// The error's `what` is stb_image's reason, a few words.
Result<Pixels> decode(std::span<const std::uint8_t> file);

}  // namespace deltarule::stb
