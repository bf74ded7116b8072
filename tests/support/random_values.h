// Seeded numbers for tests that compare a kernel with plain loops.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/core/rng.h"
#include "engine/core/scalar.h"

namespace deltarule::testing {

/// `n` of them, from -1 to 1.
inline std::vector<Scalar> random(std::size_t n, std::uint64_t seed) {
  Rng rng(seed, Purpose::data);
  std::vector<Scalar> values(n);
  for (Scalar& value : values) value = static_cast<Scalar>(rng.uniform(-1, 1));
  return values;
}

}  // namespace deltarule::testing
