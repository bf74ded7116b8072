// A square of Scalars turned over in registers: kLaneWidth rows of a lane each become columns.
//
// The piece that larger transposes are made of (transpose() in vector_ops.cpp, the panels of gemm_packed.cpp).
#pragma once

#include <cstddef>

#include "engine/core/lanes.h"

namespace deltarule {

/// to [k][i] = from [i][k] for i, k < kLaneWidth; rows of `from` lie `ld` apart, those of `to` `to_ld`.
inline void turn(const Scalar* from, std::size_t ld, Scalar* to, std::size_t to_ld) {
#ifdef DELTARULE_SCALAR_DOUBLE
  static_cast<void>(ld), static_cast<void>(to_ld);
  *to = *from;
#else
  const Float4 a = load<Float4>(from), b = load<Float4>(from + ld);
  const Float4 c = load<Float4>(from + 2 * ld), d = load<Float4>(from + 3 * ld);
  const Float4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Float4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(to, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store(to + to_ld, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store(to + 2 * to_ld, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store(to + 3 * to_ld, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
#endif
}

}  // namespace deltarule
