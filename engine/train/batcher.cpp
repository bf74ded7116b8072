// The permutation and the walk through it.
#include "engine/train/batcher.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace deltarule {

Batcher::Batcher(std::uint32_t samples, std::uint32_t seed, std::uint32_t streams)
    : seed_(seed),
      rng_(seed, Purpose::shuffle),
      streams_(streams),
      order_(samples),
      end_(streams == 0 ? samples : samples - samples % streams) {
  assert(samples > 0 && streams <= samples);
  reset();
}

void Batcher::reset() {
  rng_ = Rng(seed_, Purpose::shuffle);
  std::iota(order_.begin(), order_.end(), 0u);
  position_ = 0;
  if (streams_ == 0) return rng_.shuffle(std::span(order_));
  const std::uint32_t length = end_ / streams_;
  for (std::uint32_t i = 0; i < end_; ++i) order_[i] = i % streams_ * length + i / streams_;
}

void Batcher::begin_again() {
  if (streams_ == 0) rng_.shuffle(std::span(order_));
  position_ = 0;
}

bool Batcher::restore(std::span<const std::uint32_t> order, std::uint32_t position, const Rng::State& rng) {
  if (order.size() != order_.size() || position > end_) return false;
  if (streams_ > 0 && (position % streams_ != 0 || !std::equal(order.begin(), order.end(), order_.begin())))
    return false;
  std::vector<bool> seen(order.size());
  for (const std::uint32_t index : order) {
    if (index >= order.size() || seen[index]) return false;
    seen[index] = true;
  }
  std::copy(order.begin(), order.end(), order_.begin());
  position_ = position;
  rng_ = Rng(rng);
  return true;
}

}  // namespace deltarule
