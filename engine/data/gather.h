// Samples side by side: from the data's order (a sample's steps together) to a batch's (a step's samples together).
#pragma once

#include <cstddef>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

/// Sample `index` of a batch of `samples`: step t of `from` [rows, steps] becomes column t*samples + index of `batch`.
inline void gather_sample(std::size_t rows, std::size_t steps, std::size_t samples, std::size_t index,
                          const Scalar* from, Scalar* batch) {
  for (std::size_t t = 0; t < steps; ++t) copy(rows, from + t * rows, batch + (t * samples + index) * rows);
}

}  // namespace deltarule
