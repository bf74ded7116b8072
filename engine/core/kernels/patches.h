// What a filter meets as it walks over an image, without writing it down: the patches [K, P] of "im2col" (Chellapilla,
// Puri and Simard 2006) as a rule for where their elements lie. For the convolutional layer.
//
// Element (k, p) is image[cells[k] + places[p]]; the padding, if any, is part of the image by then.
// Sums have the one order that gemm.h promises.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/core/scalar.h"

namespace deltarule {

struct Patches {
  const Scalar* image;
  const std::size_t* cells;  // [K]: where the cells of a filter lie, from the first one on
  std::size_t K;
  const std::uint32_t* places;  // [P]: where the first cell of a filter lies at each place, row by row
  std::size_t P;
  std::size_t run = 1;  // so many cells at a time lie side by side: 1, or what K is a multiple of
};

/// C [N, P] += A [N, K] patches.
void gemm_by_patches(std::size_t N, const Scalar* A, const Patches& patches, Scalar* C);
/// C [K, M] += patches [K, P] B for a packed B [P, M]; the left side is read where it lies.
void gemm_patches(const Patches& patches, std::size_t M, const Scalar* packed, Scalar* C);

}  // namespace deltarule
