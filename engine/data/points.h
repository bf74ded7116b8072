// From a PointsSpec and a seed to the points that train and test: drawn (or the user's own), then split.
//
// The split is seeded and fair: every class, quadrant or corner is shared out in the same proportion.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/scalar.h"
#include "engine/data/points_spec.h"

namespace deltarule {

struct PlanePoint {
  Scalar x1 = 0, x2 = 0;
  Scalar label = 0;  // class index, or the value for regression
};

struct PointCloud {
  std::vector<PlanePoint> train, test;
  int classes = 0;  // 0: regression
};

/// Expects a spec that validate() accepts. The same spec and seed give the same bits everywhere.
PointCloud make_points(const PointsSpec& spec, std::uint32_t seed);

}  // namespace deltarule
