// The table of text.h, and which of its columns is shown.
#include "web/app/text.h"

#include <cstddef>

#include "web/app/text_columns.h"

namespace deltarule {
namespace {

struct Entry {
  const char* words[kLanguages];
};

constexpr Entry kTexts[] = {
#if DELTARULE_ENGLISH_ONLY
#define DELTARULE_TEXT_ENTRY(key, english, chinese) {{english}},
#else
#define DELTARULE_TEXT_ENTRY(key, english, chinese) {{english, chinese}},
#endif
    DELTARULE_TEXTS(DELTARULE_TEXT_ENTRY)
#undef DELTARULE_TEXT_ENTRY
};

#define DELTARULE_TEXT_CHECK(key, english, chinese) \
  static_assert(sizeof(english) > 1 && sizeof(chinese) > 1, "a text is empty in one of the languages");
DELTARULE_TEXTS(DELTARULE_TEXT_CHECK)
#undef DELTARULE_TEXT_CHECK

Language& language() {
  static Language chosen = Language::english;
  return chosen;
}

}  // namespace

void set_language(Language chosen) { language() = chosen; }
Language shown_language() { return language(); }

const char* format_of(Text key) { return kTexts[static_cast<std::size_t>(key)].words[shown_column()]; }

std::string_view tr(Text key) { return format_of(key); }

}  // namespace deltarule
