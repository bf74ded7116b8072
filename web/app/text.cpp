// The table of text.h, and which of its columns is shown.
#include "web/app/text.h"

#include <cstddef>

#include "web/app/text_columns.h"

namespace deltarule {
namespace {

constexpr TextEntry kTexts[] = {DELTARULE_TEXTS(DELTARULE_TEXT_ENTRY)};
DELTARULE_TEXTS(DELTARULE_TEXT_CHECK)

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
