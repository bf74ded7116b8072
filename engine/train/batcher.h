// The order in which samples come: shuffled anew each time all have been seen. Batches are always full.
//
// A batch that reaches beyond the end takes the rest of the old order and goes on in the new one, so that every epoch
// shows every sample exactly once, whatever the batch size.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/rng.h"

namespace deltarule {

class Batcher {
 public:
  /// `samples` > 0.
  Batcher(std::uint32_t samples, std::uint32_t seed);

  /// The next sample's index.
  std::uint32_t next();
  /// Back to the first order of this seed.
  void reset();

  [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
  [[nodiscard]] std::uint32_t position() const { return position_; }
  [[nodiscard]] const Rng& rng() const { return rng_; }
  /// False if this is no permutation of the samples; then nothing has changed.
  bool restore(std::span<const std::uint32_t> order, std::uint32_t position, const Rng::State& rng);

 private:
  std::uint32_t seed_;
  Rng rng_;
  std::vector<std::uint32_t> order_;
  std::uint32_t position_ = 0;
};

}  // namespace deltarule
