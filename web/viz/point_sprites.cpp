// Masks with exact coverage, stamped on whole device pixels: sharp without antialiasing geometry.
#include "web/viz/point_sprites.h"

#include <algorithm>
#include <cmath>

#include "web/viz/colour_map.h"

namespace deltarule {
namespace {

constexpr int kOutlineDisc = 0, kDisc = 1, kRing = 2, kMasks = 3;

/// How much of a pixel at this distance from the centre a disc covers.
float covered(float distance, float radius) { return std::clamp(radius - distance + 0.5f, 0.f, 1.f); }

}  // namespace

void PointSprites::build(const Canvas& canvas, const PointStyle& style) {
  const Key key{style.radius, style.outline, canvas.pixel_ratio};
  if (texture_.name() && key == built_for_) return;
  built_for_ = key;
  const float radius = style.radius * canvas.pixel_ratio;
  const float outer = radius + style.outline * canvas.pixel_ratio;
  const float ring = std::max(1.f, radius * 0.42f);  // thickness of a hollow point
  cell_ = 2 * static_cast<int>(std::ceil(outer + 1)) + 1;
  std::vector<Colour> pixels(static_cast<std::size_t>(cell_ * kMasks * cell_));
  const float centre = static_cast<float>(cell_) / 2;
  for (int y = 0; y < cell_; ++y) {
    for (int x = 0; x < cell_; ++x) {
      const float distance = std::hypot(static_cast<float>(x) + 0.5f - centre, static_cast<float>(y) + 0.5f - centre);
      const float masks[kMasks] = {covered(distance, outer), covered(distance, radius),
                                   covered(distance, radius) - covered(distance, radius - ring)};
      for (int m = 0; m < kMasks; ++m) {
        const auto alpha = static_cast<Colour>(std::lround(masks[m] * 255));
        pixels[static_cast<std::size_t>(y * cell_ * kMasks + m * cell_ + x)] = 0xffffffu | alpha << 24;
      }
    }
  }
  texture_.upload(cell_ * kMasks, cell_, TexelFormat::rgba8, Filter::linear, pixels.data());
}

void PointSprites::quad(const Canvas& canvas, float x, float y, int mask, Colour colour) const {
  const float side = static_cast<float>(cell_) / canvas.pixel_ratio;
  const float left = canvas.snap(x - side / 2), top = canvas.snap(y - side / 2);
  const float u = static_cast<float>(mask) / static_cast<float>(kMasks);
  canvas.list->PrimRectUV({left, top}, {left + side, top + side}, {u, 0}, {u + 1.f / static_cast<float>(kMasks), 1},
                          colour);
}

void PointSprites::draw(const Canvas& canvas, const Rect& area, std::span<const SnapshotPoint> points, float view_min,
                        float view_max, unsigned classes, const PointStyle& style) {
  build(canvas, style);
  const Theme& theme = *canvas.theme;
  const float margin = style.radius;
  const auto x_of = [&](float x) { return area.x + (x - view_min) / (view_max - view_min) * area.w; };
  const auto y_of = [&](float y) { return area.y + (view_max - y) / (view_max - view_min) * area.h; };
  canvas.list->PushTexture(ImTextureRef(static_cast<ImTextureID>(texture_.name())));
  // Test points first: where the two meet, training points lie on top.
  for (const bool test : {true, false}) {
    if (test && !style.test) continue;
    for (const SnapshotPoint& point : points) {
      if (point.test != test) continue;
      const float x = x_of(point.x1), y = y_of(point.x2);
      if (!(x > area.x - margin && x < area.right() + margin && y > area.y - margin && y < area.bottom() + margin))
        continue;
      const Colour colour = point_colour(theme, point.label, classes);
      canvas.list->PrimReserve(style.outline > 0 ? 12 : 6, style.outline > 0 ? 8 : 4);
      if (style.outline > 0) quad(canvas, x, y, kOutlineDisc, theme.point_outline);
      quad(canvas, x, y, test ? kRing : kDisc, colour);
    }
  }
  canvas.list->PopTexture();
}

void PointSprites::stamp(const Canvas& canvas, float x, float y, Colour colour, bool hollow, const PointStyle& style) {
  build(canvas, style);
  canvas.list->PushTexture(ImTextureRef(static_cast<ImTextureID>(texture_.name())));
  canvas.list->PrimReserve(12, 8);
  quad(canvas, x, y, kOutlineDisc, canvas.theme->point_outline);
  quad(canvas, x, y, hollow ? kRing : kDisc, colour);
  canvas.list->PopTexture();
}

}  // namespace deltarule
