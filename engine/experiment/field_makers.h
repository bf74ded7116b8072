// How a line of a field table is written: the member as a path of member pointers; getter and setter follow from it.
//
// For fields.cpp and data_fields.cpp, which are the tables.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <type_traits>

#include "engine/experiment/fields.h"

namespace deltarule::field_makers {

template <auto... Path>
auto& follow(auto& root) {
  return (root.*....*Path);
}

template <auto... Path>
double get(const Experiment& e) {
  return static_cast<double>(follow<Path...>(e));
}

template <auto... Path>
void set(Experiment& e, double value) {
  auto& member = follow<Path...>(e);
  member = static_cast<std::remove_reference_t<decltype(member)>>(value);
}

using Applies = bool (*)(const Experiment&);
using Names = std::span<const std::string_view>;

struct Range {
  double min, max;
  FieldScale scale = FieldScale::linear;
};
constexpr auto kLog = FieldScale::logarithmic;
constexpr bool kLive = true;
constexpr bool kStructural = false;

/// The choices of what is a switch; files may say true and false as well.
inline Names off_on() {
  static constexpr std::array<std::string_view, 2> kNames = {"off", "on"};
  return kNames;
}

inline bool always(const Experiment&) { return true; }

template <auto... Path>
Field real(std::string_view path, std::string_view link, Range range, bool live, Applies applies = always) {
  return {path, link, FieldType::real, range.scale,  range.min, range.max,
          live, {},   get<Path...>,    set<Path...>, applies};
}
template <auto... Path>
Field integer(std::string_view path, std::string_view link, Range range, bool live, Applies applies = always) {
  return {path, link, FieldType::integer, range.scale,  range.min, range.max,
          live, {},   get<Path...>,       set<Path...>, applies};
}
template <auto... Path>
Field choice(std::string_view path, std::string_view link, Names names, bool live, Applies applies = always) {
  return {path, link,  FieldType::choice, FieldScale::linear, 0,      static_cast<double>(names.size()) - 1,
          live, names, get<Path...>,      set<Path...>,       applies};
}

}  // namespace deltarule::field_makers
