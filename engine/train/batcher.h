// The order in which samples come: shuffled anew each time all have been seen. Batches are always full.
//
// A batch that reaches beyond the end takes the rest of the old order and goes on in the new one, so that every epoch
// shows every sample exactly once, whatever the batch size. Streams, for a state that is carried on, are never
// shuffled.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/rng.h"

namespace deltarule {

class Batcher {
 public:
  /// `samples` > 0. With streams (at most one for each sample), number b of every `streams` samples comes from the b-th
  /// of as many equal parts of the data, and each part is walked through in order, again and again; what is left when
  /// the parts are cut, less than one sample for each stream, never comes.
  Batcher(std::uint32_t samples, std::uint32_t seed, std::uint32_t streams = 0);

  /// The next sample's index.
  std::uint32_t next() {
    if (position_ == end_) begin_again();
    return order_[position_++];
  }
  /// Back to the first order of this seed.
  void reset();
  /// The next sample is the first of a walk through all of them.
  [[nodiscard]] bool at_start() const { return position_ == 0 || position_ == end_; }

  [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }
  [[nodiscard]] std::uint32_t position() const { return position_; }
  [[nodiscard]] const Rng& rng() const { return rng_; }
  /// False if this is no permutation of the samples, or with streams another one than theirs; then nothing has changed.
  bool restore(std::span<const std::uint32_t> order, std::uint32_t position, const Rng::State& rng);

 private:
  void begin_again();

  std::uint32_t seed_;
  Rng rng_;
  std::uint32_t streams_;
  std::vector<std::uint32_t> order_;
  std::uint32_t position_ = 0, end_;
};

}  // namespace deltarule
