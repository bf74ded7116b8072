// One table of the curve's steps for all links; each link is a strip of triangles with soft edges.
#include "web/viz/link_strokes.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr float kWidest = 4.2f, kThinnest = 0.55f, kBolder = 1.6f;

/// How large a weight looks, 0 to 1: everything differs, nothing overflows.
float weight_share(float weight) {
  const float size = std::abs(weight);
  return size == size ? size / (size + 1.6f) : 0;
}

// A cubic Bezier whose handles are level, half-way: x is nearly t, y the smooth step.
float curve_along(float t) { return 1.5f * (1 - t) * t + t * t * t; }
float curve_across(float t) { return t * t * (3 - 2 * t); }
float slope_along(float t) { return 1.5f * (1 - t) * (1 - t) + 1.5f * t * t; }
float slope_across(float t) { return 6 * t * (1 - t); }

}  // namespace

float link_distance(ImVec2 from, ImVec2 to, float x, float y) {
  const float dx = to.x - from.x, dy = to.y - from.y;
  const float share = (x - from.x) / dx;
  if (!(share > 0 && share < 1)) return INFINITY;
  // curve_along(t) == share by Newton: it rises everywhere.
  float t = share;
  for (int i = 0; i < 4; ++i) t -= (curve_along(t) - share) / slope_along(t);
  const float tx = dx * slope_along(t), ty = dy * slope_across(t);
  return std::abs(y - from.y - dy * curve_across(t)) * tx / std::sqrt(tx * tx + ty * ty);
}

LinkStrokes::LinkStrokes(const Canvas& canvas, std::size_t links, float flow) : canvas_(&canvas) {
  steps_ = std::clamp(static_cast<int>(9000 / std::max<std::size_t>(1, links)), 10, kMaxSteps);
  for (int i = 0; i <= steps_; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(steps_);
    Step& step = table_[static_cast<std::size_t>(i)];
    step.along = curve_along(t);
    step.across = curve_across(t);
    step.slope_along = slope_along(t);
    step.slope_across = slope_across(t);
    step.light = flow < 0 ? 1.f : 0.80f + 0.20f * std::sin(6.2831853f * (2 * t - flow));
  }
}

void LinkStrokes::add(ImVec2 from, ImVec2 to, float weight, LinkLook look) {
  const Canvas& canvas = *canvas_;
  const Theme& theme = *canvas.theme;
  const float share = weight_share(weight);
  const bool bold = look == LinkLook::bold;
  const float width = canvas.px(kThinnest + (kWidest - kThinnest) * share * share * 1.35f + (bold ? kBolder : 0.f));
  const float opacity =
      bold ? 1 : (0.22f + 0.78f * std::min(1.f, share * 1.7f)) * (look == LinkLook::plain ? 1.f : 0.18f);
  const Colour colour = weight == 0 ? theme.muted : weight > 0 ? theme.accent : theme.negative;

  // A strip of three points across (edge, middle, edge) for hairlines, four for what has a body.
  const float fringe = 1 / canvas.pixel_ratio;
  const bool thin = width < 1.8f * fringe;
  const float coverage = thin ? std::min(1.f, width / fringe) : 1;
  const float outer = thin ? fringe : width / 2 + fringe / 2, inner = thin ? 0 : width / 2 - fringe / 2;
  const int across = thin ? 3 : 4;
  const int bands = across - 1;
  ImDrawList& list = *canvas.list;
  list.PrimReserve(steps_ * bands * 6, (steps_ + 1) * across);
  const ImVec2 uv = ImGui::GetFontTexUvWhitePixel();
  const float dx = to.x - from.x, dy = to.y - from.y;
  const auto first = list._VtxCurrentIdx;
  const Colour clear = colour & 0xffffffu;
  for (int i = 0; i <= steps_; ++i) {
    const Step& step = table_[static_cast<std::size_t>(i)];
    const float x = from.x + dx * step.along, y = from.y + dy * step.across;
    float tx = dx * step.slope_along, ty = dy * step.slope_across;
    const float length = std::sqrt(tx * tx + ty * ty) + 1e-6f;
    tx /= length, ty /= length;
    const Colour body = clear | static_cast<Colour>(255 * opacity * coverage * step.light) << 24;
    list.PrimWriteVtx({x - ty * outer, y + tx * outer}, uv, clear);
    if (!thin) list.PrimWriteVtx({x - ty * inner, y + tx * inner}, uv, body);
    list.PrimWriteVtx({x + ty * inner, y - tx * inner}, uv, body);
    list.PrimWriteVtx({x + ty * outer, y - tx * outer}, uv, clear);
  }
  for (int i = 0; i < steps_; ++i) {
    const auto row = first + static_cast<unsigned>(i * across);
    for (unsigned b = 0; b < static_cast<unsigned>(bands); ++b) {
      const auto a = row + b, c = a + static_cast<unsigned>(across);
      list.PrimWriteIdx(a);
      list.PrimWriteIdx(a + 1);
      list.PrimWriteIdx(c + 1);
      list.PrimWriteIdx(a);
      list.PrimWriteIdx(c + 1);
      list.PrimWriteIdx(c);
    }
  }
}

}  // namespace deltarule
