// The table of text.h, and which of its columns is shown.
#include "web/app/text.h"

#include <cstddef>

namespace deltarule {
namespace {

struct Entry {
  const char* words[2];
};

constexpr Entry kTexts[] = {
#define DELTARULE_TEXT_ENTRY(key, english, chinese) {{english, chinese}},
    DELTARULE_TEXTS(DELTARULE_TEXT_ENTRY)
#undef DELTARULE_TEXT_ENTRY
};

constexpr bool complete() {
  for (const Entry& entry : kTexts) {
    if (!entry.words[0][0] || !entry.words[1][0]) return false;
  }
  return true;
}
static_assert(complete(), "a text is empty in one of the languages");

Language& language() {
  static Language chosen = Language::english;
  return chosen;
}

}  // namespace

void set_language(Language chosen) { language() = chosen; }
Language shown_language() { return language(); }

const char* format_of(Text key) {
  return kTexts[static_cast<std::size_t>(key)].words[language() == Language::chinese ? 1 : 0];
}

std::string_view tr(Text key) { return format_of(key); }

}  // namespace deltarule
