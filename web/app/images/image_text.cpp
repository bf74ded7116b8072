// The table of image_text.h.
#include "web/app/images/image_text.h"

#include "web/app/text_columns.h"

namespace deltarule {
namespace {

constexpr TextEntry kTexts[] = {DELTARULE_IMAGE_TEXTS(DELTARULE_TEXT_ENTRY)};
DELTARULE_IMAGE_TEXTS(DELTARULE_TEXT_CHECK)

}  // namespace

const char* format_of(ImageText key) { return kTexts[static_cast<std::size_t>(key)].words[shown_column()]; }

std::string_view tr(ImageText key) { return format_of(key); }

}  // namespace deltarule
