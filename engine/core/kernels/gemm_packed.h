// The product for matrices that do not fit into registers: what gemm.cpp calls when packing pays. Only for kernels.
#pragma once

#include "engine/core/kernels/gemm.h"
#include "engine/core/kernels/patches.h"
#include "engine/core/lanes.h"

namespace deltarule {

constexpr std::size_t kColumns = 2 * kLaneWidth;  // of a register tile, and of a packed panel

enum class Form {
  rows,     // element (i, k) at data[i * ld + k]: along k lies what is summed
  columns,  // element (i, k) at data[k * ld + i]
  packed,   // as pack() leaves it; only on the right
  patches   // K cells by places, where they lie in an image; only on the right
};

/// One side of a product; i counts rows of C for the left side and columns of C for the right one.
struct Side {
  const Scalar* data;
  std::size_t ld;
  Form form;
  const Patches* patches = nullptr;
};

/// C [N, M] (+)= the sum over K of left and right, then + bias [M] if there is one. N, M, K >= 1.
void packed_product(std::size_t N, std::size_t M, std::size_t K, Side left, Side right, Scalar* C, Write write,
                    const Scalar* bias);

/// Whether both lanes of the panel that begins at place `first` are neighbours in the image, and where each begins.
bool lanes_of_neighbours(const Patches& patches, std::size_t first, const Scalar* lanes[2]);
/// One panel of a right side [k][kColumns]: of the patches from place `first` on (places beyond the last repeat it:
/// nobody sees what comes of them) the cells [k, k + depth).
void patch_panel(const Patches& patches, std::size_t first, std::size_t k, std::size_t depth, Scalar* to);

}  // namespace deltarule
