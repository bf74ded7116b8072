// Small pictures of point sets, all in one texture: painted here once, then a rectangle each.
//
// As sprites they would be thousands of triangles in every frame. Painted anew when their size, the theme or the points
// change.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/style/canvas.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

struct Thumbnail {
  std::vector<SnapshotPoint> points;
  unsigned classes = 2;
  float view_min = -6, view_max = 6;
  float radius = 0.03f;  // of a point, as a share of the side
};

class ThumbnailSheet {
 public:
  /// `side` of one picture in logical pixels; `revision` of what they show and of the theme.
  void update(const Canvas& canvas, std::span<const Thumbnail> thumbnails, float side, std::uint64_t revision);
  /// The n-th picture.
  void draw(const Canvas& canvas, std::size_t index, const Rect& rect) const;
  void forget() { texture_.forget(), cell_ = 0; }

 private:
  Texture texture_;
  std::uint64_t revision_ = 0;
  int cell_ = 0, count_ = 0;  // cell_: the side of one in device pixels
};

}  // namespace deltarule
