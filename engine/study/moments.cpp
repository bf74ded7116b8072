// When one is due, how many there is room for, putting back.
#include "engine/study/moments.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltarule {
namespace {

constexpr std::size_t kMost = 256, kFewest = 8, kBudget = 24 << 20;  // moments; bytes

std::size_t bytes_of(const TrainerState& state) {
  return (state.parameters.size() + state.buffers.size() + state.optimizer.size()) * sizeof(Scalar) +
         state.order.size() * sizeof(std::uint32_t) + sizeof(Moment);
}

}  // namespace

Moment moment_of(const Trainer& trainer, float loss) {
  return {trainer.epoch(), trainer.spec().optimizer.name, trainer.state(), loss};
}

Status put_back(Trainer& trainer, const Moment& moment) {
  if (moment.optimizer == trainer.spec().optimizer.name) return trainer.restore(moment.state);
  TrainerState state = moment.state;
  trainer.reset();
  TrainerState fresh = trainer.state();
  state.optimizer = std::move(fresh.optimizer);
  state.optimizer_scalars = std::move(fresh.optimizer_scalars);
  return trainer.restore(state);
}

bool Moments::due(double epoch) const { return all().empty() || epoch >= std::floor(all().back().epoch) + stride(); }

void Moments::add(Moment moment) {
  const std::size_t room = std::clamp(kBudget / bytes_of(moment.state), kFewest, kMost);
  Thinned::add(std::move(moment), room);
}

}  // namespace deltarule
