// Products and sums against naive loops: bit for bit in the order that the kernels promise, for every remainder.
#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/vector_ops.h"
#include "tests/support/random_values.h"

using namespace deltarule;
using deltarule::testing::random;

namespace {

// One sum over k in order: what every kernel must equal exactly, and close to which the truth in double lies.
std::vector<Scalar> naive(std::size_t N, std::size_t M, std::size_t K, const std::vector<Scalar>& A,
                          const std::vector<Scalar>& B, const std::vector<Scalar>& C, bool add) {
  std::vector<Scalar> result(N * M);
  for (std::size_t n = 0; n < N; ++n)
    for (std::size_t m = 0; m < M; ++m) {
      Scalar sum = add ? C[n * M + m] : 0;
      double exact = static_cast<double>(sum);
      for (std::size_t k = 0; k < K; ++k) {
        const Scalar product = A[n * K + k] * B[k * M + m];
        sum += product;
        exact += static_cast<double>(A[n * K + k]) * static_cast<double>(B[k * M + m]);
      }
      REQUIRE(std::fabs(static_cast<double>(sum) - exact) < 1e-5 * (1 + static_cast<double>(K)));
      result[n * M + m] = sum;
    }
  return result;
}

std::vector<Scalar> transposed(std::size_t rows, std::size_t columns, const std::vector<Scalar>& from) {
  std::vector<Scalar> to(from.size());
  transpose(rows, columns, from.data(), to.data());
  return to;
}

}  // namespace

namespace {

// All forms of one product against the naive one, bit for bit.
void check_products(std::size_t N, std::size_t M, std::size_t K) {
  const auto A = random(N * K, 1), B = random(K * M, 2), C = random(N * M, 3), bias = random(M, 7);
  const auto A_turned = transposed(N, K, A), B_turned = transposed(K, M, B);
  std::vector<Scalar> packed(packed_size(K, M)), packed_turned(packed_size(K, M));
  pack(K, M, B.data(), packed.data());
  pack_transposed(K, M, B_turned.data(), packed_turned.data());
  CHECK(packed == packed_turned);
  for (const bool add : {false, true}) {
    INFO(N << " x " << M << " x " << K << (add ? ", added" : ""));
    const auto expected = naive(N, M, K, A, B, C, add);
    const Write write = add ? Write::add : Write::overwrite;
    auto nn = C, tn = C, nt = C, right = C, biased = C, expected_biased = expected;
    gemm_nn(N, M, K, A.data(), B.data(), nn.data(), write);
    gemm_tn(N, M, K, A_turned.data(), B.data(), tn.data(), write);
    gemm_nt(N, M, K, A.data(), B_turned.data(), nt.data(), write);
    CHECK(nn == expected);
    CHECK(tn == expected);
    CHECK(nt == expected);
    if (K > 0) {
      gemm_packed(N, M, K, A.data(), packed.data(), right.data(), write);
      CHECK(right == expected);
    }
    gemm_nt(N, M, K, A.data(), B_turned.data(), biased.data(), write, bias.data());
    for (std::size_t i = 0; i < N * M; ++i) expected_biased[i] += bias[i % M];
    CHECK(biased == expected_biased);
  }
}

}  // namespace

TEST_CASE("kernels: all products, every size around the tiles", "[core]") {
  for (std::size_t N : {1u, 2u, 3u, 4u, 5u, 7u, 10u})
    for (std::size_t M : {1u, 2u, 3u, 4u, 5u, 7u, 8u, 9u, 12u, 15u, 17u})
      for (std::size_t K : {0u, 1u, 2u, 3u, 8u, 33u}) check_products(N, M, K);
}

TEST_CASE("kernels: all products where panels are packed, and around the edges of blocks", "[core]") {
  for (std::size_t N : {8u, 9u, 31u, 32u})
    for (std::size_t M : {8u, 13u, 31u, 64u})
      for (std::size_t K : {8u, 31u, 100u}) check_products(N, M, K);
  check_products(127, 15, 255);
  check_products(128, 16, 256);
  check_products(129, 17, 257);
  check_products(258, 9, 70);
  check_products(6, 50, 513);
  check_products(1, 40, 784);
  check_products(16, 33, 1030);
}

TEST_CASE("kernels: sums, axpy, scale and transpose", "[core]") {
  for (std::size_t N : {1u, 2u, 5u, 9u})
    for (std::size_t M : {1u, 3u, 4u, 6u, 8u, 19u}) {
      const auto x = random(N * M, 4), start = random(M, 5);
      auto sums = start;
      add_rows(N, M, x.data(), sums.data());
      for (std::size_t m = 0; m < M; ++m) {
        Scalar sum = start[m];
        for (std::size_t n = 0; n < N; ++n) sum += x[n * M + m];
        CHECK(sums[m] == sum);
      }
      auto y = start;
      axpy(M, Scalar{0.5}, x.data(), y.data());
      auto scaled = start;
      scale(M, Scalar{3}, scaled.data());
      for (std::size_t m = 0; m < M; ++m) {
        CHECK(y[m] == start[m] + Scalar{0.5} * x[m]);
        CHECK(scaled[m] == start[m] * 3);
      }
      const auto t = transposed(N, M, x);
      for (std::size_t n = 0; n < N; ++n)
        for (std::size_t m = 0; m < M; ++m) CHECK(t[m * N + n] == x[n * M + m]);
    }
  const auto large = transposed(37, 53, random(37 * 53, 6));
  CHECK(transposed(53, 37, large) == random(37 * 53, 6));
}

TEST_CASE("kernels: sum of squares and finiteness, wherever the odd one hides", "[core]") {
  const std::vector<Scalar> three{1, 2, 3, 4, 5};
  CHECK(sum_of_squares(5, three.data()) == 55);
  CHECK(sum_of_squares(0, nullptr) == 0);
  for (std::size_t n : {1u, 3u, 4u, 5u, 11u})
    for (std::size_t i = 0; i < n; ++i)
      for (const Scalar bad : {std::numeric_limits<Scalar>::infinity(), -std::numeric_limits<Scalar>::infinity(),
                               std::numeric_limits<Scalar>::quiet_NaN()}) {
        std::vector<Scalar> values(n, std::numeric_limits<Scalar>::max());
        CHECK(all_finite(n, values.data()));
        values[i] = bad;
        CHECK_FALSE(all_finite(n, values.data()));
        CHECK(all_finite(i, values.data()));
      }
}
