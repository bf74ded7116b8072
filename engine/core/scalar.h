// The one number type of the engine, and the matrix views over flat buffers.
//
// float in the product; double when the library is built for gradient checks (DELTARULE_SCALAR_DOUBLE).
// A batch is [features, samples], column-major: one sample is one contiguous column.
#pragma once

#include <Eigen/Core>

namespace deltarule {

#ifdef DELTARULE_SCALAR_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic>;
using MatrixView = Eigen::Map<Matrix>;
using ConstMatrixView = Eigen::Map<const Matrix>;

}  // namespace deltarule
