// Inputs and targets of points.
#include "engine/data/encode.h"

#include "engine/core/math.h"

namespace deltarule {

Scalar input_value(Input input, Scalar x1, Scalar x2) {
  switch (input) {
    case Input::x1: return x1;
    case Input::x2: return x2;
    case Input::x1_squared: return x1 * x1;
    case Input::x2_squared: return x2 * x2;
    case Input::x1_x2: return x1 * x2;
    case Input::sin_x1: return math::sin(x1);
    case Input::sin_x2: return math::sin(x2);
    case Input::cos_x1: return math::cos(x1);
    case Input::cos_x2: return math::cos(x2);
  }
  return 0;
}

Dataset encode_points(std::span<const PlanePoint> points, std::span<const Input> inputs, const PointTargets& targets) {
  Dataset data;
  data.shape = vector_shape(static_cast<int>(inputs.size()));
  data.targets = targets.units;
  data.samples = static_cast<int>(points.size());
  data.input.reserve(points.size() * inputs.size());
  data.target.reserve(points.size() * static_cast<std::size_t>(targets.units));
  for (const PlanePoint& p : points) {
    for (const Input input : inputs) data.input.push_back(input_value(input, p.x1, p.x2));
    if (targets.classes == 0) {
      data.target.push_back(p.label);
      continue;
    }
    const auto label = static_cast<int>(p.label);
    data.classes.push_back(static_cast<std::uint8_t>(label));
    if (targets.units == 1) {
      data.target.push_back(label == 1 ? targets.high : targets.low);
    } else {
      for (int unit = 0; unit < targets.units; ++unit) {
        data.target.push_back(unit == label ? targets.high : targets.low);
      }
    }
  }
  return data;
}

std::vector<Scalar> encode_grid(const PlaneView& view, int side, std::span<const Input> inputs) {
  std::vector<Scalar> out;
  out.reserve(static_cast<std::size_t>(side) * static_cast<std::size_t>(side) * inputs.size());
  const Scalar low = view.min, span = view.max - view.min;
  const auto last = static_cast<Scalar>(side > 1 ? side - 1 : 1);
  for (int row = 0; row < side; ++row) {
    const Scalar x2 = low + span * static_cast<Scalar>(side - 1 - row) / last;
    for (int column = 0; column < side; ++column) {
      const Scalar x1 = low + span * static_cast<Scalar>(column) / last;
      for (const Input input : inputs) out.push_back(input_value(input, x1, x2));
    }
  }
  return out;
}

}  // namespace deltarule
