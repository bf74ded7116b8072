// Small loops on raw pointers: sums, scalings, transposes, checks. Each has one fixed order of summation.
#pragma once

#include <cstddef>

#include "engine/core/lanes.h"

namespace deltarule {

/// to [n] = from [n], for a handful of numbers: no call of memcpy, which costs more than they do. The last lane goes
/// back over what has been copied rather than being a part of one.
inline void copy(std::size_t n, const Scalar* from, Scalar* to) {
  std::size_t i = 0;
  for (; i + kLaneWidth <= n; i += kLaneWidth) store(to + i, load<Lane>(from + i));
  if (i == n) return;
  if (n > kLaneWidth)
    store(to + n - kLaneWidth, load<Lane>(from + n - kLaneWidth));
  else
    for_lanes(n, [=](auto at) { at.store(to, at.load(from)); });
}
/// y [n] += a x [n].
void axpy(std::size_t n, Scalar a, const Scalar* x, Scalar* y);
/// x [n] *= a.
void scale(std::size_t n, Scalar a, Scalar* x);
/// sums [M] += the rows of x [N, M], first row first.
void add_rows(std::size_t N, std::size_t M, const Scalar* x, Scalar* sums);
/// to [columns, rows] = from [rows, columns]^T, both row-major; not in place.
void transpose(std::size_t rows, std::size_t columns, const Scalar* from, Scalar* to);
/// Sums in double: four of them, over i = 0, 1, 2, 3 mod 4, added as (0 + 1) + (2 + 3). Of x_i, of x_i y_i, of x_i^2.
double sum(std::size_t n, const Scalar* x);
double dot(std::size_t n, const Scalar* x, const Scalar* y);
double sum_of_squares(std::size_t n, const Scalar* x);
/// False if any of x [n] is infinite or NaN.
bool all_finite(std::size_t n, const Scalar* x);

}  // namespace deltarule
