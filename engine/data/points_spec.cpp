// The names of point sets and inputs, and what can be said about a PointsSpec without generating a point.
#include "engine/data/points_spec.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace deltarule {

std::span<const std::string_view> point_set_names() {
  static constexpr std::array<std::string_view, 16> kNames = {
      "circle", "xor",   "blobs",     "spiral", "moons", "checkerboard", "blobs3",   "blobs4",
      "blobs5", "plane", "gaussians", "and",    "or",    "nand",         "xor_gate", "custom"};
  return kNames;
}

std::span<const std::string_view> input_names() {
  static constexpr std::array<std::string_view, 9> kNames = {"x1",      "x2",      "x1^2",    "x2^2",   "x1*x2",
                                                             "sin(x1)", "sin(x2)", "cos(x1)", "cos(x2)"};
  return kNames;
}

int point_set_classes(PointSet set) {
  switch (set) {
    case PointSet::plane:
    case PointSet::gaussians: return 0;
    case PointSet::blobs3: return 3;
    case PointSet::blobs4: return 4;
    case PointSet::blobs5: return 5;
    default: return 2;
  }
}

std::span<const std::string_view> extent_names() {
  static constexpr std::array<std::string_view, 2> kNames = {"plane", "square"};
  return kNames;
}

bool is_gate(PointSet set) { return set >= PointSet::and_gate && set <= PointSet::xor_gate; }

bool has_balance(PointSet set) { return set != PointSet::custom && !is_gate(set) && point_set_classes(set) == 2; }

namespace {
bool is_class(double label) {
  for (int c = 0; c < kMaxClasses; ++c) {
    if (label == c) return true;
  }
  return false;
}
}  // namespace

int classes_of(const PointsSpec& spec) {
  if (spec.name != PointSet::custom) return point_set_classes(spec.name);
  double highest = 1;
  for (const Point& point : spec.points) {
    if (!is_class(point.label)) return 0;
    highest = std::max(highest, point.label);
  }
  return static_cast<int>(highest) + 1;
}

int sample_count(const PointsSpec& spec) {
  return spec.name == PointSet::custom ? static_cast<int>(spec.points.size()) : spec.samples;
}

int training_count(const PointsSpec& spec) {
  if (spec.name == PointSet::custom) {
    const bool regression = classes_of(spec) == 0;
    int seen[kMaxClasses] = {}, training = 0;
    for (const Point& point : spec.points)
      training += own_point_trains(seen[regression ? 0 : static_cast<int>(point.label)]++, spec.train) ? 1 : 0;
    return training;
  }
  const int count = sample_count(spec);
  const int wanted = static_cast<int>(static_cast<double>(count) * spec.train + 0.5);
  return std::clamp(wanted, std::min(1, count), count);
}

bool own_point_trains(int k, double share) {
  // A hair less, or 0.1 * 10 might be more than 1.
  const auto trained = [share](int count) { return std::ceil(count * share - 1e-9); };
  return trained(k + 1) > trained(k);
}

Extent extent_of(const PointsSpec& spec) {
  if (spec.name == PointSet::custom) return spec.view;
  return is_gate(spec.name) ? Extent::square : Extent::plane;
}

PlaneView plane_view(const PointsSpec& spec) {
  if (extent_of(spec) == Extent::square) return {-0.5F, 1.5F};
  return {-kPlaneExtent, kPlaneExtent};
}

}  // namespace deltarule
