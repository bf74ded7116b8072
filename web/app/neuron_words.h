// What neurons and their numbers are called on the page: "Neuron 1.2", "h₃", "Weight of x₁ in neuron 1.2".
#pragma once

#include <string>

#include "web/app/bench.h"

namespace deltarule {

/// "0.531", "−∞": short, with a real minus sign.
std::string number_text(double value);
/// "₁₂"
std::string subscript(int number);
/// Of a unit as the next column sees it: "x₁", "h₃".
std::string source_name(const Bench& bench, int column, int unit);
/// "1.2"
std::string neuron_number(NeuronId id);
std::string weight_name(const Bench& bench, WeightId id);

}  // namespace deltarule
