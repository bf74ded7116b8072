// Thinning: when it is full, every other place goes.
#include "engine/study/way.h"

#include <algorithm>
#include <utility>

namespace deltarule {

constexpr std::size_t kMostPlaces = 96, kFewestPlaces = 16;
constexpr std::size_t kMostScalars = 2'000'000;  // of all places together, unless they are the fewest

void Way::add(double epoch, float loss, std::span<const Scalar> parameters) {
  while (!places_.empty() && places_.back().epoch >= epoch) {
    places_.pop_back();
    ++version_;
  }
  if (places_.empty()) gap_ = 0;
  if (!places_.empty() && epoch < places_.back().epoch + gap_) return;
  places_.push_back({epoch, loss, {parameters.begin(), parameters.end()}});
  ++version_;
  if (places_.size() < std::clamp(kMostScalars / (parameters.size() + 1), kFewestPlaces, kMostPlaces)) return;
  const std::size_t kept = (places_.size() + 1) / 2;
  for (std::size_t i = 1; i < kept; ++i) places_[i] = std::move(places_[2 * i]);
  places_.resize(kept);
  gap_ = (places_.back().epoch - places_.front().epoch) / static_cast<double>(kept - 1);
}

void Way::clear() {
  places_.clear();
  gap_ = 0;
  ++version_;
}

}  // namespace deltarule
