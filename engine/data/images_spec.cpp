#include "engine/data/images_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> image_set_names() {
  static constexpr std::array<std::string_view, 4> kNames = {"mnist", "idx", "folder", "shapes"};
  return kNames;
}

std::vector<std::string> chosen_classes(const ImagesSpec& spec) {
  if (spec.classes.empty()) return {};
  std::vector<std::string> names(1);
  for (const char c : spec.classes) {
    // Blanks inside a name stay.
    if (c == ',') {
      names.emplace_back();
    } else if (c != ' ' || !names.back().empty()) {
      names.back() += c;
    }
  }
  for (std::string& name : names) name.erase(name.find_last_not_of(' ') + 1);
  return names;
}

std::span<const std::string_view> class_targets_names() {
  static constexpr std::array<std::string_view, 2> kNames = {"one_hot", "integer"};
  return kNames;
}

}  // namespace deltarule
