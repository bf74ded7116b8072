#include "engine/data/table_spec.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> category_encoding_names() {
  static constexpr std::array<std::string_view, 2> kNames = {"one_hot", "integer"};
  return kNames;
}

std::span<const std::string_view> missing_values_names() {
  static constexpr std::array<std::string_view, 2> kNames = {"mean", "leave_out"};
  return kNames;
}

std::span<const std::string_view> table_task_names() {
  static constexpr std::array<std::string_view, 3> kNames = {"natural", "classification", "regression"};
  return kNames;
}

}  // namespace deltarule
