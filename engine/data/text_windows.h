// A text by character: its alphabet, its codes, and how it is cut into windows of T characters that each ask for the
// next one. UTF-8; a character is a code point.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule {

struct TextWindows {
  std::vector<std::string> alphabet;  // in the order of the code points
  std::vector<int> codes;             // indices into it, one for each character of the text
  std::size_t windows = 0;            // the w-th is characters w*T to w*T + T - 1, its answers one further
  std::size_t training = 0;           // as many of the first train, the rest test
};

/// Fails with "data.text" if the text is too short or too long, has too many different characters or is not UTF-8.
Result<TextWindows> text_windows(std::string_view text, int steps, double train);

}  // namespace deltarule
