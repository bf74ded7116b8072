// The gradients of a convolution of whose dz most is 0: behind a max pooling three of four are, and where ReLU was off
// more. Only what is not 0 is multiplied. For the convolutional layer.
//
// The sums are those of patches.h, term by term in the same order without the terms that are 0, and so have the same
// bits (a sum that began at 0 is never -0).
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/core/kernels/patches.h"

namespace deltarule {

/// Whether so many of x [n] are 0 that the functions below are faster than dense products.
bool is_sparse(std::size_t n, const Scalar* x);

/// What the functions below write on.
struct SparseWork {
  Scalar* row;           // [K]
  Scalar* values;        // [max(F, P)]
  std::uint32_t* where;  // [max(F, P)]
};

/// dW [F, K] += dz [F, P] patches^T.
void sparse_filter_gradient(const Patches& patches, std::size_t F, const Scalar* dz, const SparseWork& work,
                            Scalar* dW);
/// Every pixel of `image`, of which `patches` are the patches, += what W [F, K]^T dz [F, P] says of all patches in
/// which it lies. `backwards`: the cells of a filter lie in their order, the first of them first (and so the last of
/// the places that meet a pixel meets it with the first cell).
void sparse_image_gradient(const Patches& patches, std::size_t F, const Scalar* W, const Scalar* dz, bool backwards,
                           const SparseWork& work, Scalar* image);

}  // namespace deltarule
