// Discs with exact coverage at their edges, one over the other, in straight alpha.
#include "web/viz/thumbnail_sheet.h"

#include <algorithm>
#include <cmath>

#include "web/viz/colour_map.h"

namespace deltarule {
namespace {

struct Cell {
  Colour* pixels;
  int stride, side;
};

void paint_disc(const Cell& cell, float x, float y, float radius, Colour colour) {
  const int left = std::max(0, static_cast<int>(x - radius - 1)), top = std::max(0, static_cast<int>(y - radius - 1));
  const int right = std::min(cell.side - 1, static_cast<int>(x + radius + 1));
  const int bottom = std::min(cell.side - 1, static_cast<int>(y + radius + 1));
  for (int row = top; row <= bottom; ++row) {
    for (int column = left; column <= right; ++column) {
      const float distance = std::hypot(static_cast<float>(column) + 0.5f - x, static_cast<float>(row) + 0.5f - y);
      const float covered = std::clamp(radius - distance + 0.5f, 0.f, 1.f);
      if (covered <= 0) continue;
      Colour& pixel = cell.pixels[row * cell.stride + column];
      // The nearer disc's colour, the coverage of both.
      const float before = static_cast<float>(pixel >> 24) / 255;
      const float alpha = covered + before * (1 - covered);
      const Colour mixed = before > 0 ? tinted(pixel, colour, covered / alpha) : colour;
      pixel = (mixed & 0xffffffu) | static_cast<Colour>(std::lround(alpha * 255)) << 24;
    }
  }
}

}  // namespace

void ThumbnailSheet::update(const Canvas& canvas, std::span<const Thumbnail> thumbnails, float side,
                            std::uint64_t revision) {
  const int cell = std::max(1, static_cast<int>(std::lround(side * canvas.pixel_ratio)));
  const int count = static_cast<int>(thumbnails.size());
  if (texture_.name() && cell == cell_ && count == count_ && revision == revision_) return;
  cell_ = cell, count_ = count, revision_ = revision;
  std::vector<Colour> pixels(static_cast<std::size_t>(cell) * static_cast<std::size_t>(cell) * thumbnails.size());
  for (std::size_t i = 0; i < thumbnails.size(); ++i) {
    const Thumbnail& shown = thumbnails[i];
    const Cell place{pixels.data() + static_cast<std::size_t>(cell) * i, cell * count, cell};
    const float scale = static_cast<float>(cell) / (shown.view_max - shown.view_min);
    for (const SnapshotPoint& point : shown.points)
      paint_disc(place, (point.x1 - shown.view_min) * scale, (shown.view_max - point.x2) * scale,
                 std::max(shown.radius * static_cast<float>(cell), 0.9f * canvas.pixel_ratio),
                 point_colour(*canvas.theme, point.label, shown.classes));
  }
  texture_.upload(cell * count, cell, TexelFormat::rgba8, Filter::linear, pixels.data());
}

void ThumbnailSheet::draw(const Canvas& canvas, std::size_t index, const Rect& rect) const {
  const float width = 1.f / static_cast<float>(std::max(count_, 1));
  // Pixel upon pixel: as large as it was painted, wherever it stands.
  const float side = static_cast<float>(cell_) / canvas.pixel_ratio;
  canvas.image(texture_.name(), {canvas.snap(rect.cx() - side / 2), canvas.snap(rect.cy() - side / 2), side, side},
               {static_cast<float>(index) * width, 0, width, 1});
}

}  // namespace deltarule
