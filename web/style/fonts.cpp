// Reads a font's own ascent and descent, so that a size in em means the same as in CSS.
#include "web/style/fonts.h"

#include <fonts.h>
#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <span>

namespace deltarule {
namespace {

using Bytes = std::span<const unsigned char>;

unsigned u16(Bytes data, std::size_t at) {
  return at + 2 <= data.size() ? static_cast<unsigned>(data[at]) << 8 | data[at + 1] : 0;
}
std::size_t u32(Bytes data, std::size_t at) { return std::size_t{u16(data, at)} << 16 | u16(data, at + 2); }

std::size_t find_table(Bytes data, std::uint32_t tag) {
  const unsigned count = u16(data, 4);
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t record = 12 + 16 * std::size_t{i};
    if (u32(data, record) == tag) return u32(data, record + 8);
  }
  return 0;
}

constexpr std::uint32_t kHead = 0x68656164, kHhea = 0x68686561;

Face add(Bytes data) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  // ImGui does not write to it.
  auto* bytes = const_cast<unsigned char*>(data.data());
  Face face;
  face.font = ImGui::GetIO().Fonts->AddFontFromMemoryTTF(bytes, static_cast<int>(data.size()), 16, &config);
  const auto units = static_cast<float>(u16(data, find_table(data, kHead) + 18));
  const std::size_t hhea = find_table(data, kHhea);
  const auto ascent = static_cast<std::int16_t>(u16(data, hhea + 4));
  const auto descent = static_cast<std::int16_t>(u16(data, hhea + 6));
  if (units > 0 && ascent > descent) {
    face.line_per_em = static_cast<float>(ascent - descent) / units;
    face.ascent_per_em = static_cast<float>(ascent) / units;
  }
  return face;
}

}  // namespace

Fonts load_fonts() {
  return {.regular = add(fonts::inter_regular()),
          .medium = add(fonts::inter_medium()),
          .semibold = add(fonts::inter_semibold()),
          .mono = add(fonts::jetbrains_mono_regular())};
}

void set_pixel_ratio(const Fonts& fonts, float pixel_ratio) {
  for (const Face* face : {&fonts.regular, &fonts.medium, &fonts.semibold, &fonts.mono})
    face->font->CurrentRasterizerDensity = pixel_ratio;
}

}  // namespace deltarule
