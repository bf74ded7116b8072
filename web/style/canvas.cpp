// Text on optical centres, hairlines on device pixels. ImGui's draw list does the rest.
#include "web/style/canvas.h"

#include <algorithm>
#include <cmath>

#include "web/platform/gl.h"

namespace deltarule {
namespace {

constexpr float kCapitalsPerEm = 0.727f;

ImVec2 v(float x, float y) { return {x, y}; }

/// ImGui bakes whole sizes only; anything between would be a blurred copy of one of them.
float line_size(const Canvas& canvas, const Face& face, float em) {
  return std::max(6.f, std::round(canvas.px(em) * face.line_per_em));
}

/// What Canvas::flood leaves in the draw list.
struct Flood {
  Rect rect;
  Colour colour;
};

/// Called when the list is drawn: GL's scissor test is on, and every later command sets a rectangle of its own.
void clear_rectangle(const ImDrawList*, const ImDrawCmd* command) {
  const auto& flood = *static_cast<const Flood*>(command->UserCallbackData);
  const ImDrawData& data = *ImGui::GetDrawData();
  const ImVec2 scale = data.FramebufferScale;
  const auto device = [](float logical, float by) { return static_cast<int>(std::lround(logical * by)); };
  const int left = device(std::max(flood.rect.x, command->ClipRect.x), scale.x);
  const int right = device(std::min(flood.rect.right(), command->ClipRect.z), scale.x);
  const int top = device(std::max(flood.rect.y, command->ClipRect.y), scale.y);
  const int bottom = device(std::min(flood.rect.bottom(), command->ClipRect.w), scale.y);
  if (right <= left || bottom <= top) return;
  const auto channel = [&](int shift) { return static_cast<float>(flood.colour >> shift & 255) / 255; };
  glScissor(left, device(data.DisplaySize.y, scale.y) - bottom, right - left, bottom - top);
  glClearColor(channel(0), channel(8), channel(16), 1);
  glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

float Canvas::snap(float logical) const { return std::round(logical * pixel_ratio) / pixel_ratio; }

Rect Canvas::snap(const Rect& rect) const {
  const float x = snap(rect.x), y = snap(rect.y);
  return {x, y, snap(rect.right()) - x, snap(rect.bottom()) - y};
}

void Canvas::text(const Face& face, float em, float x, float centre_y, Colour colour, std::string_view words,
                  Align align) const {
  if (words.empty()) return;
  const float size = line_size(*this, face, em);
  const float true_em = size / face.line_per_em;
  if (align != Align::left) {
    const float width = face.font->CalcTextSizeA(size, 1e9f, 0, words.data(), words.data() + words.size()).x;
    x -= align == Align::right ? width : width / 2;
  }
  const float baseline = centre_y + true_em * kCapitalsPerEm / 2;
  // ImGui truncates the place and rounds the ascent up: both are done here first.
  const ImVec2 at = v(std::round(x), std::round(baseline) - std::ceil(true_em * face.ascent_per_em - 0.001f));
  list->AddText(face.font, size, at, colour, words.data(), words.data() + words.size());
}

float Canvas::text_width(const Face& face, float em, std::string_view words) const {
  if (words.empty()) return 0;  // an empty view may have no address, and ImGui would look for its end
  return face.font->CalcTextSizeA(line_size(*this, face, em), 1e9f, 0, words.data(), words.data() + words.size()).x;
}

float Canvas::paragraph(const Face& face, float em, float x, float top, float width, Colour colour,
                        std::string_view words, bool draw) const {
  const float size = line_size(*this, face, em);
  const float advance = std::round(px(em) * 1.5f);
  const char* at = words.data();
  const char* end = at + words.size();
  float y = top;
  while (at < end) {
    const char* stop = face.font->CalcWordWrapPosition(size, at, end, width);
    if (stop == at) ++stop;
    const auto count = static_cast<std::size_t>(stop - at);
    if (draw) text(face, em, x, y + advance / 2, colour, std::string_view(at, count));
    at = stop;
    while (at < end && (*at == ' ' || *at == '\n')) ++at;
    y += advance;
  }
  return y - top;
}

void Canvas::fill(const Rect& rect, Colour colour, float corner) const {
  list->AddRectFilled(v(rect.x, rect.y), v(rect.right(), rect.bottom()), colour, corner);
}

void Canvas::flood(const Rect& rect, Colour colour, float corner) const {
  const float band = std::ceil(corner * pixel_ratio) / pixel_ratio;
  if (rect.h <= 2 * band) return fill(rect, colour, corner);
  if (corner > 0) {
    list->AddRectFilled(v(rect.x, rect.y), v(rect.right(), rect.y + band), colour, corner, ImDrawFlags_RoundCornersTop);
    list->AddRectFilled(v(rect.x, rect.bottom() - band), v(rect.right(), rect.bottom()), colour, corner,
                        ImDrawFlags_RoundCornersBottom);
  }
  Flood flood{{rect.x, rect.y + band, rect.w, rect.h - 2 * band}, colour};
  list->AddCallback(clear_rectangle, &flood, sizeof flood);
}

void Canvas::outline(const Rect& rect, Colour colour, float corner, float thickness) const {
  const float half = thickness / 2;
  // AddRect strokes around a path half a pixel inside; say exactly where.
  list->PathRect(v(rect.x + half, rect.y + half), v(rect.right() - half, rect.bottom() - half),
                 std::max(0.f, corner - half));
  list->PathStroke(colour, ImDrawFlags_Closed, thickness);
}

void Canvas::line(float x1, float y1, float x2, float y2, Colour colour, float thickness) const {
  list->PathLineTo(v(x1, y1));
  list->PathLineTo(v(x2, y2));
  list->PathStroke(colour, 0, thickness);
}

void Canvas::hairline_h(float x1, float x2, float y, Colour colour) const {
  const float top = snap(y);
  list->AddRectFilled(v(snap(x1), top), v(snap(x2), top + std::max(1.f, std::round(scale))), colour);
}

void Canvas::hairline_v(float x, float y1, float y2, Colour colour) const {
  const float left = snap(x);
  list->AddRectFilled(v(left, snap(y1)), v(left + std::max(1.f, std::round(scale)), snap(y2)), colour);
}

void Canvas::image(unsigned texture, const Rect& rect, const Rect& uv, float corner, Colour tint) const {
  const ImVec2 a = v(rect.x, rect.y), b = v(rect.right(), rect.bottom());
  const ImVec2 from = v(uv.x, uv.y), to = v(uv.right(), uv.bottom());
  const ImTextureRef reference(static_cast<ImTextureID>(texture));
  if (corner > 0) {
    list->AddImageRounded(reference, a, b, from, to, tint, corner);
  } else {
    list->AddImage(reference, a, b, from, to, tint);
  }
}

}  // namespace deltarule
