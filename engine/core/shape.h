// The shape of one sample at one time step, and how many time steps there are.
//
// A batch of it is [features, T*B], column-major: sample b at step t is column t*B + b. An image lies in its column
// channel by channel (CHW); what is not an image has height = width = 1.
#pragma once

#include <cstdint>

namespace deltarule {

struct Shape {
  int channels = 1;
  int height = 1;
  int width = 1;
  int steps = 1;  // T; 1 for what is not a sequence

  /// Rows of a batch. 64 bits, so that a mad request can be seen to be one.
  [[nodiscard]] std::int64_t features() const { return std::int64_t{channels} * height * width; }
  friend bool operator==(const Shape&, const Shape&) = default;
};

inline Shape vector_shape(int features) { return Shape{features, 1, 1, 1}; }

}  // namespace deltarule
