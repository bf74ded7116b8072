// Both curves from the engine's own function; the derivative as a central difference, fine enough for a picture.
#include "web/viz/activation_plot.h"

#include <algorithm>

#include "engine/api/preview.h"

namespace deltarule {
namespace {

constexpr int kMostPieces = 41;
constexpr float kReach = 4.1f, kHighest = 2, kLowest = -1.2f;  // the part of the plane that is shown

float derivative(Activation activation, float z) {
  constexpr float kStep = 0.004f;
  return (preview_activation(activation, z + kStep) - preview_activation(activation, z - kStep)) / (2 * kStep);
}

/// A line cut at two heights. A clip rectangle would do as well, but every one of them is another call to GL.
struct Stroke {
  ImDrawList* list;
  Colour colour;
  float thickness;

  void piece(ImVec2 a, ImVec2 b, float top, float bottom) const {
    if (std::max(a.y, b.y) < top || std::min(a.y, b.y) > bottom) return;
    const auto cut = [&](ImVec2 from, ImVec2 to) -> ImVec2 {
      const float y = std::clamp(to.y, top, bottom);
      return y == to.y ? to : ImVec2{from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y), y};
    };
    if (list->_Path.empty()) list->PathLineTo(cut(b, a));
    list->PathLineTo(cut(a, b));
    if (b.y < top || b.y > bottom) end();
  }
  void end() const {
    if (list->_Path.Size > 1) list->PathStroke(colour, 0, thickness);
    list->PathClear();
  }
};

}  // namespace

void draw_activation(const Canvas& canvas, const Rect& rect, Activation activation) {
  const Theme& theme = *canvas.theme;
  const float per_unit = rect.h / (kHighest - kLowest), zero_y = rect.y + kHighest * per_unit;
  canvas.hairline_h(rect.x, rect.right(), zero_y, theme.hairline);
  canvas.hairline_v(rect.cx(), rect.y, rect.bottom(), theme.hairline);
  // One a pixel at most, and odd: zero lies in the middle of a piece.
  const int pieces = std::clamp(static_cast<int>(rect.w * canvas.pixel_ratio), 9, kMostPieces) | 1;
  for (const bool slope : {true, false}) {
    const auto value = slope ? derivative : preview_activation;
    const Stroke stroke{canvas.list, slope ? theme.negative : theme.accent, canvas.px(slope ? 1.1f : 1.6f)};
    ImVec2 before;
    // No point on the kink at zero itself; where the function jumps, it is drawn as a jump.
    for (int i = 0; i <= pieces; ++i) {
      const float share = static_cast<float>(i) / static_cast<float>(pieces);
      const float y = value(activation, kReach * (2 * share - 1));
      const ImVec2 here{rect.x + rect.w * share, zero_y - per_unit * std::clamp(y, -9.f, 9.f)};
      if (i > 0) stroke.piece(before, here, rect.y - 1, rect.bottom() + 1);
      before = here;
    }
    stroke.end();
  }
}

void draw_activation_key(const Canvas& canvas, float x, float centre_y) {
  const Theme& theme = *canvas.theme;
  for (const bool slope : {false, true}) {
    const Colour colour = slope ? theme.negative : theme.accent;
    canvas.line(x, centre_y, x + canvas.px(12), centre_y, colour, canvas.px(slope ? 1.1f : 1.6f));
    x += canvas.px(17);
    const char* words = slope ? "f'(z)" : "f(z)";
    canvas.text(canvas.fonts->mono, type::kSmall, x, centre_y, theme.muted, words);
    x += canvas.text_width(canvas.fonts->mono, type::kSmall, words) + canvas.px(14);
  }
}

}  // namespace deltarule
