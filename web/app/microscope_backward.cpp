// From the loss back by the chain rule, and the update; for Rosenblatt's rule the comparison and the change.
#include <algorithm>

#include "web/app/formula_text.h"
#include "web/app/microscope_formulas.h"
#include "web/app/microscope_writer.h"

namespace deltarule {

void MicroscopeWriter::dy() {
  const std::string name = slope_by(y(unit_));
  if (last_) {
    out_.why = Text::why_dy_last;
    const LossFormula formula = formula_of(spec_.loss, at(trace_.y), target(unit_));
    out_.formula = name + " = " + shared(filled_in(formula.slope, {}, y(unit_), 't' + number(unit_)));
    out_.numbers.push_back(name + " = " +
                           shared(filled_in(formula.slope, {}, factor_text(at(trace_.y)), factor_text(target(unit_)))));
  } else {
    out_.why = Text::why_dy;
    const auto next = of_column(snapshot_, trace_.dz, step_.column + 1);
    std::vector<Term> terms;
    std::string words;
    for (std::size_t k = 0; k < next.size(); ++k) {
      const auto receiver = weights_of(snapshot_, {step_.column + 1, static_cast<int>(k)});
      const float weight = receiver ? receiver->weights[static_cast<std::size_t>(unit_)] : 0;
      terms.push_back({weight * next[k], factor_text(weight) + kTimes + factor_text(next[k])});
      const std::string index = next.size() > 1 ? subscript(static_cast<int>(k) + 1) : std::string();
      if (next.size() <= 3 || k == 0 || k + 1 == next.size())
        words += (k ? " + w" : "w") + index + kTimes + slope_by('z' + index);
      else if (k == 1)
        words += std::string(" + ") + kDots;
    }
    out_.formula = name + " = " + words;
    out_.numbers.push_back(name + " = " + sum_text(terms, most_));
  }
  result(name, at(trace_.dy));
  list_units(last_ ? "dL/dy" : "dL/dh", trace_.dy);
}

void MicroscopeWriter::dz() {
  const std::string name = slope_by(z(unit_)), by = slope_by(y(unit_));
  const Activation f = layer_->spec.activation;
  out_.why = Text::why_dz;
  const double in = at(trace_.z), answer = at(trace_.y);
  if (last_ && begins_at_sums(spec_.loss.name)) {
    out_.why = Text::why_dz_simple;
    const bool mean = spec_.loss.name == Loss::binary_cross_entropy;
    const auto words = [&](const std::string& a, const std::string& b) {
      const std::string difference = difference_text(a, b);
      return mean && many_ ? shared('(' + difference + ')') : difference;
    };
    out_.formula = name + " = " + words(y(unit_), 't' + number(unit_));
    out_.numbers.push_back(name + " = " + words(factor_text(answer), factor_text(target(unit_))));
  } else if (f == Activation::softmax) {
    double common = 0;
    const auto slopes = of(trace_.dy), outputs = of(trace_.y);
    for (std::size_t i = 0; i < slopes.size(); ++i) common += double{slopes[i]} * outputs[i];
    out_.formula = name + " = " + y(unit_) + kTimes + '(' + difference_text(by, "S") + "), S = " + y(0) + kTimes +
                   slope_by(y(0)) + " + " + kDots;
    out_.numbers.push_back("S = " + exact_text(common));
    out_.numbers.push_back(name + " = " + factor_text(answer) + kTimes + '(' +
                           difference_text(exact_text(at(trace_.dy)), factor_text(common)) + ')');
  } else {
    const ActivationFormula& formula = formula_of(f);
    const std::string_view slope = in > 0 || formula.slope_left.empty() ? formula.slope : formula.slope_left;
    const std::string f_name = "f'(" + z(unit_) + ")";
    out_.formula =
        name + " = " + by + kTimes + f_name + ",  " + f_name + " = " + filled_in(slope, z(unit_), y(unit_), {});
    const double value = activation_slope(f, in, answer);
    out_.numbers.push_back(f_name + " = " + filled_in(slope, factor_text(in), factor_text(answer), {}) + " = " +
                           exact_text(value));
    out_.numbers.push_back(name + " = " + factor_text(at(trace_.dy)) + kTimes + factor_text(value));
  }
  result(name, at(trace_.dz));
  list_units("dL/dz", trace_.dz);
}

// dL/dw = dL/dz h, dL/db = dL/dz
void MicroscopeWriter::gradients() {
  const std::string name = slope_by(z(unit_));
  out_.formula = "dL/dw = " + name + kTimes + source(0) + (before_.size() > 1 ? std::string(", ") + kDots : "") +
                 "   dL/db = " + name;
  const double dz = at(trace_.dz);
  const std::size_t shown = std::min<std::size_t>(before_.size(), 3);
  for (std::size_t i = 0; i < shown; ++i)
    out_.numbers.push_back("dL/dw" + subscript(static_cast<int>(i) + 1) + " = " + factor_text(dz) + kTimes +
                           factor_text(before_[i]) + " = " + exact_text(dz * before_[i]));
  if (shown < before_.size()) out_.numbers.push_back(kDots);
  out_.numbers.push_back("dL/db = " + exact_text(dz));
  list_parameters("dL/dw", trace_.gradients);
}

void MicroscopeWriter::changes() {
  list_parameters("\xCE\x94w", trace_.updates);
  const bool rule = step_.phase == Phase::change;
  const double error = rule ? rosenblatt_target() - at(trace_.y) : 0, rate = snapshot_.learning_rate;
  out_.formula = rule ? "\xCE\x94w = " + std::string(field_label("optimizer.learning_rate")) + kTimes + '(' +
                            difference_text("t", "y") + ')' + kTimes + 'x'
                      : "w + \xCE\x94w \xE2\x86\x92 w";
  const std::size_t shown = std::min<std::size_t>(before_.size(), 3);
  const auto line = [&](const std::string& name, double value, double change, double input) {
    std::string words = name + ": " + exact_text(value) + " + ";
    words += rule ? exact_text(rate) + kTimes + factor_text(error) + kTimes + factor_text(input) : factor_text(change);
    out_.numbers.push_back(words + " = " + exact_text(value + change));
  };
  for (std::size_t i = 0; i < shown; ++i)
    line('w' + subscript(static_cast<int>(i) + 1), neuron_->weights[i], out_.values[i], before_[i]);
  if (shown < before_.size()) out_.numbers.push_back(kDots);
  line("b", neuron_->bias, out_.values.back(), 1);
}

void MicroscopeWriter::compare() {
  const double answer = at(trace_.y), wanted = rosenblatt_target();
  out_.why = wanted == answer ? Text::why_right : Text::why_wrong;
  out_.formula = difference_text('t' + number(unit_), y(unit_));
  out_.numbers.push_back(out_.formula + " = " + difference_text(exact_text(wanted), exact_text(answer)));
  result(out_.formula, wanted - answer);
  list_units("y", trace_.y);
}

}  // namespace deltarule
