// From points to the numbers that a network sees: inputs in the order in which the user chose them, targets as coded.
#pragma once

#include <span>

#include "engine/core/scalar.h"
#include "engine/data/dataset.h"
#include "engine/data/points.h"

namespace deltarule {

/// How labels become targets. The caller knows the last layer and the loss; data does not.
struct PointTargets {
  int classes = 0;  // 0: the label itself is the target
  int units = 1;  // 1: `high` for class 1 and `low` for class 0; more: `high` in the row of the class, `low` elsewhere
  Scalar low = 0, high = 1;
};

Scalar input_value(Input input, Scalar x1, Scalar x2);

Dataset encode_points(std::span<const PlanePoint> points, std::span<const Input> inputs, const PointTargets& targets);

/// The inputs at side x side places of the plane, [inputs, side * side]: row 0 at view.max of x2, column 0 at view.min
/// of x1; the outermost places lie on the border of the view.
std::vector<Scalar> encode_grid(const PlaneView& view, int side, std::span<const Input> inputs);

}  // namespace deltarule
