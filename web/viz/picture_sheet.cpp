// Shelves: pictures stand side by side until a row is full. Most neighbours are of one size, so little is lost.
#include "web/viz/picture_sheet.h"

#include <algorithm>

namespace deltarule {

void PictureSheet::begin() {
  places_.clear();
  x_ = y_ = row_height_ = 0;
}

Colour* PictureSheet::add(int width, int height) {
  width = std::min(width, kWidth);
  if (x_ + width > kWidth) {
    y_ += row_height_;
    x_ = row_height_ = 0;
  }
  row_height_ = std::max(row_height_, height);
  const Place place{x_, y_, width, height};
  x_ += width;
  places_.push_back(place);
  const auto needed = static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(y_ + row_height_);
  if (texels_.size() < needed) texels_.resize(needed);
  return texels_.data() + place.y * kWidth + place.x;
}

void PictureSheet::upload() {
  if (places_.empty()) return;
  // In steps, so that a texture is not made anew for every other network.
  constexpr int kStep = 64;
  const int height = (y_ + row_height_ + kStep - 1) / kStep * kStep;
  texels_.resize(static_cast<std::size_t>(kWidth) * static_cast<std::size_t>(height));
  texture_.upload(kWidth, height, TexelFormat::rgba8, Filter::nearest, texels_.data());
}

void PictureSheet::draw(const Canvas& canvas, int index, const Rect& box, float corner) const {
  if (index < 0 || index >= count() || texture_.width() == 0) return;
  const Place& place = places_[static_cast<std::size_t>(index)];
  const auto w = static_cast<float>(texture_.width()), h = static_cast<float>(texture_.height());
  canvas.image(texture_.name(), box,
               {static_cast<float>(place.x) / w, static_cast<float>(place.y) / h, static_cast<float>(place.width) / w,
                static_cast<float>(place.height) / h},
               corner);
}

}  // namespace deltarule
