#include "engine/data/images_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> image_set_names() {
  static constexpr std::array<std::string_view, 4> kNames = {"mnist", "idx", "folder", "shapes"};
  return kNames;
}

}  // namespace deltarule
