// How many languages the tables of words (text.cpp, text_names.cpp, images/image_text.cpp) hold: both, and in the page
// English alone (DELTARULE_ENGLISH_ONLY), because what nobody can choose yet would be part of every first load.
//
// The check that nothing is missing in either language is made when the tables are compiled, in both cases.
#pragma once

#include <cstddef>

#include "web/app/text.h"

namespace deltarule {

#if DELTARULE_ENGLISH_ONLY
inline constexpr std::size_t kLanguages = 1;
#else
inline constexpr std::size_t kLanguages = 2;
#endif

struct TextEntry {
  const char* words[kLanguages];
};

#if DELTARULE_ENGLISH_ONLY
#define DELTARULE_TEXT_ENTRY(key, english, chinese) {{english}},
#else
#define DELTARULE_TEXT_ENTRY(key, english, chinese) {{english, chinese}},
#endif
#define DELTARULE_TEXT_CHECK(key, english, chinese) \
  static_assert(sizeof(english) > 1 && sizeof(chinese) > 1, "a text is empty in one of the languages");

/// The column that is shown.
inline std::size_t shown_column() { return static_cast<std::size_t>(shown_language()) % kLanguages; }

}  // namespace deltarule
