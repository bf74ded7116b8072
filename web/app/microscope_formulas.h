// The activations and losses as formulas to read, and the slopes of the activations.
//
// A formula is a text in which the letters z, y and t stand for themselves; filled_in() puts names or numbers there.
#pragma once

#include <string>
#include <string_view>

#include "engine/experiment/experiment.h"

namespace deltarule {

struct ActivationFormula {
  std::string_view value;       // f(z)
  std::string_view slope;       // f'(z), of z and y
  std::string_view slope_left;  // where z <= 0, if it is another one there
};
/// Not of softmax, whose outputs hang together.
const ActivationFormula& formula_of(Activation activation);
/// f'(z), as the engine has it.
double activation_slope(Activation activation, double z, double y);

struct LossFormula {
  std::string value, slope;  // of one output, of y and t
};
/// Where a formula has cases: the one that holds for this y and t. Not of softmax cross-entropy.
LossFormula formula_of(const LossSpec& loss, double y, double t);

std::string filled_in(std::string_view formula, std::string_view z, std::string_view y, std::string_view t);

}  // namespace deltarule
