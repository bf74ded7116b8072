// From the inputs to the loss: each formula, and the same with the network's numbers.
#include <algorithm>

#include "web/app/formula_text.h"
#include "web/app/microscope_formulas.h"
#include "web/app/microscope_writer.h"

namespace deltarule {

void MicroscopeWriter::inputs() {
  out_.formula = sample_words(bench_, trace_.sample);
  std::string line;
  for (std::size_t i = 0; i < trace_.inputs.size(); ++i)
    line += (i ? "   " : "") + source_name(bench_, 0, static_cast<int>(i)) + " = " + exact_text(trace_.inputs[i]);
  out_.numbers.push_back(line);
  line.clear();
  for (std::size_t i = 0; i < trace_.targets.size(); ++i)
    line += (i ? "   t" : "t") + (trace_.targets.size() > 1 ? subscript(static_cast<int>(i) + 1) : std::string()) +
            " = " + exact_text(trace_.targets[i]);
  out_.numbers.push_back(line);
  out_.list_name = "x";
  out_.values = trace_.inputs;
}

// z = w₁ x₁ + w₂ x₂ + … + b
void MicroscopeWriter::sum() {
  const int count = static_cast<int>(before_.size());
  std::vector<Term> terms;
  std::string words = z(unit_) + " = ";
  for (int i = 0; i < count; ++i) {
    const float weight = neuron_->weights[static_cast<std::size_t>(i)], value = before_[static_cast<std::size_t>(i)];
    terms.push_back({weight * value, factor_text(weight) + kTimes + factor_text(value)});
    if (count <= 4 || i < 2 || i + 1 == count) {
      words += 'w' + subscript(i + 1) + kTimes + source(i) + " + ";
    } else if (i == 2) {
      words += kDots + std::string(" + ");
    }
  }
  out_.formula = words + 'b';
  out_.numbers.push_back(z(unit_) + " = " + sum_text(terms, most_) + " + " + factor_text(neuron_->bias));
  result(z(unit_), at(trace_.z));
  list_units("z", trace_.z);
}

void MicroscopeWriter::output() {
  const Activation f = layer_->spec.activation;
  if (f == Activation::softmax) {
    std::vector<Term> terms;
    const auto all = of(trace_.z);
    for (const float value : all) terms.push_back({value, "e^" + factor_text(value)});
    out_.formula = y(unit_) + " = e^" + z(unit_) + " / (e^" + z(0) + " + " +
                   (all.size() > 2 ? kDots + std::string(" + ") : "") + "e^" + z(static_cast<int>(all.size()) - 1) +
                   ')';
    out_.numbers.push_back(y(unit_) + " = e^" + factor_text(at(trace_.z)) + " / (" + sum_text(terms, most_) + ')');
  } else {
    const std::string_view formula = formula_of(f).value;
    out_.formula = y(unit_) + " = " + filled_in(formula, z(unit_), {}, {});
    out_.numbers.push_back(y(unit_) + " = " + filled_in(formula, factor_text(at(trace_.z)), {}, {}));
  }
  result(y(unit_), at(trace_.y));
  list_units(last_ ? "y" : "h", trace_.y);
}

void MicroscopeWriter::loss() {
  const auto outputs = of(trace_.y);
  const int count = static_cast<int>(outputs.size());
  std::vector<Term> terms;
  std::string general;
  if (spec_.loss.name == Loss::softmax_cross_entropy) {
    const std::string minus_ln = std::string(kMinus) + "ln ";
    int right = 0;
    for (int i = 1; i < count; ++i)
      if (target(i) > target(right)) right = i;
    general = minus_ln + y(right);
    terms.push_back({1, minus_ln + factor_text(outputs[static_cast<std::size_t>(right)])});
  } else {
    for (int i = 0; i < count; ++i) {
      const float value = outputs[static_cast<std::size_t>(i)];
      const LossFormula formula = formula_of(spec_.loss, value, target(i));
      terms.push_back({1, filled_in(formula.value, {}, factor_text(value), factor_text(target(i)))});
      if (i != 0 && i + 1 != count) continue;
      if (i) general += " + ";
      if (i && count > 2) general += kDots + std::string(" + ");
      general += filled_in(formula.value, {}, y(i), 't' + number(i));
    }
  }
  const bool mean = terms.size() > 1;
  const std::string after = ") / " + std::to_string(count);
  out_.formula = "L = " + (mean ? '(' + general + after : general);
  const std::string numbers = sum_text(terms, most_ / 2);
  out_.numbers.push_back("L = " + (mean ? '(' + numbers + after : numbers));
  result("L", trace_.loss);
  list_units("y", trace_.y);
}

}  // namespace deltarule
