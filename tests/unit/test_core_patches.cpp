// Patches that nobody writes down against those that somebody did: the same sums, bit for bit; also those that leave
// out what is 0.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/core/kernels/compress.h"
#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/patches.h"
#include "engine/core/kernels/sparse_patches.h"
#include "tests/support/random_values.h"

using namespace deltarule;
using deltarule::testing::random;

namespace {

// Where a filter stands that walks over an image in steps of `stride`.
std::vector<std::uint32_t> places_of(std::size_t down, std::size_t across, std::size_t stride, std::size_t width) {
  std::vector<std::uint32_t> places;
  for (std::size_t y = 0; y < down; ++y)
    for (std::size_t x = 0; x < across; ++x) places.push_back(static_cast<std::uint32_t>((y * width + x) * stride));
  return places;
}

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
  const std::vector<std::uint32_t> places = places_of(down, across, stride, width);
  const Patches patches{image.data(), cells.data(), K, places.data(), P};

  std::vector<Scalar> written(K * P);
  for (std::size_t k = 0; k < K; ++k)
    for (std::size_t p = 0; p < P; ++p) written[k * P + p] = image[cells[k] + places[p]];

  for (const std::size_t N : {1u, 6u, 17u}) {
    const std::vector<Scalar> A = random(N * K, 4), before = random(N * P, 5);
    std::vector<Scalar> product = before, sums = before;
    gemm_by_patches(N, A.data(), patches, product.data());
    for (std::size_t n = 0; n < N; ++n)
      for (std::size_t p = 0; p < P; ++p)
        for (std::size_t k = 0; k < K; ++k) sums[n * P + p] += A[n * K + k] * written[k * P + p];
    CHECK(product == sums);
  }
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

// `n` numbers of which most are 0.
std::vector<Scalar> mostly_zero(std::size_t n, std::uint64_t seed) {
  std::vector<Scalar> values = random(n, seed);
  for (Scalar& value : values) value = value > Scalar(0.6) ? value : Scalar{0};
  return values;
}

// As a layer has it: what fell into a pixel from the cells of the filters, cell after cell.
void check_sparse(std::size_t channels, std::size_t kernel, std::size_t stride, std::size_t dilation, bool turned) {
  INFO(channels << " channels, kernel " << kernel << ", stride " << stride << ", dilation " << dilation << turned);
  const std::size_t down = 4, across = 6, F = 5, reach = (kernel - 1) * dilation + 1;
  const std::size_t height = (down - 1) * stride + reach, width = (across - 1) * stride + reach;
  const std::vector<Scalar> image = random(channels * height * width, 1);
  const auto cell = [&](std::size_t i) { return (turned ? kernel - 1 - i : i) * dilation; };
  std::vector<std::size_t> cells;
  for (std::size_t c = 0; c < channels; ++c)
    for (std::size_t i = 0; i < kernel; ++i)
      for (std::size_t j = 0; j < kernel; ++j) cells.push_back((c * height + cell(i)) * width + cell(j));
  const std::size_t K = cells.size(), P = down * across;
  const std::size_t run = dilation == 1 && !turned ? kernel : 1;
  const std::vector<std::uint32_t> places = places_of(down, across, stride, width);
  const Patches patches{image.data(), cells.data(), K, places.data(), P, run};
  const std::vector<Scalar> dz = mostly_zero(F * P, 2), W = random(F * K, 3), before = random(F * K, 4);
  REQUIRE(is_sparse(dz.size(), dz.data()));
  const auto pixel = [&](std::size_t k, std::size_t p) { return cells[k] + places[p]; };

  std::vector<Scalar> expected = before, dW = before, row(K), values(std::max(F, P));
  for (std::size_t f = 0; f < F; ++f)
    for (std::size_t k = 0; k < K; ++k)
      for (std::size_t p = 0; p < P; ++p) expected[f * K + k] += dz[f * P + p] * image[pixel(k, p)];
  std::vector<std::uint32_t> where(std::max(F, P));
  const SparseWork work{row.data(), values.data(), where.data()};
  sparse_filter_gradient(patches, F, dz.data(), work, dW.data());
  CHECK(dW == expected);

  std::vector<Scalar> dx(image.size()), fallen(image.size());
  for (std::size_t k = 0; k < K; ++k)
    for (std::size_t p = 0; p < P; ++p) {
      Scalar all = 0;
      for (std::size_t f = 0; f < F; ++f) all += W[f * K + k] * dz[f * P + p];
      fallen[pixel(k, p)] += all;
    }
  sparse_image_gradient(patches, F, W.data(), dz.data(), !turned, work, dx.data());
  CHECK(dx == fallen);
}

}  // namespace

TEST_CASE("kernels: gradients of which most are 0 are the same sums", "[core]") {
  for (const std::size_t kernel : {1u, 3u, 4u, 5u})
    for (const std::size_t stride : {1u, 2u})
      for (const std::size_t dilation : {1u, 2u})
        for (const bool turned : {false, true}) check_sparse(3, kernel, stride, dilation, turned);
  const std::vector<Scalar> few = {0, 0, 1, 0}, many = {0, 2, 1, 0};
  CHECK(is_sparse(4, few.data()));
  CHECK_FALSE(is_sparse(4, many.data()));
}

TEST_CASE("kernels: what is not 0 is kept in order", "[core]") {
  const auto nan = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(is_zero(Scalar{0}));
  CHECK(is_zero(-Scalar{0}));
  CHECK_FALSE(is_zero(std::numeric_limits<Scalar>::denorm_min()));
  CHECK_FALSE(is_zero(nan));
#ifdef DELTARULE_COMPRESS
  for (unsigned mask = 0; mask < 16; ++mask) {
    float values[4], kept[4];
    std::uint32_t where[4], kept_where[4];
    std::size_t count = 0;
    for (unsigned i = 0; i < 4; ++i) {
      values[i] = (mask >> i & 1) != 0 ? static_cast<float>(i + 1) : -0.f;
      where[i] = 10 * i;
    }
    const std::size_t found = compress(values, where, kept, kept_where);
    for (unsigned i = 0; i < 4; ++i) {
      if ((mask >> i & 1) == 0) continue;
      CHECK(kept[count] == values[i]);
      CHECK(kept_where[count++] == where[i]);
    }
    CHECK(found == count);
  }
#endif
}

TEST_CASE("kernels: patches are read where they lie", "[core]") {
  for (const std::size_t kernel : {1u, 2u, 3u, 5u})
    for (const std::size_t across : {1u, 4u, 6u, 9u})
      for (const std::size_t stride : {1u, 2u}) {
        check(1, kernel, 3, across, stride);
        check(3, kernel, 5, across, stride);
      }
  check(1, 3, 1, 2, 3);  // two places three apart, and the last one repeated, are no neighbours
}
