// The loops behind vector_ops.h.
#include "engine/core/kernels/vector_ops.h"

#include "engine/core/finite_check.h"
#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/turn.h"
#include "engine/core/lanes.h"

namespace deltarule {

void axpy(std::size_t n, Scalar a, const Scalar* x, Scalar* y) {
  const Lane factor = splat(a);
  for_lanes(n, [&](auto at) { at.store(y, multiply_add(factor, at.load(x), at.load(y))); });
}

void scale(std::size_t n, Scalar a, Scalar* x) {
  const Lane factor = splat(a);
  for_lanes(n, [&](auto at) { at.store(x, at.load(x) * factor); });
}

namespace {

// The sums of MV lanes of neighbouring columns, W there in each; x points to the first of them.
template <std::size_t W, std::size_t MV = 1>
void add_columns(std::size_t N, std::size_t M, const Scalar* x, Scalar* sums) {
  Lane sum[MV];
  for (std::size_t v = 0; v < MV; ++v) sum[v] = load_first<W>(sums + v * W);
  for (std::size_t n = 0; n < N; ++n)
    for (std::size_t v = 0; v < MV; ++v) sum[v] = sum[v] + load_first<W>(x + n * M + v * W);
  for (std::size_t v = 0; v < MV; ++v) store_first<W>(sums + v * W, sum[v]);
}

}  // namespace

void add_rows(std::size_t N, std::size_t M, const Scalar* x, Scalar* sums) {
  std::size_t m = 0;
  // Two additions at a time: one alone waits for the one before it.
  for (; m + 2 * kLaneWidth <= M; m += 2 * kLaneWidth) add_columns<kLaneWidth, 2>(N, M, x + m, sums + m);
  for (; m + kLaneWidth <= M; m += kLaneWidth) add_columns<kLaneWidth>(N, M, x + m, sums + m);
  if (M - m == 1) add_columns<1>(N, M, x + m, sums + m);
  if (M - m == 2) add_columns<2>(N, M, x + m, sums + m);
  if (M - m == 3) add_columns<3>(N, M, x + m, sums + m);
}

void transpose(std::size_t rows, std::size_t columns, const Scalar* from, Scalar* to) {
  // In blocks of columns, so that what is written stays in the cache until its neighbours come; squares within.
  constexpr std::size_t kBlock = 64;
  for (std::size_t begin = 0; begin < columns; begin += kBlock) {
    const std::size_t end = begin + kBlock < columns ? begin + kBlock : columns;
    std::size_t r = 0;
    for (; r + kLaneWidth <= rows; r += kLaneWidth) {
      std::size_t c = begin;
      for (; c + kLaneWidth <= end; c += kLaneWidth) turn(from + r * columns + c, columns, to + c * rows + r, rows);
      for (; c < end; ++c)
        for (std::size_t i = r; i < r + kLaneWidth; ++i) to[c * rows + i] = from[i * columns + c];
    }
    for (; r < rows; ++r)
      for (std::size_t c = begin; c < end; ++c) to[c * rows + r] = from[r * columns + c];
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
  FiniteCheck check;
  for_lanes(n, [&](auto at) { check.see(at.load(x)); });
  return check.finite();
}

}  // namespace deltarule
