// What a network in training holds in memory, in bytes, by what it is for. check.h adds it up, Trainer tells it.
#pragma once

#include <cstdint>

namespace deltarule {

struct MemoryUse {
  std::int64_t parameters = 0;   // they, their gradients, and two numbers of an optimizer's for each
  std::int64_t activations = 0;  // a batch, what every layer makes of it, and the gradients of that
  std::int64_t scratch = 0;      // what layers keep on the way forward for the way back
  [[nodiscard]] std::int64_t total() const { return parameters + activations + scratch; }
  friend bool operator==(const MemoryUse&, const MemoryUse&) = default;
};

}  // namespace deltarule
