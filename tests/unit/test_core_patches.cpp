// Patches that nobody writes down against those that somebody did: the same packed panels, the same sums, bit for bit.
#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <vector>

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/patches.h"
#include "tests/support/random_values.h"

using namespace deltarule;
using deltarule::testing::random;

namespace {

// A filter of `kernel` x `kernel` cells walking in steps of `stride` over `channels` planes.
void check(std::size_t channels, std::size_t kernel, std::size_t down, std::size_t across, std::size_t stride) {
  INFO(channels << " channels, kernel " << kernel << ", " << down << " x " << across << " places, stride " << stride);
  const std::size_t height = (down - 1) * stride + kernel, width = (across - 1) * stride + kernel;
  const std::vector<Scalar> image = random(channels * height * width, 1);
  std::vector<std::size_t> cells;
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < kernel; ++i)
      for (std::size_t j = 0; j < kernel; ++j) cells.push_back((c * height + i) * width + j);
  const std::size_t K = cells.size(), P = down * across;
  const Patches patches{image.data(), cells.data(), K, down, across, stride * width, stride};

  std::vector<Scalar> written(K * P);
  for (std::size_t k = 0; k < K; ++k)
    for (std::size_t p = 0; p < P; ++p)
      written[k * P + p] = image[cells[k] + p / across * stride * width + p % across * stride];

  std::vector<Scalar> expected(packed_size(K, P)), packed(packed_size(K, P));
  pack(K, P, written.data(), expected.data());
  pack_patches(patches, packed.data());
  CHECK(packed == expected);

  for (const std::size_t M : {1u, 6u, 8u, 19u}) {
    const std::vector<Scalar> B = random(P * M, 2), before = random(K * M, 3);
    std::vector<Scalar> packed_B(packed_size(P, M)), product = before, sums = before;
    pack(P, M, B.data(), packed_B.data());
    gemm_patches(patches, M, packed_B.data(), product.data());
    for (std::size_t k = 0; k < K; ++k)
      for (std::size_t m = 0; m < M; ++m)
        for (std::size_t p = 0; p < P; ++p) sums[k * M + m] += written[k * P + p] * B[p * M + m];
    CHECK(product == sums);
  }
}

}  // namespace

TEST_CASE("kernels: patches are read where they lie", "[core]") {
  for (const std::size_t kernel : {1u, 2u, 3u, 5u})
    for (const std::size_t across : {1u, 4u, 6u, 9u})
      for (const std::size_t stride : {1u, 2u}) {
        check(1, kernel, 3, across, stride);
        check(3, kernel, 5, across, stride);
      }
}
