// Points as the tests of the generators look at them.
#pragma once

#include <cmath>
#include <vector>

#include "engine/data/points.h"

namespace deltarule::testing {

inline std::vector<PlanePoint> all_points(const PointCloud& cloud) {
  std::vector<PlanePoint> all = cloud.train;
  all.insert(all.end(), cloud.test.begin(), cloud.test.end());
  return all;
}

inline PointsSpec spec_of(PointSet set, int samples, double noise, double train = 0.5) {
  return {.name = set, .samples = samples, .noise = noise, .train = train};
}

inline double radius(const PlanePoint& p) { return std::hypot(p.x1, p.x2); }

}  // namespace deltarule::testing
