// One table of the curve's steps for all links; each link is a strip of triangles along a line baked into the atlas.
#include "web/viz/link_strokes.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr float kWidest = 4.2f, kThinnest = 0.55f, kBolder = 1.6f;
constexpr float kLitSteps = 10;  // enough for the light that runs along a link

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

LinkStrokes::LinkStrokes(const Canvas& canvas, float flow) : canvas_(&canvas), flows_(flow >= 0) {
  for (int i = 0; i <= kSteps; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(kSteps);
    Step& step = table_[static_cast<std::size_t>(i)];
    step.along = curve_along(t);
    step.across = curve_across(t);
    step.slope_along = slope_along(t);
    step.slope_across = slope_across(t);
    step.light = flows_ ? 0.80f + 0.20f * std::sin(6.2831853f * (2 * t - flow)) : 1.f;
  }
}

int LinkStrokes::stride(float rise) const {
  // A cubic that rises by h leaves its chord by 6 h / 8 n² at most: half a pixel at n² = 1.5 h.
  const float wanted = std::max(std::sqrt(1.5f * std::abs(rise) * canvas_->pixel_ratio), flows_ ? kLitSteps : 1.f);
  int stride = kSteps;
  while (stride > 2 && (kSteps % stride != 0 || static_cast<float>(kSteps / stride) < wanted)) --stride;
  return stride;
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

  // The atlas holds lines of whole widths with soft edges; between two of them the next wider one, a little squeezed.
  const float device = width * canvas.pixel_ratio;
  const int baked = std::clamp(static_cast<int>(std::ceil(device)), 1, IM_DRAWLIST_TEX_LINES_WIDTH_MAX - 1);
  const ImVec4 uvs = ImGui::GetIO().Fonts->TexUvLines[baked];
  const ImVec2 uv_above{uvs.x, uvs.y}, uv_below{uvs.z, uvs.w};
  const float coverage = std::min(1.f, device);
  const float reach = (std::max(device, 1.f) / 2 + 1) / canvas.pixel_ratio;
  const float dx = to.x - from.x, dy = to.y - from.y;
  const int by = stride(dy), steps = kSteps / by;
  ImDrawList& list = *canvas.list;
  list.PrimReserve(steps * 6, (steps + 1) * 2);
  const auto first = list._VtxCurrentIdx;
  const Colour clear = colour & 0xffffffu;
  for (int i = 0; i <= kSteps; i += by) {
    const Step& step = table_[static_cast<std::size_t>(i)];
    const float x = from.x + dx * step.along, y = from.y + dy * step.across;
    float tx = dx * step.slope_along, ty = dy * step.slope_across;
    const float length = std::sqrt(tx * tx + ty * ty) + 1e-6f;
    tx *= reach / length, ty *= reach / length;
    const Colour body = clear | static_cast<Colour>(255 * opacity * coverage * step.light) << 24;
    list.PrimWriteVtx({x - ty, y + tx}, uv_above, body);
    list.PrimWriteVtx({x + ty, y - tx}, uv_below, body);
  }
  for (int i = 0; i < steps; ++i) {
    const auto a = first + static_cast<unsigned>(i * 2);
    for (const unsigned corner : {0u, 1u, 3u, 0u, 3u, 2u}) list.PrimWriteIdx(a + corner);
  }
}

}  // namespace deltarule
