// Milliseconds per pixel, smoothed, turned into a side in steps of three quarters.
#include "web/viz/pace.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr double kMovingMs = 8, kRestingMs = 150;
constexpr int kSmallest = 64, kUnknown = 112;
constexpr int kEvery = 90;  // drawings between two measurements, once there are a few

}  // namespace

int Pace::side(int full, bool resting) const {
  // Unmeasured, begin small: a second too long would be felt, a coarse first picture is not seen.
  if (per_pixel_ <= 0) return std::min(full, kUnknown);
  const double affordable = std::sqrt((resting ? kRestingMs : kMovingMs) / per_pixel_);
  // In steps, so that it does not breathe with every measurement.
  double share = 1;
  while (share * full > affordable && share * full > kSmallest) share *= 0.75;
  return std::max(std::min(full, kSmallest), static_cast<int>(share * full));
}

bool Pace::due() const { return measurements_ < 3 || since_ >= kEvery; }

void Pace::drawn() { ++since_; }

void Pace::measured(double milliseconds, int side) {
  since_ = 0;
  ++measurements_;
  // The first drawing pays for what a driver puts off until then.
  if (measurements_ == 1) return;
  const double per_pixel = std::max(milliseconds, 1e-3) / (static_cast<double>(side) * side);
  per_pixel_ = per_pixel_ <= 0 ? per_pixel : 0.5 * (per_pixel_ + per_pixel);
}

}  // namespace deltarule
