// The loss over two directions as a surface in 3-D: its heights, how it is looked at, and its picture by shader.
//
// The picture is drawn anew only when something that it shows has changed. Paths and balls upon it are drawn over it by
// others, with project() and hidden().
#pragma once

#include <cstdint>
#include <vector>

#include "engine/api/snapshot.h"
#include "web/style/canvas.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

/// From a loss to a height: 0 at the least, 1 at the greatest that is still told apart. What lies above it, and what is
/// no number, is cut off there, so that one steep corner does not flatten all the rest.
struct SurfaceScale {
  float low = 0, high = 1;  // losses
  bool logarithmic = false;
  [[nodiscard]] float height(float loss) const;
};
SurfaceScale surface_scale(const std::vector<float>& losses, bool logarithmic);

/// Turned about the upright axis, then looked at from a height of `tilt` above the horizon; parallel lines stay so.
struct SurfaceView {
  SurfaceView(const Rect& area, double turn_degrees, double tilt_degrees);
  /// u, v, height from 0 to 1 -> logical pixels.
  [[nodiscard]] ImVec2 project(float u, float v, float height) const;

  static constexpr float kHeight = 1.0f;  // of the surface's box, whose base is 2 x 2
  Rect area;
  float sin_turn, cos_turn, sin_tilt, cos_tilt, unit;  // unit: logical pixels of a length 1
};

struct SurfaceLook {
  const Landscape* landscape = nullptr;
  SurfaceScale scale;
  double turn = 0, tilt = 0;
  std::uint32_t theme_revision = 0;
};

class LandscapeSurface {
 public:
  void draw(const Canvas& canvas, const Rect& area, const SurfaceLook& look);
  /// True if the surface stands between this place upon it and the eye. After draw().
  [[nodiscard]] bool hidden(const SurfaceView& view, float u, float v, float height) const;
  void forget();

 private:
  struct Key {
    std::uint32_t revision = 0, theme_revision = 0;
    int rows = 0, width = 0, height = 0;
    float low = 0, high = 0;
    bool logarithmic = false;
    double turn = 0, tilt = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  void upload(const SurfaceLook& look);
  bool paint(const Canvas& canvas, const SurfaceView& view, int width, int height, const SurfaceLook& look);

  Program program_;
  Picture picture_;
  Texture texture_;
  Key shown_;
  std::vector<float> heights_;  // [v][u]
  int side_ = 0, rows_ = 0;
};

}  // namespace deltarule
