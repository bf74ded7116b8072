// Many small pictures (images, feature maps, filters) packed into one texture, a texel for each of their numbers.
//
//   sheet.begin(); const int i = sheet.add(values, width, height, colour); ... sheet.upload(); sheet.draw(canvas, i,
//   box);
#pragma once

#include <vector>

#include "web/style/canvas.h"
#include "web/viz/gl_objects.h"

namespace deltarule {

class PictureSheet {
 public:
  void begin();
  /// Room for another picture, row by row; fill it before the next one is added.
  Colour* add(int width, int height);
  [[nodiscard]] int count() const { return static_cast<int>(places_.size()); }
  void upload();
  /// The picture fills the box, its texels sharp.
  void draw(const Canvas& canvas, int index, const Rect& box, float corner = 0) const;
  /// From one row of a picture in the sheet to the next.
  [[nodiscard]] static int stride() { return kWidth; }
  void forget() { texture_.forget(); }

 private:
  static constexpr int kWidth = 512;
  struct Place {
    int x, y, width, height;
  };

  Texture texture_;
  std::vector<Colour> texels_;
  std::vector<Place> places_;
  int x_ = 0, y_ = 0, row_height_ = 0;
};

}  // namespace deltarule
