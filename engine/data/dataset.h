// Samples and targets in the engine's layout. Made by a generator or a loader; the trainer only reads it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/scalar.h"

namespace deltarule {

struct Dataset {
  int features = 0;
  int targets = 0;  // rows of `target`
  int samples = 0;
  std::vector<Scalar> input;          // [features, samples], column-major
  std::vector<Scalar> target;         // [targets, samples], column-major
  std::vector<std::uint8_t> classes;  // [samples], empty for regression
};

}  // namespace deltarule
