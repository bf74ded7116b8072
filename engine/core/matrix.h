// Matrix views over flat buffers, by Eigen. A header of its own, so that whoever only needs numbers is spared Eigen.
//
// A batch is [features, samples], column-major: one sample is one contiguous column.
#pragma once

#include <Eigen/Core>

#include "engine/core/scalar.h"

namespace deltarule {

using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using MatrixView = Eigen::Map<Matrix>;
using ConstMatrixView = Eigen::Map<const Matrix>;

}  // namespace deltarule
