// The product for matrices that do not fit into registers: what gemm.cpp calls when packing pays. Only for kernels.
#pragma once

#include "engine/core/kernels/gemm.h"
#include "engine/core/lanes.h"

namespace deltarule {

constexpr std::size_t kColumns = 2 * kLaneWidth;  // of a register tile, and of a packed panel

enum class Form {
  rows,     // element (i, k) at data[i * ld + k]: along k lies what is summed
  columns,  // element (i, k) at data[k * ld + i]
  packed    // as pack() leaves it; only on the right
};

/// One side of a product; i counts rows of C for the left side and columns of C for the right one.
struct Side {
  const Scalar* data;
  std::size_t ld;
  Form form;
};

/// C [N, M] (+)= the sum over K of left and right, then + bias [M] if there is one. N, M, K >= 1.
void packed_product(std::size_t N, std::size_t M, std::size_t K, Side left, Side right, Scalar* C, Write write,
                    const Scalar* bias);

}  // namespace deltarule
