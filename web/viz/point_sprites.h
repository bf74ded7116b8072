// Points as crisp little discs: drawn once into a texture at the device's resolution, then stamped by the thousand.
//
// Training points are filled, test points hollow; both have an outline that keeps them apart from any ground.
#pragma once

#include <span>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/style/canvas.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

struct PointStyle {
  float radius = 3.5f;  // logical pixels
  float outline = 1;    // 0: none
  bool test = true;     // whether test points are shown
};

class PointSprites {
 public:
  /// `view` is the part of the plane that `area` shows, in both directions.
  void draw(const Canvas& canvas, const Rect& area, std::span<const SnapshotPoint> points, float view_min,
            float view_max, unsigned classes, const PointStyle& style);
  /// One point, for legends.
  void stamp(const Canvas& canvas, float x, float y, Colour colour, bool hollow, const PointStyle& style);
  void forget() { texture_.forget(), built_for_ = {}; }

 private:
  struct Key {
    float radius = 0, outline = 0, pixel_ratio = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  void build(const Canvas& canvas, const PointStyle& style);
  void quad(const Canvas& canvas, float x, float y, int mask, Colour colour) const;

  Texture texture_;
  Key built_for_;
  int cell_ = 0;  // side of one mask, in device pixels
};

}  // namespace deltarule
