// Adds the embedded typefaces, with their own ascent and descent, so that a size in em means the same as in CSS.
#include "web/style/fonts.h"

#include <fonts.h>
#include <imgui.h>

#include <cstring>
#include <vector>

namespace deltarule {
namespace {

Face add(const fonts::Outlines& outlines, int weight) {
  const std::vector<unsigned char> font = fonts::make_truetype(outlines, weight);
  // The atlas keeps what it is given.
  void* bytes = ImGui::MemAlloc(font.size());
  std::memcpy(bytes, font.data(), font.size());
  Face face;
  face.font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(font.size()), 16);
  const auto units = static_cast<float>(outlines.units_per_em);
  const fonts::Measures measures = fonts::measures_of(outlines);
  face.line_per_em = static_cast<float>(measures.ascent - measures.descent) / units;
  face.ascent_per_em = static_cast<float>(measures.ascent) / units;
  return face;
}

}  // namespace

Fonts load_fonts() {
  const fonts::Outlines inter = fonts::inter();
  return {.regular = add(inter, 0),
          .medium = add(inter, 1),
          .semibold = add(inter, 2),
          .mono = add(fonts::jetbrains_mono(), 0)};
}

void set_pixel_ratio(const Fonts& fonts, float pixel_ratio) {
  for (const Face* face : {&fonts.regular, &fonts.medium, &fonts.semibold, &fonts.mono})
    face->font->CurrentRasterizerDensity = pixel_ratio;
}

}  // namespace deltarule
