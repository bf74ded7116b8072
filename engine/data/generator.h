// How one set of points is drawn. To add one: a PointSet and its name in points_spec, a function here, a line in the
// registry.
//
// A set consists of groups (classes, quadrants, corners), equally large unless the user wants more of one class, so
// that a split can be fair. A generator draws one point of one group. Its geometry is in double, its functions are the
// engine's own.
#pragma once

#include "engine/core/rng.h"
#include "engine/data/points_spec.h"

namespace deltarule {

struct Draw {
  int group = 0;     // which group the point belongs to
  int index = 0;     // its number within the group
  int count = 0;     // how many the group has
  double noise = 0;  // PointsSpec::noise
};

inline constexpr int kMaxGroups = 16;

struct Generator {
  PointSet set;
  int groups;
  Point (*draw)(const Draw& draw, Rng& rng);
};

/// Null for `custom`, which is not drawn.
const Generator* find_generator(PointSet set);

// generators_playground.cpp: shapes and noise as in tensorflow/playground (dataset.ts).
Point draw_circle(const Draw& draw, Rng& rng);
Point draw_xor(const Draw& draw, Rng& rng);
Point draw_blobs(const Draw& draw, Rng& rng);
Point draw_spiral(const Draw& draw, Rng& rng);
Point draw_plane(const Draw& draw, Rng& rng);
Point draw_gaussians(const Draw& draw, Rng& rng);

// generators_shapes.cpp
Point draw_moons(const Draw& draw, Rng& rng);         // as scikit-learn's make_moons, three times as large
Point draw_checkerboard(const Draw& draw, Rng& rng);  // 4 x 4 fields over the plane
Point draw_blobs3(const Draw& draw, Rng& rng);        // Gaussians on a circle
Point draw_blobs4(const Draw& draw, Rng& rng);
Point draw_blobs5(const Draw& draw, Rng& rng);

// generators_gates.cpp: the corners of the unit square, moved by the noise.
Point draw_and(const Draw& draw, Rng& rng);
Point draw_or(const Draw& draw, Rng& rng);
Point draw_nand(const Draw& draw, Rng& rng);
Point draw_xor_gate(const Draw& draw, Rng& rng);

}  // namespace deltarule
