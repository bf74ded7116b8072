// The filters' gradient filter by filter, so that its sums stay in registers; the image's place by place, in the order
// in which patches fall into a pixel.
#include "engine/core/kernels/sparse_patches.h"

#include <algorithm>

#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

// Calls f(place, where its patch begins in an image) for all places, in their order or against it.
template <class F>
void for_places(const Patches& patches, bool backwards, F f) {
  for (std::size_t i = 0; i < patches.places_down; ++i) {
    const std::size_t y = backwards ? patches.places_down - 1 - i : i;
    for (std::size_t j = 0; j < patches.places_across; ++j) {
      const std::size_t x = backwards ? patches.places_across - 1 - j : j;
      f(y * patches.places_across + x, y * patches.down + x * patches.across);
    }
  }
}

// What of a sparse row or column is not 0, kept in order. Nothing branches: what is 0 cannot be foreseen.
struct Kept {
  const SparseWork& work;
  std::size_t count = 0;
  void take(Scalar value, std::size_t where) {
    work.values[count] = value;
    work.where[count] = static_cast<std::uint32_t>(where);
    count += static_cast<std::size_t>(value < 0) | static_cast<std::size_t>(value > 0);
  }
};

// The first `Run` numbers at p, as vectors.
template <std::size_t Run>
struct Line {
  static constexpr std::size_t kWhole = Run / kLaneWidth, kRest = Run % kLaneWidth;
  static constexpr std::size_t kLanes = kWhole + (kRest > 0 ? 1 : 0);
  static Lane load(const Scalar* p, std::size_t lane) {
    return lane < kWhole ? deltarule::load<Lane>(p + lane * kLaneWidth) : load_first<kRest>(p + lane * kLaneWidth);
  }
  static void store(Scalar* p, std::size_t lane, Lane value) {
    if (lane < kWhole)
      deltarule::store(p + lane * kLaneWidth, value);
    else
      store_first<kRest>(p + lane * kLaneWidth, value);
  }
};

// dW [Run, Run] += the sum of what was kept, times the patch there: one channel of a filter of neighbouring cells.
template <std::size_t Run>
void add_plane(const Kept& kept, const Scalar* image, const std::size_t* cells, Scalar* dW) {
  using L = Line<Run>;
  Lane sum[Run][L::kLanes];
  std::size_t lines[Run];
  for (std::size_t i = 0; i < Run; ++i) {
    lines[i] = cells[i * Run];
    for (std::size_t lane = 0; lane < L::kLanes; ++lane) sum[i][lane] = L::load(dW + i * Run, lane);
  }
  for (std::size_t e = 0; e < kept.count; ++e) {
    const Lane value = splat(kept.work.values[e]);
    const Scalar* patch = image + kept.work.where[e];
    for (std::size_t i = 0; i < Run; ++i)
      for (std::size_t lane = 0; lane < L::kLanes; ++lane)
        sum[i][lane] = multiply_add(value, L::load(patch + lines[i], lane), sum[i][lane]);
  }
  for (std::size_t i = 0; i < Run; ++i)
    for (std::size_t lane = 0; lane < L::kLanes; ++lane) L::store(dW + i * Run, lane, sum[i][lane]);
}

template <std::size_t Run>
void add_planes(const Kept& kept, const Patches& patches, Scalar* dW) {
  for (std::size_t k = 0; k < patches.K; k += Run * Run) add_plane<Run>(kept, patches.image, patches.cells + k, dW + k);
}

// The same for filters of any kind.
void add_lines(const Kept& kept, const Patches& patches, Scalar* dW) {
  for (std::size_t k = 0; k < patches.K; k += patches.run)
    for (std::size_t e = 0; e < kept.count; ++e)
      axpy(patches.run, kept.work.values[e], patches.image + patches.cells[k] + kept.work.where[e], dW + k);
}

// to = the sum of values[e] times row `where[e]` of W [.., K], from column k on, for `Lanes` lanes.
template <std::size_t Lanes>
inline void combine_lanes(const Kept& kept, const Scalar* W, std::size_t K, std::size_t k, Scalar* to) {
  Lane sum[Lanes] = {};
  for (std::size_t e = 0; e < kept.count; ++e) {
    const Lane value = splat(kept.work.values[e]);
    const Scalar* row = W + kept.work.where[e] * K + k;
    for (std::size_t lane = 0; lane < Lanes; ++lane)
      sum[lane] = multiply_add(value, load<Lane>(row + lane * kLaneWidth), sum[lane]);
  }
  for (std::size_t lane = 0; lane < Lanes; ++lane) store(to + k + lane * kLaneWidth, sum[lane]);
}

// to [K] = the same of all columns, so many at a time that their sums stay in registers.
void combine(const Kept& kept, const Scalar* W, std::size_t K, Scalar* to) {
  constexpr std::size_t kAtATime = 8;
  std::size_t k = 0;
  for (; k + kAtATime * kLaneWidth <= K; k += kAtATime * kLaneWidth) combine_lanes<kAtATime>(kept, W, K, k, to);
  for (; k + kLaneWidth <= K; k += kLaneWidth) combine_lanes<1>(kept, W, K, k, to);
  for (; k < K; ++k) {
    Scalar sum = 0;
    for (std::size_t e = 0; e < kept.count; ++e)
      sum = element(multiply_add(splat(kept.work.values[e]), splat(W[kept.work.where[e] * K + k]), splat(sum)), 0);
    to[k] = sum;
  }
}

// image += the row of a patch, line by line.
template <std::size_t Run>
void add_row(const Patches& patches, const Scalar* row, Scalar* image) {
  using L = Line<Run>;
  for (std::size_t k = 0; k < patches.K; k += Run) {
    Scalar* pixels = image + patches.cells[k];
    for (std::size_t lane = 0; lane < L::kLanes; ++lane)
      L::store(pixels, lane, L::load(pixels, lane) + L::load(row + k, lane));
  }
}

void add_cells(const Patches& patches, const Scalar* row, Scalar* image) {
  for (std::size_t k = 0; k < patches.K; ++k) image[patches.cells[k]] += row[k];
}

}  // namespace

bool is_sparse(std::size_t n, const Scalar* x) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < n; ++i) count += x[i] != 0 ? 1 : 0;
  return 4 * count <= n;
}

void sparse_filter_gradient(const Patches& patches, std::size_t F, const Scalar* dz, const SparseWork& work,
                            Scalar* dW) {
  const auto add = patches.run == 5 ? add_planes<5> : patches.run == 3 ? add_planes<3> : add_lines;
  for (std::size_t f = 0; f < F; ++f, dz += patches.places(), dW += patches.K) {
    Kept kept{work};
    for_places(patches, false, [&](std::size_t p, std::size_t pixel) { kept.take(dz[p], pixel); });
    add(kept, patches, dW);
  }
}

void sparse_image_gradient(const Patches& patches, std::size_t F, const Scalar* W, const Scalar* dz, bool backwards,
                           const SparseWork& work, Scalar* image) {
  const auto add = patches.run == 5 ? add_row<5> : patches.run == 3 ? add_row<3> : add_cells;
  const std::size_t P = patches.places();
  for_places(patches, backwards, [&](std::size_t p, std::size_t pixel) {
    Kept kept{work};
    for (std::size_t f = 0; f < F; ++f) kept.take(dz[f * P + p], f);
    if (kept.count == 0) return;
    combine(kept, W, patches.K, work.row);
    add(patches, work.row, image + pixel);
  });
}

}  // namespace deltarule
