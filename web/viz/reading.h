// How a unit's output is read as a colour: where its middle lies and how far it reaches.
#pragma once

#include "engine/api/preview.h"
#include "engine/api/snapshot.h"

namespace deltarule {

/// Of the last layer. `signed_value`: as it is, -1 to 1; `probability`: 0 to 1 around one half; `classes`: the largest
/// wins.
enum class Reading : int { signed_value = 0, probability = 1, classes = 2 };

inline Reading output_reading(const SnapshotLayer& last, unsigned classes, Loss loss) {
  if (classes == 0) return Reading::signed_value;
  if (last.outputs > 1) return Reading::classes;
  return signed_classes(last.spec, loss) ? Reading::signed_value : Reading::probability;
}

/// For the picture of a hidden unit: bounded activations have a scale of their own, others take their largest value.
inline bool bounded(Activation a) {
  return a == Activation::sigmoid || a == Activation::step || a == Activation::tanh || a == Activation::sine ||
         a == Activation::softmax;
}
inline bool zero_to_one(Activation a) {
  return a == Activation::sigmoid || a == Activation::step || a == Activation::softmax;
}

}  // namespace deltarule
