// One register tile does all products: NR rows of C by MV lanes, k innermost, nothing packed.
//
// The three forms differ only in how they stride through A; B is always read along its rows (gemm_nt transposes first).
#include "engine/core/kernels/gemm.h"

#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"

namespace deltarule {
namespace {

inline Lane spread(Lane*, Scalar value) { return splat(value); }
#ifndef DELTARULE_SCALAR_DOUBLE
inline Scalar spread(Scalar*, Scalar value) { return value; }
#endif

// A element (n, k) lies at A[n * stride_n + k * stride_k].
struct Left {
  const Scalar* data;
  std::size_t stride_n, stride_k;
};

// C tile of NR rows and MV vectors of type L (Lane or Scalar), from row 0 and column 0 of the pointers given.
template <class L, std::size_t MV, std::size_t NR>
inline void tile(std::size_t K, Left A, const Scalar* B, std::size_t ldb, Scalar* C, std::size_t ldc, Write write) {
  constexpr std::size_t width = sizeof(L) / sizeof(Scalar);
  L sum[NR][MV];
  for (std::size_t n = 0; n < NR; ++n)
    for (std::size_t v = 0; v < MV; ++v) sum[n][v] = write == Write::add ? load<L>(C + n * ldc + v * width) : L{};
  for (std::size_t k = 0; k < K; ++k) {
    L row[MV];
    for (std::size_t v = 0; v < MV; ++v) row[v] = load<L>(B + k * ldb + v * width);
    for (std::size_t n = 0; n < NR; ++n) {
      const L a = spread(static_cast<L*>(nullptr), A.data[n * A.stride_n + k * A.stride_k]);
      for (std::size_t v = 0; v < MV; ++v) sum[n][v] = sum[n][v] + a * row[v];
    }
  }
  for (std::size_t n = 0; n < NR; ++n)
    for (std::size_t v = 0; v < MV; ++v) store<L>(C + n * ldc + v * width, sum[n][v]);
}

// All rows of C for one column strip.
template <class L, std::size_t MV>
void strip(std::size_t N, std::size_t K, Left A, const Scalar* B, std::size_t ldb, Scalar* C, std::size_t ldc,
           Write write) {
  std::size_t n = 0;
  const auto at = [&](std::size_t row) { return Left{A.data + row * A.stride_n, A.stride_n, A.stride_k}; };
  for (; n + 4 <= N; n += 4) tile<L, MV, 4>(K, at(n), B, ldb, C + n * ldc, ldc, write);
  for (; n + 2 <= N; n += 2) tile<L, MV, 2>(K, at(n), B, ldb, C + n * ldc, ldc, write);
  for (; n < N; ++n) tile<L, MV, 1>(K, at(n), B, ldb, C + n * ldc, ldc, write);
}

void product(std::size_t N, std::size_t M, std::size_t K, Left A, const Scalar* B, Scalar* C, Write write) {
  std::size_t m = 0;
  for (; m + 2 * kLaneWidth <= M; m += 2 * kLaneWidth) strip<Lane, 2>(N, K, A, B + m, M, C + m, M, write);
  for (; m + kLaneWidth <= M; m += kLaneWidth) strip<Lane, 1>(N, K, A, B + m, M, C + m, M, write);
  for (; m + 2 <= M; m += 2) strip<Scalar, 2>(N, K, A, B + m, M, C + m, M, write);
  for (; m < M; ++m) strip<Scalar, 1>(N, K, A, B + m, M, C + m, M, write);
}

}  // namespace

void gemm_nn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write) {
  product(N, M, K, Left{A, K, 1}, B, C, write);
}

void gemm_tn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write) {
  product(N, M, K, Left{A, 1, N}, B, C, write);
}

void gemm_nt(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write,
             Scalar* scratch) {
  const Scalar* transposed = B;
  if (M != 1 && K != 1) {  // else B and its transpose are the same numbers in the same order
    transpose(M, K, B, scratch);
    transposed = scratch;
  }
  product(N, M, K, Left{A, K, 1}, transposed, C, write);
}

}  // namespace deltarule
