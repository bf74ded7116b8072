// Patches read from the image straight into packed panels, or straight into the sums of a register tile.
#include "engine/core/kernels/patches.h"

#include <algorithm>

#include "engine/core/kernels/gemm_packed.h"
#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"

namespace deltarule {
namespace {

// Cells of a filter at a time. Many a filter is 5 x 5; 10 sums, two lanes of B, a factor and a product fit into the 16
// registers there are.
constexpr std::size_t kCells = 5;

// C [Cells, width] += patches B for `width` <= kColumns columns of a packed B.
template <std::size_t Cells>
[[gnu::noinline]] void tile(const Patches& patches, const std::size_t* cells, const Scalar* b, std::size_t width,
                            Scalar* C, std::size_t ld) {
  Scalar whole[Cells * kColumns] = {};
  for (std::size_t n = 0; n < Cells; ++n) copy(width, C + n * ld, whole + n * kColumns);
  Lane sum[Cells][2];
  const Scalar* line[Cells];
  for (std::size_t n = 0; n < Cells; ++n) {
    sum[n][0] = load<Lane>(whole + n * kColumns);
    sum[n][1] = load<Lane>(whole + n * kColumns + kLaneWidth);
    line[n] = patches.image + cells[n];
  }
  for (std::size_t p = 0; p < patches.P; ++p, b += kColumns) {
    const Lane left = load<Lane>(b), right = load<Lane>(b + kLaneWidth);
    const std::size_t pixel = patches.places[p];
    for (std::size_t n = 0; n < Cells; ++n) {
      const Lane factor = splat(line[n][pixel]);
      sum[n][0] = multiply_add(factor, left, sum[n][0]);
      sum[n][1] = multiply_add(factor, right, sum[n][1]);
    }
  }
  for (std::size_t n = 0; n < Cells; ++n) {
    store(whole + n * kColumns, sum[n][0]);
    store(whole + n * kColumns + kLaneWidth, sum[n][1]);
    copy(width, whole + n * kColumns, C + n * ld);
  }
}

// Whether places[0 .. lane width) lie side by side.
bool are_neighbours(const std::uint32_t* places) {
  bool are = true;
  for (std::size_t i = 1; i < kLaneWidth; ++i) are = are && places[i] == places[0] + i;
  return are;
}

}  // namespace

bool lanes_of_neighbours(const Patches& patches, std::size_t first, const Scalar* lanes[2]) {
  if (first + kColumns > patches.P) return false;
  for (std::size_t v = 0; v < 2; ++v) {
    const std::uint32_t* places = patches.places + first + v * kLaneWidth;
    if (!are_neighbours(places)) return false;
    lanes[v] = patches.image + places[0];
  }
  return true;
}

void patch_panel(const Patches& patches, std::size_t first, std::size_t k, std::size_t depth, Scalar* to) {
  const std::size_t* cells = patches.cells + k;
  for (std::size_t lane = 0; lane < kColumns; lane += kLaneWidth, to += kLaneWidth) {
    std::uint32_t places[kLaneWidth];  // those beyond the last one repeat it
    for (std::size_t i = 0; i < kLaneWidth; ++i) places[i] = patches.places[std::min(first + lane + i, patches.P - 1)];
    const Scalar* image = patches.image;
    if (are_neighbours(places))
      for (std::size_t c = 0; c < depth; ++c) store(to + c * kColumns, load<Lane>(image + cells[c] + places[0]));
    else
      for (std::size_t c = 0; c < depth; ++c)
        for (std::size_t i = 0; i < kLaneWidth; ++i) to[c * kColumns + i] = image[cells[c] + places[i]];
  }
}

void gemm_by_patches(std::size_t N, const Scalar* A, const Patches& patches, Scalar* C) {
  packed_product(N, patches.P, patches.K, {A, patches.K, Form::rows}, {nullptr, 0, Form::patches, &patches}, C,
                 Write::add, nullptr);
}

void gemm_patches(const Patches& patches, std::size_t M, const Scalar* packed, Scalar* C) {
  for (std::size_t m = 0; m < M; m += kColumns) {
    const std::size_t width = std::min(kColumns, M - m);
    const Scalar* b = packed + m * patches.P;
    std::size_t k = 0;
    const auto take = [&](auto tile_of, std::size_t cells) {
      tile_of(patches, patches.cells + k, b, width, C + k * M + m, M);
      k += cells;
    };
    while (k + kCells <= patches.K) take(tile<kCells>, kCells);
    switch (patches.K - k) {
      case 1: take(tile<1>, 1); break;
      case 2: take(tile<2>, 2); break;
      case 3: take(tile<3>, 3); break;
      case 4: take(tile<4>, 4); break;
      default: break;
    }
  }
}

}  // namespace deltarule
