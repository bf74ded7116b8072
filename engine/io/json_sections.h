// How the field table's paths become the keys of an experiment file. Internal to io/.
#pragma once

#include <string_view>
#include <vector>

namespace deltarule {

inline constexpr std::string_view kVersionKey = "deltarule";
inline constexpr std::string_view kModelKey = "model";

// "optimizer.beta1" lies in the section "optimizer" under the key "beta1"; "seed" lies at the top, with no section.
inline std::string_view section_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}
inline std::string_view key_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// Every key at the top, in the order in which they are written: the sections and fields of the table, and the model,
/// which follows the data.
std::vector<std::string_view> top_keys();

}  // namespace deltarule
