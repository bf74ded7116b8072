// Samples side by side: from the data's order (a sample's steps together) to a batch's (a step's samples together).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/core/kernels/vector_ops.h"

namespace deltarule {

/// Sample `index` of a batch of `samples`: step t of `from` [rows, steps] becomes column t*samples + index of `batch`.
inline void gather_sample(std::size_t rows, std::size_t steps, std::size_t samples, std::size_t index,
                          const Scalar* from, Scalar* batch) {
  for (std::size_t t = 0; t < steps; ++t) copy(rows, from + t * rows, batch + (t * samples + index) * rows);
}

/// The same for all samples of a batch, of which `drawn` says where they are in `data`.
inline void gather_batch(std::size_t rows, std::size_t steps, std::span<const std::uint32_t> drawn, const Scalar* data,
                         Scalar* batch) {
  // One or two numbers, a point in the plane or its answer: anything more than a plain loop costs more than they do.
  if (steps == 1 && rows == 1) {
    for (const std::uint32_t sample : drawn) *batch++ = data[sample];
  } else if (steps == 1 && rows == 2) {
    for (const std::uint32_t sample : drawn) {
      *batch++ = data[std::size_t{sample} * 2];
      *batch++ = data[std::size_t{sample} * 2 + 1];
    }
  } else {
    for (std::size_t c = 0; c < drawn.size(); ++c)
      gather_sample(rows, steps, drawn.size(), c, data + std::size_t{drawn[c]} * steps * rows, batch);
  }
}

}  // namespace deltarule
