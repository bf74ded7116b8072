// The rule, unit by unit. It is flat wherever it does not jump: all gradients are zero, and no descent moves it.
#include "engine/layers/mcculloch_pitts.h"

#include <algorithm>
#include <string>

namespace deltarule {
namespace {

constexpr auto kActive = static_cast<Scalar>(0.5);

bool fires(std::size_t inputs, const Scalar* weight, Scalar threshold, const Scalar* x) {
  int excited = 0;
  for (std::size_t i = 0; i < inputs; ++i) {
    if (!(x[i] >= kActive)) continue;
    if (weight[i] < 0) return false;
    if (weight[i] > 0) ++excited;
  }
  return static_cast<Scalar>(excited) >= threshold;
}

}  // namespace

Result<Shape> McCullochPitts::plan(const Shape& input) {
  if (units_ < 1) return Error{"units", "a McCulloch-Pitts layer needs at least 1 unit, not " + std::to_string(units_)};
  inputs_ = static_cast<int>(input.features());
  return Shape{units_, 1, 1, input.steps};
}

std::vector<Parameter> McCullochPitts::parameters() const {
  return {{.name = "weight", .dims = {units_, inputs_}, .fans = {inputs_, units_}},
          {.name = "threshold", .dims = {units_}, .role = ParameterRole::bias, .start = 1}};
}

void McCullochPitts::bind(const Scalar* parameters, Scalar*, Scalar*) {
  W_ = parameters;
  threshold_ = parameters + static_cast<std::size_t>(units_) * static_cast<std::size_t>(inputs_);
}

void McCullochPitts::forward(const ForwardPass& pass) {
  const auto H = static_cast<std::size_t>(units_), I = static_cast<std::size_t>(inputs_);
  for (std::size_t n = 0; n < pass.columns; ++n)
    for (std::size_t j = 0; j < H; ++j)
      pass.y[n * H + j] = fires(I, W_ + j * I, threshold_[j], pass.x + n * I) ? Scalar{1} : Scalar{0};
}

void McCullochPitts::backward(const BackwardPass& pass) {
  if (pass.dx != nullptr) std::fill_n(pass.dx, static_cast<std::size_t>(inputs_) * pass.columns, Scalar{0});
}

}  // namespace deltarule
