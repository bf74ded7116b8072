// The loops behind vector_ops.h.
#include "engine/core/kernels/vector_ops.h"

#include <cstdint>

#include "engine/core/lanes.h"

namespace deltarule {

void axpy(std::size_t n, Scalar a, const Scalar* x, Scalar* y) {
  const Lane factor = splat(a);
  for_lanes(n, [&](auto at) { at.store(y, at.load(y) + factor * at.load(x)); });
}

void scale(std::size_t n, Scalar a, Scalar* x) {
  const Lane factor = splat(a);
  for_lanes(n, [&](auto at) { at.store(x, at.load(x) * factor); });
}

namespace {

// The sums of W neighbouring columns; x points to the first of them.
template <std::size_t W>
void add_columns(std::size_t N, std::size_t M, const Scalar* x, Scalar* sums) {
  Lane sum = load_first<W>(sums);
  for (std::size_t n = 0; n < N; ++n) sum = sum + load_first<W>(x + n * M);
  store_first<W>(sums, sum);
}

}  // namespace

void add_rows(std::size_t N, std::size_t M, const Scalar* x, Scalar* sums) {
  std::size_t m = 0;
  for (; m + kLaneWidth <= M; m += kLaneWidth) add_columns<kLaneWidth>(N, M, x + m, sums + m);
  if (M - m == 1) add_columns<1>(N, M, x + m, sums + m);
  if (M - m == 2) add_columns<2>(N, M, x + m, sums + m);
  if (M - m == 3) add_columns<3>(N, M, x + m, sums + m);
}

void transpose(std::size_t rows, std::size_t columns, const Scalar* from, Scalar* to) {
  // In blocks, so that large matrices stay in the cache both ways.
  constexpr std::size_t kBlock = 16;
  for (std::size_t r0 = 0; r0 < rows; r0 += kBlock) {
    const std::size_t r1 = r0 + kBlock < rows ? r0 + kBlock : rows;
    for (std::size_t c0 = 0; c0 < columns; c0 += kBlock) {
      const std::size_t c1 = c0 + kBlock < columns ? c0 + kBlock : columns;
      for (std::size_t c = c0; c < c1; ++c)
        for (std::size_t r = r0; r < r1; ++r) to[c * rows + r] = from[r * columns + c];
    }
  }
}

namespace {

// The four sums of vector_ops.h over term(i).
template <class F>
inline double four_sums(std::size_t n, F term) {
  double sum[4] = {};
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4)
    for (std::size_t k = 0; k < 4; ++k) sum[k] += term(i + k);
  for (std::size_t k = 0; i < n; ++i, ++k) sum[k] += term(i);
  return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

}  // namespace

double sum(std::size_t n, const Scalar* x) {
  return four_sums(n, [=](std::size_t i) { return static_cast<double>(x[i]); });
}

double dot(std::size_t n, const Scalar* x, const Scalar* y) {
  return four_sums(n, [=](std::size_t i) { return static_cast<double>(x[i]) * static_cast<double>(y[i]); });
}

double sum_of_squares(std::size_t n, const Scalar* x) { return dot(n, x, x); }

bool all_finite(std::size_t n, const Scalar* x) {
  // x - x is +0 for a finite x, NaN otherwise: no bit of +0 is set.
#ifdef DELTARULE_SCALAR_DOUBLE
  bool finite = true;
  for (std::size_t i = 0; i < n; ++i) finite = finite && (x[i] - x[i] == 0);
  return finite;
#else
  Int4 bad{};
  for_lanes(n, [&](auto at) {
    const Float4 value = at.load(x);
    bad |= bits(value - value);
  });
  return (bad[0] | bad[1] | bad[2] | bad[3]) == 0;
#endif
}

}  // namespace deltarule
