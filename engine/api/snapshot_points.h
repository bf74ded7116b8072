// Points as the front end draws them: those that train, then those that test.
//
// In a file of its own because the page's preview needs it and must not bring in the trainer.
#pragma once

#include <vector>

#include "engine/api/snapshot.h"
#include "engine/data/points.h"

namespace deltarule {

inline void snapshot_points(const PointCloud& cloud, std::vector<SnapshotPoint>& out) {
  out.clear();
  for (const PlanePoint& p : cloud.train) out.push_back({float(p.x1), float(p.x2), float(p.label), false});
  for (const PlanePoint& p : cloud.test) out.push_back({float(p.x1), float(p.x2), float(p.label), true});
}

}  // namespace deltarule
