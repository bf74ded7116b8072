// When one is due, how many there is room for, putting back.
#include "engine/study/moments.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace deltarule {
namespace {

constexpr std::size_t kMost = 256, kFewest = 8, kBudget = 24 << 20;  // moments; bytes

std::size_t bytes_of(const TrainerState& state) {
  return (state.parameters.size() + state.buffers.size() + state.optimizer.size() + state.carried.size()) *
             sizeof(Scalar) +
         state.order.size() * sizeof(std::uint32_t) + sizeof(Moment);
}

}  // namespace

Moment moment_of(const Trainer& trainer, float loss) {
  return {trainer.epoch(), trainer.spec().optimizer.name, trainer.state(), loss};
}

Status put_back(Trainer& trainer, const Moment& moment) {
  // Streams are cut by the batch size, and with it comes the size of the state that they carry.
  const std::size_t carries = moment.state.carried.size();
  const bool same_streams = carries == 0 || carries == trainer.state().carried.size();
  const bool same_optimizer = moment.optimizer == trainer.spec().optimizer.name;
  if (same_streams && same_optimizer) return trainer.restore(moment.state);
  TrainerState state = moment.state;
  trainer.reset();
  TrainerState fresh = trainer.state();
  if (!same_optimizer) {
    state.optimizer = std::move(fresh.optimizer);
    state.optimizer_scalars = std::move(fresh.optimizer_scalars);
  }
  if (!same_streams) {
    state.order = std::move(fresh.order);
    state.position = fresh.position;
    state.carried = std::move(fresh.carried);
  }
  return trainer.restore(state);
}

bool Moments::due(double epoch) const { return all().empty() || epoch >= std::floor(all().back().epoch) + stride(); }

void Moments::add(Moment moment) {
  const std::size_t room = std::clamp(kBudget / bytes_of(moment.state), kFewest, kMost);
  Thinned::add(std::move(moment), room);
}

}  // namespace deltarule
