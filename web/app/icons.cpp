// The shapes of the icons, in fractions of their size. What they mean is for the buttons to know.
#include "web/app/icons.h"

#include <algorithm>

namespace deltarule {
namespace {

constexpr float kPi = 3.14159265f;

void draw_reset(const Canvas& canvas, float x, float y, float size, Colour colour, float stroke) {
  ImDrawList& list = *canvas.list;
  const float radius = size * 0.38f;
  const float start = -kPi * 0.42f;
  list.PathArcTo({x, y + size * 0.03f}, radius, start, start + kPi * 1.72f, 28);
  list.PathStroke(colour, 0, stroke);
  // The head, at the top, pointing back.
  const float hx = x - size * 0.02f, hy = y + size * 0.03f - radius;
  const float head = size * 0.2f;
  list.AddTriangleFilled({hx - head, hy}, {hx + head * 0.45f, hy - head * 0.95f},
                         {hx + head * 0.45f, hy + head * 0.95f}, colour);
}

}  // namespace

void draw_icon(const Canvas& canvas, Icon icon, float x, float y, float size, Colour colour) {
  ImDrawList& list = *canvas.list;
  const float h = size / 2, stroke = std::max(1.3f, size * 0.11f);
  const auto polyline = [&](std::initializer_list<ImVec2> points) {
    for (const ImVec2& p : points) list.PathLineTo({x + p.x * size, y + p.y * size});
    list.PathStroke(colour, 0, stroke);
  };
  switch (icon) {
    case Icon::play:
      // Its centre of weight, not its box, belongs in the middle.
      list.AddTriangleFilled({x - h * 0.62f, y - h * 0.9f}, {x + h, y}, {x - h * 0.62f, y + h * 0.9f}, colour);
      break;
    case Icon::pause: {
      const float w = size * 0.26f;
      canvas.fill({canvas.snap(x - h * 0.82f), y - h * 0.88f, w, size * 0.88f}, colour, w * 0.25f);
      canvas.fill({canvas.snap(x + h * 0.82f - w), y - h * 0.88f, w, size * 0.88f}, colour, w * 0.25f);
      break;
    }
    case Icon::step: {
      const float w = std::max(1.6f, size * 0.14f);
      list.AddTriangleFilled({x - h * 0.8f, y - h * 0.85f}, {x + h * 0.55f, y}, {x - h * 0.8f, y + h * 0.85f}, colour);
      canvas.fill({canvas.snap(x + h * 0.72f), y - h * 0.88f, w, size * 0.88f}, colour, w * 0.3f);
      break;
    }
    case Icon::reset: draw_reset(canvas, x, y, size, colour, stroke); break;
    case Icon::theme:
      list.AddCircle({x, y}, h * 0.86f, colour, 0, stroke);
      list.PathArcTo({x, y}, h * 0.86f, -kPi / 2, kPi / 2, 20);
      list.PathFillConvex(colour);
      break;
    case Icon::plus:
      polyline({{-0.4f, 0}, {0.4f, 0}});
      polyline({{0, -0.4f}, {0, 0.4f}});
      break;
    case Icon::minus: polyline({{-0.4f, 0}, {0.4f, 0}}); break;
    case Icon::chevron_down: polyline({{-0.34f, -0.17f}, {0, 0.17f}, {0.34f, -0.17f}}); break;
    case Icon::chevron_up: polyline({{-0.34f, 0.17f}, {0, -0.17f}, {0.34f, 0.17f}}); break;
    case Icon::chevron_left: polyline({{0.17f, -0.34f}, {-0.17f, 0}, {0.17f, 0.34f}}); break;
    case Icon::chevron_right: polyline({{-0.17f, -0.34f}, {0.17f, 0}, {-0.17f, 0.34f}}); break;
    case Icon::close:
      polyline({{-0.34f, -0.34f}, {0.34f, 0.34f}});
      polyline({{-0.34f, 0.34f}, {0.34f, -0.34f}});
      break;
    case Icon::check: polyline({{-0.36f, 0.02f}, {-0.1f, 0.3f}, {0.38f, -0.28f}}); break;
    case Icon::warning:
      list.AddCircle({x, y}, h * 0.92f, colour, 0, stroke);
      canvas.fill({x - stroke * 0.55f, y - h * 0.5f, stroke * 1.1f, h * 0.62f}, colour, stroke * 0.5f);
      list.AddCircleFilled({x, y + h * 0.45f}, stroke * 0.68f, colour);
      break;
    case Icon::dice:
      canvas.outline({x - h * 0.86f, y - h * 0.86f, size * 0.86f, size * 0.86f}, colour, size * 0.2f, stroke);
      for (const float at : {-0.4f, 0.f, 0.4f}) list.AddCircleFilled({x + at * h, y - at * h}, size * 0.085f, colour);
      break;
    case Icon::pointer:
      polyline({{-0.3f, -0.42f}, {0.36f, 0.06f}, {0.02f, 0.14f}, {-0.18f, 0.44f}, {-0.3f, -0.42f}});
      break;
    case Icon::eraser:
      // A block that stands askew, its lower part rubbing.
      polyline({{-0.42f, 0.12f}, {0.08f, -0.38f}, {0.42f, -0.04f}, {-0.02f, 0.4f}, {-0.14f, 0.4f}, {-0.42f, 0.12f}});
      polyline({{-0.18f, -0.12f}, {0.16f, 0.22f}});
      polyline({{-0.02f, 0.4f}, {0.42f, 0.4f}});
      break;
    case Icon::clear:
      // A bin.
      polyline({{-0.4f, -0.26f}, {0.4f, -0.26f}});
      polyline({{-0.13f, -0.28f}, {-0.13f, -0.42f}, {0.13f, -0.42f}, {0.13f, -0.28f}});
      polyline({{-0.29f, -0.24f}, {-0.23f, 0.42f}, {0.23f, 0.42f}, {0.29f, -0.24f}});
      break;
  }
}

}  // namespace deltarule
