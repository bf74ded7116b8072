// Logic gates: each corner of the unit square equally often. Without noise exactly the corners, as in a truth table.
#include "engine/data/generator.h"

namespace deltarule {
namespace {

Point draw_corner(bool (*gate)(bool, bool), const Draw& draw, Rng& rng) {
  const bool a = (draw.group & 1) != 0, b = (draw.group & 2) != 0;
  const double jitter1 = rng.uniform(-1, 1) * draw.noise;
  const double jitter2 = rng.uniform(-1, 1) * draw.noise;
  return {(a ? 1 : 0) + jitter1, (b ? 1 : 0) + jitter2, gate(a, b) ? 1.0 : 0.0};
}

}  // namespace

Point draw_and(const Draw& draw, Rng& rng) {
  return draw_corner([](bool a, bool b) { return a && b; }, draw, rng);
}
Point draw_or(const Draw& draw, Rng& rng) {
  return draw_corner([](bool a, bool b) { return a || b; }, draw, rng);
}
Point draw_nand(const Draw& draw, Rng& rng) {
  return draw_corner([](bool a, bool b) { return !(a && b); }, draw, rng);
}
Point draw_xor_gate(const Draw& draw, Rng& rng) {
  return draw_corner([](bool a, bool b) { return a != b; }, draw, rng);
}

}  // namespace deltarule
