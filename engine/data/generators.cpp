// The registry of generators.
#include <array>

#include "engine/data/generator.h"

namespace deltarule {

const Generator* find_generator(PointSet set) {
  static constexpr std::array<Generator, 15> kGenerators = {{
      {PointSet::circle, 2, draw_circle},
      {PointSet::xor_, 4, draw_xor},
      {PointSet::blobs, 2, draw_blobs},
      {PointSet::spiral, 2, draw_spiral},
      {PointSet::moons, 2, draw_moons},
      {PointSet::checkerboard, 16, draw_checkerboard},
      {PointSet::blobs3, 3, draw_blobs3},
      {PointSet::blobs4, 4, draw_blobs4},
      {PointSet::blobs5, 5, draw_blobs5},
      {PointSet::plane, 1, draw_plane},
      {PointSet::gaussians, 1, draw_gaussians},
      {PointSet::and_gate, 4, draw_and},
      {PointSet::or_gate, 4, draw_or},
      {PointSet::nand_gate, 4, draw_nand},
      {PointSet::xor_gate, 4, draw_xor_gate},
  }};
  for (const Generator& generator : kGenerators) {
    if (generator.set == set) return &generator;
  }
  return nullptr;
}

}  // namespace deltarule
