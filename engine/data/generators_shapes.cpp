// Sets that playground does not have: moons, checkerboard, and three to five blobs.
#include "engine/core/math.h"
#include "engine/data/generator.h"

namespace deltarule {
namespace {

double sine(double x) { return math::sin(static_cast<Scalar>(x)); }
double cosine(double x) { return math::cos(static_cast<Scalar>(x)); }

Point draw_blob_of(int blobs, const Draw& draw, Rng& rng) {
  constexpr double kRadius = 3.5;
  // The first one is on top, the others follow clockwise.
  const double angle = 2 * math::kPi * draw.group / blobs;
  const double variance = 0.3 + 4.4 * draw.noise;  // 0.3 to 2.5
  const double deviation = math::sqrt(static_cast<Scalar>(variance));
  const double x1 = kRadius * sine(angle) + deviation * rng.normal();
  const double x2 = kRadius * cosine(angle) + deviation * rng.normal();
  return {x1, x2, static_cast<double>(draw.group)};
}

}  // namespace

Point draw_moons(const Draw& draw, Rng& rng) {
  constexpr double kScale = 3;
  const double angle = draw.count > 1 ? math::kPi * draw.index / (draw.count - 1) : 0;
  const double across = draw.group == 0 ? cosine(angle) : 1 - cosine(angle);
  const double up = draw.group == 0 ? sine(angle) : 0.5 - sine(angle);
  const double jitter1 = draw.noise * rng.normal();
  const double jitter2 = draw.noise * rng.normal();
  // Both moons together lie around (0.5, 0.25).
  return {kScale * (across - 0.5 + jitter1), kScale * (up - 0.25 + jitter2), static_cast<double>(draw.group)};
}

Point draw_checkerboard(const Draw& draw, Rng& rng) {
  constexpr double kField = 3, kPadding = 0.15, kEdge = -6;
  const int column = draw.group % 4, row = draw.group / 4;
  const double x1 = kEdge + kField * column + rng.uniform(kPadding, kField - kPadding);
  const double x2 = kEdge + kField * row + rng.uniform(kPadding, kField - kPadding);
  // The noise moves the point, at most by half a field, and not off the board.
  const double moved1 = x1 + rng.uniform(-1, 1) * draw.noise * kField;
  const double moved2 = x2 + rng.uniform(-1, 1) * draw.noise * kField;
  const auto on_board = [](double x) { return x < kEdge ? kEdge : x > -kEdge ? -kEdge : x; };
  return {on_board(moved1), on_board(moved2), static_cast<double>((column + row) % 2)};
}

Point draw_blobs3(const Draw& draw, Rng& rng) { return draw_blob_of(3, draw, rng); }
Point draw_blobs4(const Draw& draw, Rng& rng) { return draw_blob_of(4, draw, rng); }
Point draw_blobs5(const Draw& draw, Rng& rng) { return draw_blob_of(5, draw, rng); }

}  // namespace deltarule
