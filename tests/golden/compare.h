// What the golden tests share: PyTorch's numbers as Scalars, and how near ours must be to them.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include <cmath>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "engine/core/scalar.h"

namespace deltarule::golden {

inline std::vector<Scalar> scalars(const std::vector<double>& values) {
  std::vector<Scalar> result(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) result[i] = static_cast<Scalar>(values[i]);
  return result;
}

/// Relative to 1 or the number, whichever is larger.
inline void close(const std::string& what, std::span<const Scalar> ours, const std::vector<double>& theirs,
                  double tolerance = 2e-6) {
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    INFO(what << "[" << i << "]: " << ours[i] << ", PyTorch " << theirs[i]);
    CHECK(std::fabs(static_cast<double>(ours[i]) - theirs[i]) <= tolerance * std::fmax(1, std::fabs(theirs[i])));
  }
}

}  // namespace deltarule::golden
