// Matrix products on raw pointers, row-major: C [N, M] (+)= A [N, K] B [K, M], with A or B also transposed.
//
// Every element of C is one sum over k = 0, 1, 2, ... in this order, however the work is cut up: vector lanes and
// register tiles run across elements of C, never across k. That is what makes the bits the same everywhere, whether a
// product is small (gemm.cpp) or large (gemm_packed.cpp). Nothing is allocated but up to 150 KB of stack.
// A batch [features, B] column-major is the row-major matrix [B, features] of these functions.
#pragma once

#include <cstddef>

#include "engine/core/scalar.h"

namespace deltarule {

enum class Write { overwrite, add };  // C = A B, or C += A B (the sum then begins with the old C)

/// C [N, M] = A [N, K] B [K, M].
void gemm_nn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write);
/// C [N, M] = A^T B with A [K, N], B [K, M].
void gemm_tn(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write);
/// C [N, M] = A B^T with A [N, K], B [M, K]. `bias` [M], if there is one, is added to every row when its sums are
/// complete: A B^T + bias.
void gemm_nt(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* B, Scalar* C, Write write,
             const Scalar* bias = nullptr);

/// A right-hand side put in order once for many products, [packed_size(K, M)]: the weights of a recurrent layer.
std::size_t packed_size(std::size_t K, std::size_t M);
/// From B [K, M].
void pack(std::size_t K, std::size_t M, const Scalar* B, Scalar* packed);
/// From the transpose of B, [M, K].
void pack_transposed(std::size_t K, std::size_t M, const Scalar* B, Scalar* packed);
/// C [N, M] = A [N, K] B for a packed B [K, M]. None of the sizes is 0.
void gemm_packed(std::size_t N, std::size_t M, std::size_t K, const Scalar* A, const Scalar* packed, Scalar* C,
                 Write write);

/// Whether these kernels round once for a multiplication and an addition (multiply_add.h): then all of the above about
/// bits holds for one machine only.
bool products_are_fused();

}  // namespace deltarule
