// The filters' gradient filter by filter, so that its sums stay in registers; the image's place by place, in the order
// in which patches fall into a pixel.
#include "engine/core/kernels/sparse_patches.h"

#include <algorithm>

#include "engine/core/kernels/compress.h"
#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/vector_ops.h"

namespace deltarule {
namespace {

// What of a sparse row or column is not 0, kept in order. Nothing branches: what is 0 cannot be foreseen.
struct Kept {
  const SparseWork& work;
  std::size_t count = 0;
  void take(Scalar value, std::uint32_t where) {
    work.values[count] = value;
    work.where[count] = where;
    count += is_zero(value) ? 0 : 1;
  }
  // `n` values, each with its `where`.
  void take(std::size_t n, const Scalar* values, const std::uint32_t* where) {
    std::size_t i = 0;
#ifdef DELTARULE_COMPRESS
    for (; i + kLaneWidth <= n; i += kLaneWidth)
      count += compress(values + i, where + i, work.values + count, work.where + count);
#endif
    for (; i < n; ++i) take(values[i], where[i]);
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

// to [K] += the sum of `Count` kept values from number `first` on, each times its row of W [.., K]. The count is known
// to the compiler: a loop of a few turns ends where nobody can foresee it.
template <std::size_t Count>
void combine_some(const Kept& kept, std::size_t first, const Scalar* W, std::size_t K, Scalar* to) {
  Lane values[Count];
  const Scalar* rows[Count];
  for (std::size_t e = 0; e < Count; ++e) {
    values[e] = splat(kept.work.values[first + e]);
    rows[e] = W + kept.work.where[first + e] * K;
  }
  for_lanes(K, [&](auto at) {
    Lane sum = first == 0 ? Lane{} : at.load(to);
    for (std::size_t e = 0; e < Count; ++e) sum = multiply_add(values[e], at.load(rows[e]), sum);
    at.store(to, sum);
  });
}

// to [K] = the sum of what was kept, times the rows of W.
void combine(const Kept& kept, const Scalar* W, std::size_t K, Scalar* to) {
  constexpr std::size_t kAtATime = 8;
  std::size_t e = 0;
  for (; e + kAtATime <= kept.count; e += kAtATime) combine_some<kAtATime>(kept, e, W, K, to);
  switch (kept.count - e) {
    case 1: return combine_some<1>(kept, e, W, K, to);
    case 2: return combine_some<2>(kept, e, W, K, to);
    case 3: return combine_some<3>(kept, e, W, K, to);
    case 4: return combine_some<4>(kept, e, W, K, to);
    case 5: return combine_some<5>(kept, e, W, K, to);
    case 6: return combine_some<6>(kept, e, W, K, to);
    case 7: return combine_some<7>(kept, e, W, K, to);
    default: return;
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
#ifdef DELTARULE_SCALAR_DOUBLE
  const auto count = n - static_cast<std::size_t>(std::count(x, x + n, Scalar{0}));
#else
  Int4 counts{};
  for_lanes(n, [&](auto at) { counts -= at.load(x) != Lane{}; });  // true is -1
  const std::size_t count = static_cast<std::uint32_t>(counts[0] + counts[1] + counts[2] + counts[3]);
#endif
  return 4 * count <= n;
}

void sparse_filter_gradient(const Patches& patches, std::size_t F, const Scalar* dz, const SparseWork& work,
                            Scalar* dW) {
  const auto add = patches.run == 5 ? add_planes<5> : patches.run == 3 ? add_planes<3> : add_lines;
  for (std::size_t f = 0; f < F; ++f, dz += patches.P, dW += patches.K) {
    Kept kept{work};
    kept.take(patches.P, dz, patches.places);
    add(kept, patches, dW);
  }
}

void sparse_image_gradient(const Patches& patches, std::size_t F, const Scalar* W, const Scalar* dz, bool backwards,
                           const SparseWork& work, Scalar* image) {
  const auto add = patches.run == 5 ? add_row<5> : patches.run == 3 ? add_row<3> : add_cells;
  const std::size_t P = patches.P;
  for (std::size_t i = 0; i < P; ++i) {
    const std::size_t p = backwards ? P - 1 - i : i;
    Kept kept{work};
    for (std::size_t f = 0; f < F; ++f) kept.take(dz[f * P + p], static_cast<std::uint32_t>(f));
    if (kept.count == 0) continue;
    combine(kept, W, patches.K, work.row);
    add(patches, work.row, image + patches.places[p]);
  }
}

}  // namespace deltarule
