// The small products: one register tile, NR rows of C by MV lanes, k innermost, nothing packed; and who is small.
//
// The three forms differ only in how they stride through A; B is always read along its rows (gemm_nt transposes first).
#include "engine/core/kernels/gemm.h"

#include "engine/core/kernels/gemm_packed.h"
#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"

namespace deltarule {
namespace {

constexpr std::size_t kPackedFrom = 16384;        // multiplications
constexpr std::size_t kTransposedOnStack = 1024;  // numbers

// A element (n, k) lies at A[n * stride_n + k * stride_k].
struct Left {
  const Scalar* data;
  std::size_t stride_n, stride_k;
};

// C and what goes into it, from row 0 and column 0 of the pointers given.
struct Right {
  const Scalar* B;
  Scalar* C;
  std::size_t ld;      // of both
  const Scalar* bias;  // or null
  Write write;
};

// A column strip MV vectors wide, of which W elements each are there: a whole Lane, or what remains at the right edge
// (for which the unused lanes compute nothing that anybody sees).
template <std::size_t W, std::size_t MV, std::size_t NR>
inline void tile(std::size_t K, Left A, Right to) {
  Lane sum[NR][MV];
  for (std::size_t n = 0; n < NR; ++n)
    for (std::size_t v = 0; v < MV; ++v)
      sum[n][v] = to.write == Write::add ? load_first<W>(to.C + n * to.ld + v * W) : Lane{};
  for (std::size_t k = 0; k < K; ++k) {
    Lane row[MV];
    for (std::size_t v = 0; v < MV; ++v) row[v] = load_first<W>(to.B + k * to.ld + v * W);
    for (std::size_t n = 0; n < NR; ++n) {
      const Lane a = splat(A.data[n * A.stride_n + k * A.stride_k]);
      for (std::size_t v = 0; v < MV; ++v) sum[n][v] = multiply_add(a, row[v], sum[n][v]);
    }
  }
  if (to.bias != nullptr)
    for (std::size_t v = 0; v < MV; ++v) {
      const Lane bias = load_first<W>(to.bias + v * W);
      for (std::size_t n = 0; n < NR; ++n) sum[n][v] = sum[n][v] + bias;
    }
  for (std::size_t n = 0; n < NR; ++n)
    for (std::size_t v = 0; v < MV; ++v) store_first<W>(to.C + n * to.ld + v * W, sum[n][v]);
}

// The same for all N rows when there are few products to each sum, as in small networks: B stays in registers, and next
// to nothing is left but the arithmetic. A sum that began at 0 is never -0, so adding a 0 for no bias changes nothing.
template <std::size_t W, std::size_t K>
void short_sums(std::size_t N, Left A, Right to) {
  Lane row[K];
  for (std::size_t k = 0; k < K; ++k) row[k] = load_first<W>(to.B + k * to.ld);
  const Lane bias = to.bias == nullptr ? Lane{} : load_first<W>(to.bias);
  for (std::size_t n = 0; n < N; ++n) {
    Lane sum{};
    for (std::size_t k = 0; k < K; ++k) sum = multiply_add(splat(A.data[n * A.stride_n + k * A.stride_k]), row[k], sum);
    store_first<W>(to.C + n * to.ld, sum + bias);
  }
}

// All rows of C for the column strip that begins at m.
template <std::size_t W, std::size_t MV>
void strip(std::size_t N, std::size_t K, Left A, Right to, std::size_t m) {
  const auto rows = [&](std::size_t n) {
    return Right{to.B + m, to.C + n * to.ld + m, to.ld, to.bias == nullptr ? nullptr : to.bias + m, to.write};
  };
  const auto at = [&](std::size_t n) { return Left{A.data + n * A.stride_n, A.stride_n, A.stride_k}; };
  if (MV == 1 && to.write == Write::overwrite) {
    if (K == 1) return short_sums<W, 1>(N, A, rows(0));
    if (K == 2) return short_sums<W, 2>(N, A, rows(0));
    if (K == 3) return short_sums<W, 3>(N, A, rows(0));
    if (K == 4) return short_sums<W, 4>(N, A, rows(0));
  }
  std::size_t n = 0;
  for (; n + 4 <= N; n += 4) tile<W, MV, 4>(K, at(n), rows(n));
  if constexpr (W == kLaneWidth)
    for (; n + 2 <= N; n += 2) tile<W, MV, 2>(K, at(n), rows(n));
  for (; n < N; ++n) tile<W, MV, 1>(K, at(n), rows(n));
}

void product(std::size_t N, std::size_t M, std::size_t K, Left A, Right to) {
  std::size_t m = 0;
  for (; m + 2 * kLaneWidth <= M; m += 2 * kLaneWidth) strip<kLaneWidth, 2>(N, K, A, to, m);
  for (; m + kLaneWidth <= M; m += kLaneWidth) strip<kLaneWidth, 1>(N, K, A, to, m);
  if (M - m == 1) strip<1, 1>(N, K, A, to, m);
  if (M - m == 2) strip<2, 1>(N, K, A, to, m);
  if (M - m == 3) strip<3, 1>(N, K, A, to, m);
}

// Whether packing costs less than it saves: B must be read often enough, and the sums be long enough.
bool pays(std::size_t N, std::size_t M, std::size_t K) {
  return K >= 8 && M >= 5 && N >= 6 && N * M * K >= kPackedFrom;
}

}  // namespace

bool products_are_fused() {
#ifdef DELTARULE_FUSED_MULTIPLY_ADD
  return true;
#else
  return false;
#endif
}

void gemm_nn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write) {
  if (pays(N, M, K)) return packed_product(N, M, K, {A, K, Form::rows}, {B, M, Form::columns}, C, write, nullptr);
  product(N, M, K, Left{A, K, 1}, Right{B, C, M, nullptr, write});
}

void gemm_tn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write) {
  if (pays(N, M, K)) return packed_product(N, M, K, {A, N, Form::columns}, {B, M, Form::columns}, C, write, nullptr);
  product(N, M, K, Left{A, 1, N}, Right{B, C, M, nullptr, write});
}

void gemm_nt(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write,
             const Scalar* bias) {
  const Scalar* right = B;
  Scalar transposed[kTransposedOnStack];
  if (M != 1 && K != 1) {  // else B and its transpose are the same numbers in the same order
    if (M * K > kTransposedOnStack || pays(N, M, K))
      return packed_product(N, M, K, {A, K, Form::rows}, {B, K, Form::rows}, C, write, bias);
    transpose(M, K, B, transposed);
    right = transposed;
  }
  product(N, M, K, Left{A, K, 1}, Right{right, C, M, bias, write});
}

}  // namespace deltarule
