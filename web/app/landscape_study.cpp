// When the engine works on a loss surface: while it is looked at, anew when what was asked has changed, and again when
// the network has left the surface or the surface the network.
#include <algorithm>
#include <cmath>

#include "web/app/bench.h"
#include "web/app/landscape.h"

namespace deltarule {
namespace {

constexpr std::uint32_t kRaceSteps = 400;
constexpr double kRestMs = 400;  // between a surface and its renewal

/// The weights that say most: the two largest, of all layers. Biases only where there is one weight.
void choose_parameters(LandscapeState& state, const Snapshot& snapshot) {
  std::int32_t best[2] = {-1, -1};
  const auto size = [&](std::int32_t i) {
    return i < 0 ? -1.f : std::abs(snapshot.parameters[static_cast<std::size_t>(i)]);
  };
  for (const SnapshotLayer& layer : snapshot.layers) {
    for (std::uint32_t k = 0; k < layer.weight_count; ++k) {
      const auto i = static_cast<std::int32_t>(layer.weight_offset + k);
      if (size(i) > size(best[0]))
        best[1] = std::exchange(best[0], i);
      else if (size(i) > size(best[1]))
        best[1] = i;
    }
  }
  if (best[1] < 0) best[1] = static_cast<std::int32_t>(snapshot.layers.back().bias_offset);
  state.u = std::min(best[0], best[1]);
  state.v = std::max(best[0], best[1]);
}

LandscapeSpec wanted(Bench& bench) {
  LandscapeState& state = bench.landscape;
  const Snapshot& snapshot = bench.run.snapshot();
  LandscapeSpec spec;
  if (bench.view.lab != LabView::landscape || !bench.run.same_shape() || snapshot.parameters.size() < 2) return spec;
  const auto count = static_cast<std::int32_t>(snapshot.parameters.size());
  if (state.parameters != count) state.u = state.v = -1;
  state.parameters = count;
  if (state.u < 0 || state.u >= count || state.v >= count || state.v == -1) choose_parameters(state, snapshot);
  spec.axes = state.axes;
  spec.extent = static_cast<float>(state.extent[static_cast<std::size_t>(state.axes)]);
  spec.seed = state.seed;
  if (state.axes == LandscapeAxes::parameters) {
    spec.parameter_u = static_cast<std::uint32_t>(state.u);
    // A curve is the middle row of a surface whose other direction is not shown.
    spec.parameter_v = state.curve() ? (state.u == 0 ? 1u : 0u) : static_cast<std::uint32_t>(state.v);
  }
  if (state.race && !state.curve()) {
    const double rate = bench.run.experiment().training.optimizer.learning_rate;
    spec.race_rates = {rate / 10, rate, rate * 10};
    spec.race_steps = kRaceSteps;
  }
  return spec;
}

/// The network has gone where the surface does not reach, or has changed so much that it is no longer its surface.
bool outdated(const Landscape& landscape, const LandscapeState& state) {
  if (landscape.rows_done < landscape.side || landscape.side < 2) return false;
  const LandscapePlace& ball = landscape.ball;
  const float u = (ball.u - landscape.u_min) / (landscape.u_max - landscape.u_min);
  const float v = (ball.v - landscape.v_min) / (landscape.v_max - landscape.v_min);
  if (!(u >= 0.04f && u <= 0.96f && v >= 0.04f && v <= 0.96f)) return true;
  const SurfaceScale scale = surface_scale(landscape.losses, state.logarithmic);
  return std::abs(scale.height(ball.loss) - scale.height(loss_at(landscape, u, v))) > 0.04f;
}

}  // namespace

float loss_at(const Landscape& landscape, float u, float v) {
  const auto last = static_cast<float>(landscape.side - 1);
  const float x = std::clamp(u, 0.f, 1.f) * last, y = std::clamp(v, 0.f, 1.f) * last;
  const auto column = std::min(static_cast<std::size_t>(x), std::size_t{landscape.side} - 2);
  const auto row = std::min(static_cast<std::size_t>(y), std::size_t{landscape.side} - 2);
  const float* at = landscape.losses.data() + row * landscape.side + column;
  const float s = x - static_cast<float>(column), t = y - static_cast<float>(row);
  return (at[0] * (1 - s) + at[1] * s) * (1 - t) + (at[landscape.side] * (1 - s) + at[landscape.side + 1] * s) * t;
}

void follow_landscape(Bench& bench, double milliseconds) {
  LandscapeState& state = bench.landscape;
  LandscapeSpec spec = wanted(bench);
  const auto& known = bench.run.snapshot().landscape;
  const bool off = spec.axes == LandscapeAxes::off;
  const bool same = spec == state.asked && (off || state.asked_of == bench.run.generation());
  if (same && (off || state.race || !known || milliseconds - state.asked_at < kRestMs || !outdated(*known, state)))
    return;
  if (!same) state.race_began = 0;
  state.asked_of = bench.run.generation();
  state.asked_at = milliseconds;
  bench.run.study(spec);
  state.asked = std::move(spec);
}

}  // namespace deltarule
