// Which of the test samples a unit answers most to: a neuron, or a feature map, whose largest number counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace deltarule {

class Trainer;

struct Excitement {
  std::uint32_t sample = 0;  // of the test data
  float value = 0;           // the unit's output
  std::uint32_t place = 0;   // of a map's largest number, row by row; the first of equal ones
};

/// The first `count` of them, the most excited first, equals in the order of the data. Empty if the network has no such
/// unit. A unit is a channel of the layer's output.
std::vector<Excitement> most_excited(Trainer& trainer, std::size_t layer, std::size_t unit, std::size_t count);

}  // namespace deltarule
