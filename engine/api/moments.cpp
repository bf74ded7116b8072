// Keeping, thinning, putting back.
#include "engine/api/moments.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltarule {
namespace {

constexpr std::size_t kMost = 256, kFewest = 8, kBudget = 24 << 20;  // moments; bytes

std::size_t bytes_of(const TrainerState& state) {
  return (state.parameters.size() + state.optimizer.size()) * sizeof(Scalar) +
         state.order.size() * sizeof(std::uint32_t) + sizeof(Moment);
}

}  // namespace

Moment moment_of(const Trainer& trainer) { return {trainer.epoch(), trainer.spec().optimizer.name, trainer.state()}; }

Status put_back(Trainer& trainer, const Moment& moment) {
  if (moment.optimizer == trainer.spec().optimizer.name) return trainer.restore(moment.state);
  TrainerState state = moment.state;
  trainer.reset();
  TrainerState fresh = trainer.state();
  state.optimizer = std::move(fresh.optimizer);
  state.optimizer_scalars = std::move(fresh.optimizer_scalars);
  return trainer.restore(state);
}

void Moments::offer(const Trainer& trainer) {
  if (!moments_.empty() && trainer.epoch() < std::floor(moments_.back().epoch) + stride_) return;
  ++version_;
  moments_.push_back(moment_of(trainer));
  const std::size_t capacity = std::clamp(kBudget / bytes_of(moments_.back().state), kFewest, kMost);
  if (moments_.size() < capacity) return;
  const std::size_t kept = (moments_.size() + 1) / 2;
  for (std::size_t i = 1; i < kept; ++i) moments_[i] = std::move(moments_[2 * i]);
  moments_.resize(kept);
  stride_ *= 2;
}

void Moments::forget_after(double epoch) {
  const auto later = std::find_if(moments_.begin(), moments_.end(), [&](const Moment& m) { return m.epoch > epoch; });
  if (later == moments_.end()) return;
  ++version_;
  moments_.erase(later, moments_.end());
}

void Moments::clear() {
  ++version_;
  moments_.clear();
  stride_ = 1;
}

}  // namespace deltarule
