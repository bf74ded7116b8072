// Samples and targets in the engine's layout. Made by a generator or a loader; the trainer only reads it.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/scalar.h"
#include "engine/core/shape.h"

namespace deltarule {

/// A sample's columns lie together, step after step: sample s is column s*T to s*T + T-1. (A batch has its samples side
/// by side at each step; the trainer gathers them so.)
struct Dataset {
  Shape shape{0, 1, 1, 1};  // of one sample of `input`
  int targets = 0;          // rows of `target`
  int target_steps = 1;     // T': targets per sample; 1: one for the whole sequence
  int samples = 0;
  std::vector<Scalar> input;          // [features, samples * T], column-major
  std::vector<Scalar> target;         // [targets, samples * T'], column-major
  std::vector<std::uint8_t> classes;  // [samples * T'], empty for regression
  int numbers = 0;                    // > 0: the one target is the class itself, a number below this
  bool consecutive = false;           // sample s + 1 goes on where s ended: windows of one text, of one recording

  [[nodiscard]] int features() const { return static_cast<int>(shape.features()); }
};

}  // namespace deltarule
