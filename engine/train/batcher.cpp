// The permutation and the walk through it.
#include "engine/train/batcher.h"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace deltarule {

Batcher::Batcher(std::uint32_t samples, std::uint32_t seed)
    : seed_(seed), rng_(seed, Purpose::shuffle), order_(samples) {
  assert(samples > 0);
  reset();
}

void Batcher::reset() {
  rng_ = Rng(seed_, Purpose::shuffle);
  std::iota(order_.begin(), order_.end(), 0u);
  rng_.shuffle(std::span(order_));
  position_ = 0;
}

std::uint32_t Batcher::next() {
  if (position_ == order_.size()) {
    rng_.shuffle(std::span(order_));
    position_ = 0;
  }
  return order_[position_++];
}

bool Batcher::restore(std::span<const std::uint32_t> order, std::uint32_t position, const Rng::State& rng) {
  if (order.size() != order_.size() || position > order.size()) return false;
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
