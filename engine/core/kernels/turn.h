// A square of Scalars turned over in registers: kLaneWidth rows of a lane each become columns.
//
// The piece that larger transposes are made of (transpose() in vector_ops.cpp, the panels of gemm_packed.cpp).
#pragma once

#include <cstddef>

#include "engine/core/lanes.h"

namespace deltarule {

/// to [k][i] = rows[i][first + k] for i, k < kLaneWidth; rows of `to` lie `to_ld` apart.
inline void turn(const Scalar* const* rows, std::size_t first, Scalar* to, std::size_t to_ld) {
#ifdef DELTARULE_SCALAR_DOUBLE
  static_cast<void>(to_ld);
  *to = rows[0][first];
#else
  const Float4 a = load<Float4>(rows[0] + first), b = load<Float4>(rows[1] + first);
  const Float4 c = load<Float4>(rows[2] + first), d = load<Float4>(rows[3] + first);
  const Float4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5), ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Float4 cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5), cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  store(to, __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5));
  store(to + to_ld, __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7));
  store(to + 2 * to_ld, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  store(to + 3 * to_ld, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
#endif
}

/// The same from rows that lie `ld` apart.
inline void turn(const Scalar* from, std::size_t ld, Scalar* to, std::size_t to_ld) {
#ifdef DELTARULE_SCALAR_DOUBLE
  const Scalar* const rows[] = {from};
  static_cast<void>(ld);
#else
  const Scalar* const rows[] = {from, from + ld, from + 2 * ld, from + 3 * ld};
#endif
  turn(rows, 0, to, to_ld);
}

}  // namespace deltarule
