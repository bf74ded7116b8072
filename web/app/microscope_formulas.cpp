// Definitions as in the engine (layers/activation.h, train/loss.h), written to be read.
#include "web/app/microscope_formulas.h"

#include <cmath>
#include <cstdio>

namespace deltarule {
namespace {

// In the order of Activation. "−" and "·" are the signs; ≤ too.
#define MINUS "\xE2\x88\x92"
#define TIMES "\xC2\xB7"
#define AT_MOST "\xE2\x89\xA4"
constexpr ActivationFormula kActivations[] = {
    {"z", "1", {}},
    {"1 (0 " AT_MOST " z), 0 (z < 0)", "0", {}},
    {"1 / (1 + e^(" MINUS "z))", "y" TIMES "(1 " MINUS " y)", {}},
    {"tanh z", "1 " MINUS " y\xC2\xB2", {}},
    {"max(0, z)", "1", "0"},
    {"max(z, 0.01" TIMES "z)", "1", "0.01"},
    {"max(0, z) + min(0, e^z " MINUS " 1)", "1", "y + 1"},
    {"1.0507" TIMES "(max(0, z) + min(0, 1.6733" TIMES "(e^z " MINUS " 1)))", "1.0507", "y + 1.7581"},
    {"z" TIMES "\xCE\xA6(z)", "\xCE\xA6(z) + z" TIMES "\xCF\x86(z)", {}},
    {"z / (1 + e^(" MINUS "z))", "s" TIMES "(1 + z" TIMES "(1 " MINUS " s)), s = 1 / (1 + e^(" MINUS "z))", {}},
    {"ln(1 + e^z)", "1 / (1 + e^(" MINUS "z))", {}},
    {"sin z", "cos z", {}},
};

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

}  // namespace

const ActivationFormula& formula_of(Activation activation) {
  return kActivations[static_cast<std::size_t>(activation)];
}

double activation_slope(Activation activation, double z, double y) {
  switch (activation) {
    case Activation::step: return 0;
    case Activation::sigmoid: return y * (1 - y);
    case Activation::tanh: return 1 - y * y;
    case Activation::relu: return z > 0 ? 1 : 0;
    case Activation::leaky_relu: return z > 0 ? 1 : 0.01;
    case Activation::elu: return z > 0 ? 1 : y + 1;
    case Activation::selu: return z > 0 ? 1.0507009873554805 : y + 1.7580993408473766;
    case Activation::gelu:
      return 0.5 * (1 + std::erf(z * 0.7071067811865476)) + z * 0.3989422804014327 * std::exp(-0.5 * z * z);
    case Activation::silu: return sigmoid(z) * (1 + z * (1 - sigmoid(z)));
    case Activation::softplus: return sigmoid(z);
    case Activation::sine: return std::cos(z);
    case Activation::linear:
    case Activation::softmax: break;
  }
  return 1;
}

LossFormula formula_of(const LossSpec& loss, double y, double t) {
  const double d = y - t;
  switch (loss.name) {
    case Loss::mse: return {"(y " MINUS " t)\xC2\xB2", "2" TIMES "(y " MINUS " t)"};
    case Loss::mae: return {"|y " MINUS " t|", d > 0 ? "1" : d < 0 ? MINUS "1" : "0"};
    case Loss::huber: {
      if (std::abs(d) <= loss.delta) return {"(y " MINUS " t)\xC2\xB2 / 2", "y " MINUS " t"};
      char value[64], slope[32];
      std::snprintf(value, sizeof value, "%.3g" TIMES "(|y " MINUS " t| " MINUS " %.3g)", loss.delta, loss.delta / 2);
      std::snprintf(slope, sizeof slope, "%s%.3g", d < 0 ? MINUS : "", loss.delta);
      return {value, slope};
    }
    case Loss::hinge: return {"max(0, 1 " MINUS " t" TIMES "y)", t * y < 1 ? MINUS "t" : "0"};
    case Loss::binary_cross_entropy:
      return {MINUS "t" TIMES "ln y " MINUS " (1 " MINUS " t)" TIMES "ln(1 " MINUS " y)", "y " MINUS " t"};
    case Loss::softmax_cross_entropy: break;
  }
  return {MINUS "ln y", "y " MINUS " t"};
}

std::string filled_in(std::string_view formula, std::string_view z, std::string_view y, std::string_view t) {
  std::string words;
  for (std::size_t i = 0; i < formula.size(); ++i) {
    const auto letter = [&](std::size_t at) { return at < formula.size() && formula[at] >= 'a' && formula[at] <= 'z'; };
    // A letter by itself: the t of "tanh" is none.
    const bool alone = !letter(i + 1) && (i == 0 || !letter(i - 1));
    const std::string_view with = formula[i] == 'z' ? z : formula[i] == 'y' ? y : formula[i] == 't' ? t : "";
    if (alone && !with.empty()) {
      words += with;
    } else {
      words += formula[i];
    }
  }
  return words;
}

}  // namespace deltarule
