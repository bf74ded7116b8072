// Where an axis puts its figures: round numbers on a linear scale, powers of ten on a logarithmic one.
#pragma once

#include <string>
#include <vector>

namespace deltarule {

struct Axis {
  double low = 0, high = 1;
  bool logarithmic = false;
  std::vector<double> ticks;
  /// 0 at the low end, 1 at the high end; outside if the value is.
  [[nodiscard]] float place(double value) const;
};

/// Covers [low, high], ending at round figures where `round_out`; about `wanted` ticks.
Axis linear_axis(double low, double high, int wanted, bool round_out);
Axis log_axis(double low, double high);
/// As short as it can be: "0.25", "1,200", "1e-4".
std::string tick_text(const Axis& axis, double value);

}  // namespace deltarule
