// The mirror's list as bytes for web/page/mirror_codec.js: everything once, afterwards only what changed.
//
//   u32 count, then for each item: u32 id, u8 repeated (1: exactly as sent last time, nothing follows), else
//   u8 role, u8 flags (1 logarithmic, 2 pressed, 4 disabled), f32 x y width height, f64 value min max step,
//   i32 selected, text name, group, value_text, u16 options, text each;   text: u32 length, UTF-8. Little-endian.
#pragma once

#include <cstdint>
#include <vector>

#include "web/platform/mirror.h"

namespace deltarule {

class MirrorEncoder {
 public:
  /// Valid until the next call.
  const std::vector<std::uint8_t>& encode(const std::vector<MirrorItem>& items);

 private:
  std::vector<MirrorItem> sent_;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace deltarule
