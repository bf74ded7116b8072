// Packed panels and a register tile, after Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication"
// (2008).
//
// K is cut into blocks. A block of the left side lies in the second-level cache as panels [k][4 rows], a strip of the
// right side in the first-level cache as [k][8 columns]; the tile reads both one number after the other and keeps its
// 4 x 8 sums in registers. Between two blocks of K the sums wait in C: their order does not change.
#include "engine/core/kernels/gemm_packed.h"

#include <algorithm>

#include "engine/core/kernels/multiply_add.h"
#include "engine/core/kernels/turn.h"
#include "engine/core/kernels/vector_ops.h"
#include "engine/core/lanes.h"

namespace deltarule {
namespace {

constexpr std::size_t kRows = 4;     // of a tile
constexpr std::size_t kDepth = 256;  // most of K at a time
constexpr std::size_t kBlock = 128;  // most rows at a time

// to [depth][W] from `width` <= W neighbours of a side in the form of columns. Those that are not there repeat the
// last one: nobody sees what comes of them.
template <std::size_t W>
void copy_panel(std::size_t depth, std::size_t width, const Scalar* from, std::size_t ld, Scalar* to) {
  if (width == W) {
    for (std::size_t k = 0; k < depth; ++k, from += ld, to += W)
      for (std::size_t i = 0; i < W; i += kLaneWidth) store(to + i, load<Lane>(from + i));
    return;
  }
  for (std::size_t k = 0; k < depth; ++k, from += ld, to += W)
    for (std::size_t i = 0; i < W; ++i) to[i] = from[std::min(i, width - 1)];
}

// The same from the form of rows.
template <std::size_t W>
void turn_panel(std::size_t depth, std::size_t width, const Scalar* from, std::size_t ld, Scalar* to) {
  for (std::size_t i = 0; i < W; i += kLaneWidth) {
    const Scalar* rows[kLaneWidth];
    for (std::size_t j = 0; j < kLaneWidth; ++j) rows[j] = from + std::min(i + j, width - 1) * ld;
    std::size_t k = 0;
    for (; k + kLaneWidth <= depth; k += kLaneWidth) turn(rows, k, to + k * W + i, W);
    for (; k < depth; ++k)
      for (std::size_t j = 0; j < kLaneWidth; ++j) to[k * W + i + j] = rows[j][k];
  }
}

// Neighbours i, i + 1, ... (`width` of them) of a side at k = first, first + 1, ...
template <std::size_t W>
void make_panel(Side side, std::size_t i, std::size_t width, std::size_t first, std::size_t depth, Scalar* to) {
  if constexpr (W == kColumns)
    if (side.form == Form::patches) return patch_panel(*side.patches, i, first, depth, to);
  if (side.form == Form::columns)
    copy_panel<W>(depth, width, side.data + first * side.ld + i, side.ld, to);
  else
    turn_panel<W>(depth, width, side.data + i * side.ld + first, side.ld, to);
}

// The right side of a tile: a panel [depth][8], or neighbours in an image, which need not be copied into one.
struct Panel {
  const Scalar* at;
  [[nodiscard]] Lane lane(std::size_t k, std::size_t v) const { return load<Lane>(at + k * kColumns + v * kLaneWidth); }
};
struct Neighbours {
  const Scalar* first[2];  // of each lane, under the first cell of a filter
  const std::size_t* cells;
  [[nodiscard]] Lane lane(std::size_t k, std::size_t v) const { return load<Lane>(first[v] + cells[k]); }
};

// C [Rows, 8] = or += a [depth][4] b [depth][8], then + bias; of a's four rows the first ones.
template <std::size_t Rows, class B>
[[gnu::noinline]] void tile(std::size_t depth, const Scalar* a, B b, Scalar* C, std::size_t ld, bool add,
                            const Scalar* bias) {
  Lane sum[Rows][2];
  for (std::size_t n = 0; n < Rows; ++n)
    for (std::size_t v = 0; v < 2; ++v) sum[n][v] = add ? load<Lane>(C + n * ld + v * kLaneWidth) : Lane{};
  for (std::size_t k = 0; k < depth; ++k, a += kRows) {
    const Lane left = b.lane(k, 0), right = b.lane(k, 1);
    for (std::size_t n = 0; n < Rows; ++n) {
      const Lane factor = splat(a[n]);
      sum[n][0] = multiply_add(factor, left, sum[n][0]);
      sum[n][1] = multiply_add(factor, right, sum[n][1]);
    }
  }
  if (bias != nullptr)
    for (std::size_t v = 0; v < 2; ++v) {
      const Lane summand = load<Lane>(bias + v * kLaneWidth);
      for (std::size_t n = 0; n < Rows; ++n) sum[n][v] = sum[n][v] + summand;
    }
  for (std::size_t n = 0; n < Rows; ++n)
    for (std::size_t v = 0; v < 2; ++v) store(C + n * ld + v * kLaneWidth, sum[n][v]);
}

// A tile that is not all there: computed beside C, of which only `rows` x `columns` are touched. Two rows are half the
// work: many a layer has six of something.
template <class B>
void part_tile(std::size_t rows, std::size_t columns, std::size_t depth, const Scalar* a, B b, Scalar* C,
               std::size_t ld, bool add, const Scalar* bias) {
  if (columns == kColumns && rows == 2) return tile<2>(depth, a, b, C, ld, add, bias);
  Scalar whole[kRows * kColumns] = {}, whole_bias[kColumns] = {};
  if (add)
    for (std::size_t n = 0; n < rows; ++n) copy(columns, C + n * ld, whole + n * kColumns);
  if (bias != nullptr) copy(columns, bias, whole_bias);
  const Scalar* used_bias = bias != nullptr ? whole_bias : nullptr;
  if (rows <= 2)
    tile<2>(depth, a, b, whole, kColumns, add, used_bias);
  else
    tile<kRows>(depth, a, b, whole, kColumns, add, used_bias);
  for (std::size_t n = 0; n < rows; ++n) copy(columns, whole + n * kColumns, C + n * ld);
}

// A column strip of C, of which `columns` are there, for the rows of a block.
template <class B>
void strip_of(std::size_t rows, std::size_t columns, std::size_t depth, const Scalar* block, B b, Scalar* C,
              std::size_t ld, bool add, const Scalar* bias) {
  for (std::size_t n = 0; n < rows; n += kRows, C += kRows * ld) {
    const Scalar* a = block + n * depth;
    if (columns == kColumns && n + kRows <= rows)
      tile<kRows>(depth, a, b, C, ld, add, bias);
    else
      part_tile(std::min(kRows, rows - n), columns, depth, a, b, C, ld, add, bias);
  }
}

}  // namespace

void packed_product(std::size_t N, std::size_t M, std::size_t K, Side left, Side right, Scalar* C, Write write,
                    const Scalar* bias) {
  alignas(64) Scalar block[kBlock * kDepth];
  alignas(64) Scalar strip[kColumns * kDepth];
  const std::size_t cuts = (K + kDepth - 1) / kDepth, depth_each = (K + cuts - 1) / cuts;
  for (std::size_t k = 0; k < K; k += depth_each) {
    const std::size_t depth = std::min(depth_each, K - k);
    const bool add = write == Write::add || k > 0;
    const Scalar* last_bias = k + depth == K ? bias : nullptr;
    for (std::size_t first = 0; first < N; first += kBlock) {
      const std::size_t end = std::min(first + kBlock, N);
      for (std::size_t n = first; n < end; n += kRows)
        make_panel<kRows>(left, n, std::min(kRows, end - n), k, depth, block + (n - first) * depth);
      for (std::size_t m = 0; m < M; m += kColumns) {
        const std::size_t columns = std::min(kColumns, M - m);
        const Scalar* biases = last_bias == nullptr ? nullptr : last_bias + m;
        Scalar* sums = C + first * M + m;
        Neighbours neighbours{};
        if (right.form == Form::patches && lanes_of_neighbours(*right.patches, m, neighbours.first)) {
          neighbours.cells = right.patches->cells + k;
          strip_of(end - first, columns, depth, block, neighbours, sums, M, add, biases);
          continue;
        }
        if (right.form != Form::packed) make_panel<kColumns>(right, m, columns, k, depth, strip);
        const Panel panel{right.form == Form::packed ? right.data + m * K + k * kColumns : strip};
        strip_of(end - first, columns, depth, block, panel, sums, M, add, biases);
      }
    }
  }
}

std::size_t packed_size(std::size_t K, std::size_t M) { return K * ((M + kColumns - 1) / kColumns * kColumns); }

void pack(std::size_t K, std::size_t M, const Scalar* B, Scalar* packed) {
  for (std::size_t m = 0; m < M; m += kColumns)
    make_panel<kColumns>({B, M, Form::columns}, m, std::min(kColumns, M - m), 0, K, packed + m * K);
}

void pack_transposed(std::size_t K, std::size_t M, const Scalar* B, Scalar* packed) {
  for (std::size_t m = 0; m < M; m += kColumns)
    make_panel<kColumns>({B, K, Form::rows}, m, std::min(kColumns, M - m), 0, K, packed + m * K);
}

void gemm_packed(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* packed, Scalar* C,
                 Write write) {
  packed_product(N, M, K, {A, K, Form::rows}, {packed, 0, Form::packed}, C, write, nullptr);
}

}  // namespace deltarule
