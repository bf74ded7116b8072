// Round steps of 1, 2 or 5, and decades. Places and words only; drawing is in curves.cpp.
#include "web/viz/axis.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace deltarule {
namespace {

double round_step(double span, int wanted) {
  const double raw = span / std::max(1, wanted);
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  const double lead = raw / power;
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

}  // namespace

float Axis::place(double value) const {
  if (logarithmic) {
    const double from = std::log10(low), to = std::log10(high);
    return static_cast<float>((std::log10(std::max(value, 1e-30)) - from) / (to - from));
  }
  return static_cast<float>((value - low) / (high - low));
}

Axis linear_axis(double low, double high, int wanted, bool round_out) {
  Axis axis{.low = low, .high = high > low ? high : low + 1, .logarithmic = false, .ticks = {}};
  const double step = round_step(axis.high - axis.low, wanted);
  if (round_out) axis.high = std::ceil(axis.high / step - 1e-9) * step;
  for (int i = 0; i < 64; ++i) {
    const double tick = (std::ceil(axis.low / step - 1e-9) + i) * step;
    if (tick > axis.high + step * 1e-6) break;
    axis.ticks.push_back(tick);
  }
  return axis;
}

Axis log_axis(double low, double high) {
  const double from = std::floor(std::log10(std::max(low, 1e-8)) + 1e-9);
  double to = std::ceil(std::log10(std::max(high, 1e-8)) - 1e-9);
  if (to <= from) to = from + 1;
  Axis axis{.low = std::pow(10, from), .high = std::pow(10, to), .logarithmic = true, .ticks = {}};
  for (double power = from; power <= to; ++power) axis.ticks.push_back(std::pow(10, power));
  return axis;
}

std::string tick_text(const Axis& axis, double value) {
  char text[32];
  if (axis.logarithmic ? value < 0.001 || value >= 1e5 : std::abs(value) >= 1e6) {
    std::snprintf(text, sizeof text, "%.0e", value);
    std::string words = text;  // 1e-04 -> 1e-4
    const auto e = words.find('e');
    if (e != std::string::npos && e + 2 < words.size() && words[e + 2] == '0') words.erase(e + 2, 1);
    if (e != std::string::npos && words[e + 1] == '+') words.erase(e + 1, 1);
    return words;
  }
  int decimals = 0;
  if (axis.logarithmic) {
    decimals = value < 1 ? static_cast<int>(std::lround(-std::log10(value))) : 0;
  } else if (axis.ticks.size() > 1) {
    const double step = axis.ticks[1] - axis.ticks[0];
    while (decimals < 6 && std::abs(step * std::pow(10, decimals) - std::round(step * std::pow(10, decimals))) > 1e-6)
      ++decimals;
  }
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  std::string words = text;
  if (decimals == 0) {
    for (int at = static_cast<int>(words.size()) - 3; at > (words[0] == '-' ? 1 : 0); at -= 3)
      words.insert(static_cast<std::size_t>(at), ",");
  }
  return words;
}

}  // namespace deltarule
