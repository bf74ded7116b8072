// UTF-8, as far as cutting a text into characters needs it: lead bytes and how many follow.
#pragma once

#include <cstddef>
#include <string_view>

namespace deltarule {

/// Bytes of the character that begins here; 0 if it is not UTF-8.
inline std::size_t character_length(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const std::size_t length = first < 0x80 ? 1 : first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first >= 0x80 && (first < 0xc2 || first >= 0xf5)) return 0;
  if (at + length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((static_cast<unsigned char>(text[at + i]) & 0xc0) != 0x80) return 0;
  return length;
}

}  // namespace deltarule
