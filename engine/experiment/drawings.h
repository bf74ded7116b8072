// The text form of what the user has drawn to train on (ImagesSpec::drawings): short enough for links and files.
//
// Drawings stand one behind the other with commas between, each as its class and its pixels: 7:AAwT_w8...,1:ABsq...
// The class is its number among all classes of the data. Pixels are bytes, row by row, in which a zero is followed by
// how many there are in a row (1 to 255); the bytes are written in base64 with the alphabet of RFC 4648, section 5.
//
// They train behind the images that train, in this order and after the split, so that the same images test whatever was
// drawn: the same drawings and seed are the same run, and another order is another one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct Drawing {
  std::uint8_t label = 0;
  std::vector<std::uint8_t> pixels;  // CHW, 0 paper to 255 ink
  friend bool operator==(const Drawing&, const Drawing&) = default;
};

/// Fails with "data.drawings[i]" and what is wrong with it.
Result<std::vector<Drawing>> read_drawings(std::string_view text);

/// One drawing's part of the text.
std::string written_drawing(const Drawing& drawing);
/// Puts it behind the others; false, and nothing has changed, if it has no room (kMaxDrawingsText).
bool append_drawing(std::string& text, std::string_view drawing);
void remove_last_drawing(std::string& text);

}  // namespace deltarule
