// Signals: the answer at every step is the next value.
#include "engine/core/math.h"
#include "engine/data/sequence_task.h"

namespace deltarule {
namespace {

/// Two sine waves of random period and phase, and `noise` on what is seen, not on what is asked for.
void draw_waves(const SequenceSpec& spec, double noise, Rng& rng, Sequence& into) {
  constexpr double kTurn = 6.283185307179586;
  const double slow = kTurn / rng.uniform(16, 40), fast = kTurn / rng.uniform(5, 12);
  const double slow_phase = rng.uniform(0, kTurn), fast_phase = rng.uniform(0, kTurn);
  const double share = rng.uniform(0.3, 0.7);
  for (int t = 0; t <= spec.steps; ++t) {
    const auto value = static_cast<Scalar>(share) * math::sin(static_cast<Scalar>(slow * t + slow_phase)) +
                       static_cast<Scalar>(1 - share) * math::sin(static_cast<Scalar>(fast * t + fast_phase));
    if (t > 0) into.targets.push_back(value);
    if (t < spec.steps) into.values.push_back(value + static_cast<Scalar>(noise * rng.normal()));
  }
}

}  // namespace

void draw_sine(const SequenceSpec& spec, Rng& rng, Sequence& into) { draw_waves(spec, 0, rng, into); }
void draw_noisy_series(const SequenceSpec& spec, Rng& rng, Sequence& into) { draw_waves(spec, spec.noise, rng, into); }

}  // namespace deltarule
