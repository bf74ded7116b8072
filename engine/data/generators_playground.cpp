// The sets of tensorflow/playground (src/dataset.ts), so that its links mean the same here. Class 1 is its positive.
//
// As there, the noise of circle, xor, plane and gaussians blurs the label, not the place: a point gets the label
// that holds a little way off. In blobs and spiral the noise moves the point.
#include <cmath>

#include "engine/core/math.h"
#include "engine/data/generator.h"

namespace deltarule {
namespace {

double sine(double x) { return math::sin(static_cast<Scalar>(x)); }
double cosine(double x) { return math::cos(static_cast<Scalar>(x)); }
double square_root_of(double x) { return math::sqrt(static_cast<Scalar>(x)); }

struct Place {
  double x1, x2;
};

/// Two draws in a fixed order; as arguments of one call the order would be the compiler's choice.
Place uniform_square(Rng& rng, double half_side) {
  const double x1 = rng.uniform(-half_side, half_side);
  const double x2 = rng.uniform(-half_side, half_side);
  return {x1, x2};
}

}  // namespace

Point draw_circle(const Draw& draw, Rng& rng) {
  constexpr double kRadius = 5;
  const bool inside = draw.group == 1;
  const double r = inside ? rng.uniform(0, kRadius * 0.5) : rng.uniform(kRadius * 0.7, kRadius);
  const double angle = rng.uniform(0, 2 * math::kPi);
  const double x1 = r * sine(angle);
  const double x2 = r * cosine(angle);
  const Place blur = uniform_square(rng, kRadius * draw.noise);
  const double seen1 = x1 + blur.x1, seen2 = x2 + blur.x2;
  // Without noise the ring decides; rounding of a point on the rim must not.
  if (draw.noise == 0) return {x1, x2, inside ? 1.0 : 0.0};
  const bool labelled_inside = seen1 * seen1 + seen2 * seen2 < kRadius * kRadius * 0.25;
  return {x1, x2, labelled_inside ? 1.0 : 0.0};
}

Point draw_xor(const Draw& draw, Rng& rng) {
  constexpr double kHalfSide = 5, kPadding = 0.3;
  const double distance1 = kPadding + rng.uniform(0, kHalfSide);
  const double distance2 = kPadding + rng.uniform(0, kHalfSide);
  const double x1 = (draw.group & 1) != 0 ? distance1 : -distance1;
  const double x2 = (draw.group & 2) != 0 ? distance2 : -distance2;
  const Place blur = uniform_square(rng, kHalfSide * draw.noise);
  return {x1, x2, (x1 + blur.x1) * (x2 + blur.x2) >= 0 ? 1.0 : 0.0};
}

Point draw_blobs(const Draw& draw, Rng& rng) {
  const double variance = 0.5 + 7 * draw.noise;  // 0.5 to 4 as the noise goes from 0 to 0.5
  const double deviation = square_root_of(variance);
  const double center = draw.group == 1 ? 2 : -2;
  const double x1 = center + deviation * rng.normal();
  const double x2 = center + deviation * rng.normal();
  return {x1, x2, static_cast<double>(draw.group)};
}

Point draw_spiral(const Draw& draw, Rng& rng) {
  const double along = static_cast<double>(draw.index) / draw.count;
  const double r = 5 * along;
  const double angle = 1.75 * along * 2 * math::kPi + (draw.group == 1 ? 0 : math::kPi);
  const Place jitter = uniform_square(rng, draw.noise);
  return {r * sine(angle) + jitter.x1, r * cosine(angle) + jitter.x2, static_cast<double>(draw.group)};
}

Point draw_plane(const Draw& draw, Rng& rng) {
  constexpr double kHalfSide = 6;
  const Place place = uniform_square(rng, kHalfSide);
  const Place blur = uniform_square(rng, kHalfSide * draw.noise);
  return {place.x1, place.x2, (place.x1 + blur.x1 + place.x2 + blur.x2) / 10};
}

Point draw_gaussians(const Draw& draw, Rng& rng) {
  struct Hill {
    double x1, x2, sign;
  };
  static constexpr Hill kHills[] = {{-4, 2.5, 1},   {0, 2.5, -1}, {4, 2.5, 1},
                                    {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
  constexpr double kHalfSide = 6;
  const Place place = uniform_square(rng, kHalfSide);
  const Place blur = uniform_square(rng, kHalfSide * draw.noise);
  // A hill falls off linearly to nothing at distance 2; the one that is felt most decides.
  double label = 0;
  for (const Hill& hill : kHills) {
    const double d1 = place.x1 + blur.x1 - hill.x1, d2 = place.x2 + blur.x2 - hill.x2;
    const double height = 1 - square_root_of(d1 * d1 + d2 * d2) / 2;
    if (height > 0 && height > std::fabs(label)) label = hill.sign * height;
  }
  return {place.x1, place.x2, label};
}

}  // namespace deltarule
