// Names as in the neuron card: x₁ the inputs, h₁ a hidden output, y the network's answer, t its target.
#include "web/app/microscope_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/microscope_formulas.h"
#include "web/app/neuron_values.h"
#include "web/app/neuron_words.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

#define MINUS "\xE2\x88\x92"
#define TIMES "\xC2\xB7"
#define DOTS "\xE2\x80\xA6"

/// As a factor: "0.710", "(−0.710)".
std::string factor(double value) {
  const std::string words = exact_text(value);
  return value < 0 ? '(' + words + ')' : words;
}

struct Term {
  double size = 0;  // what it adds to the sum
  std::string words;
};

/// "0.71·1.20 + 1.24·(−0.40) + … + 0.18"
std::string sum_of(const std::vector<Term>& terms, std::size_t most) {
  std::vector<double> sizes;
  for (const Term& term : terms) sizes.push_back(std::abs(term.size));
  double smallest = -1;
  if (terms.size() > most) {
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(most - 1), sizes.end(),
                     [](double a, double b) { return a > b; });
    smallest = sizes[most - 1];
  }
  std::string words;
  bool left_out = false;
  std::size_t shown = 0;
  for (const Term& term : terms) {
    if (shown == most || !(std::abs(term.size) >= smallest)) {
      left_out = true;
      continue;
    }
    ++shown;
    if (!words.empty()) words += left_out ? " + " DOTS " + " : " + ";
    left_out = false;
    words += term.words;
  }
  return left_out ? words + " + " DOTS : words;
}

/// Writes one step: all that its formulas draw upon, for the neuron that is looked at.
class Writer {
 public:
  Writer(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit, std::size_t most)
      : bench_(bench),
        snapshot_(bench.run.snapshot()),
        spec_(bench.run.experiment().training),
        trace_(trace),
        step_(step),
        unit_(unit),
        most_(most),
        layer_(dense_layer(snapshot_, step.column)),
        neuron_(weights_of(snapshot_, {step.column, unit})) {
    for (const float value :
         step.column == 1 ? std::span<const float>(trace.inputs) : of_column(snapshot_, trace.y, step.column - 1))
      before_.push_back(value);
    last_ = layer_ && !dense_layer(snapshot_, step.column + 1);
    many_ = layer_ && layer_->outputs > 1;
  }

  StepWords write();

 private:
  [[nodiscard]] float at(const std::vector<float>& units) const { return of(units)[static_cast<std::size_t>(unit_)]; }
  [[nodiscard]] std::span<const float> of(const std::vector<float>& units) const {
    return of_column(snapshot_, units, step_.column);
  }
  [[nodiscard]] std::string number(int unit) const { return many_ ? subscript(unit + 1) : std::string(); }
  [[nodiscard]] std::string z(int unit) const { return 'z' + number(unit); }
  [[nodiscard]] std::string y(int unit) const { return (last_ ? 'y' : 'h') + number(unit); }
  [[nodiscard]] std::string slope_by(const std::string& name) const { return "dL/d" + name; }
  [[nodiscard]] std::string source(int i) const { return source_name(bench_, step_.column - 1, i); }
  [[nodiscard]] float target(int unit) const { return trace_.targets[static_cast<std::size_t>(unit)]; }
  [[nodiscard]] std::string shared(std::string formula) const {  // each output's share of the loss
    return many_ ? formula + " / " + std::to_string(layer_->outputs) : formula;
  }
  [[nodiscard]] double rosenblatt_target() const {
    return target(unit_) > (spec_.loss.name == Loss::hinge ? 0.f : 0.5f) ? 1 : 0;
  }

  void title(Text format) {
    char words[96];
    std::snprintf(words, sizeof words, format_of(format), step_.column);
    out_.title = words;
  }
  void result(const std::string& name, double value) { out_.result_name = name, out_.result = value; }
  void list_units(std::string name, const std::vector<float>& units) {
    out_.list_name = std::move(name);
    out_.values.assign(of(units).begin(), of(units).end());
  }
  void list_parameters(std::string name, const std::vector<float>& flat);

  void inputs();
  void sum();
  void output();
  void loss();
  void dy();
  void dz();
  void gradients();
  void changes();
  void compare();

  const Bench& bench_;
  const Snapshot& snapshot_;
  const TrainingSpec& spec_;
  const Trace& trace_;
  MicroscopeStep step_;
  int unit_;
  std::size_t most_;
  const SnapshotLayer* layer_;
  std::optional<NeuronWeights> neuron_;
  std::vector<float> before_;  // what comes into the layer
  bool last_ = false, many_ = false;
  StepWords out_;
};

void Writer::list_parameters(std::string name, const std::vector<float>& flat) {
  out_.list_name = std::move(name);
  out_.of_units = false;
  const auto first = flat.begin() + static_cast<std::ptrdiff_t>(layer_->weight_offset) +
                     static_cast<std::ptrdiff_t>(layer_->inputs) * unit_;
  out_.values.assign(first, first + static_cast<std::ptrdiff_t>(layer_->inputs));
  out_.values.push_back(flat[layer_->bias_offset + static_cast<std::size_t>(unit_)]);
}

void Writer::inputs() {
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
void Writer::sum() {
  const int count = static_cast<int>(before_.size());
  std::vector<Term> terms;
  std::string words = z(unit_) + " = ";
  for (int i = 0; i < count; ++i) {
    const float weight = neuron_->weights[static_cast<std::size_t>(i)], value = before_[static_cast<std::size_t>(i)];
    terms.push_back({weight * value, factor(weight) + TIMES + factor(value)});
    if (count <= 4 || i < 2 || i + 1 == count) {
      words += 'w' + subscript(i + 1) + TIMES + source(i) + " + ";
    } else if (i == 2) {
      words += DOTS " + ";
    }
  }
  out_.formula = words + 'b';
  out_.numbers.push_back(z(unit_) + " = " + sum_of(terms, most_) + " + " + factor(neuron_->bias));
  result(z(unit_), at(trace_.z));
  list_units("z", trace_.z);
}

void Writer::output() {
  const Activation f = layer_->spec.activation;
  if (f == Activation::softmax) {
    std::vector<Term> terms;
    const auto all = of(trace_.z);
    for (const float value : all) terms.push_back({value, "e^" + factor(value)});
    out_.formula = y(unit_) + " = e^" + z(unit_) + " / (e^" + z(0) + " + " + (all.size() > 2 ? DOTS " + " : "") + "e^" +
                   z(static_cast<int>(all.size()) - 1) + ')';
    out_.numbers.push_back(y(unit_) + " = e^" + factor(at(trace_.z)) + " / (" + sum_of(terms, most_) + ')');
  } else {
    const std::string_view formula = formula_of(f).value;
    out_.formula = y(unit_) + " = " + filled_in(formula, z(unit_), {}, {});
    out_.numbers.push_back(y(unit_) + " = " + filled_in(formula, factor(at(trace_.z)), {}, {}));
  }
  result(y(unit_), at(trace_.y));
  list_units(last_ ? "y" : "h", trace_.y);
}

void Writer::loss() {
  const auto outputs = of(trace_.y);
  const int count = static_cast<int>(outputs.size());
  std::vector<Term> terms;
  std::string general;
  if (spec_.loss.name == Loss::softmax_cross_entropy) {
    int right = 0;
    for (int i = 1; i < count; ++i)
      if (target(i) > target(right)) right = i;
    general = MINUS "ln " + y(right);
    terms.push_back({1, MINUS "ln " + factor(outputs[static_cast<std::size_t>(right)])});
  } else {
    for (int i = 0; i < count; ++i) {
      const float value = outputs[static_cast<std::size_t>(i)];
      const LossFormula formula = formula_of(spec_.loss, value, target(i));
      terms.push_back({1, filled_in(formula.value, {}, factor(value), factor(target(i)))});
      if (i == 0 || i + 1 == count)
        general += (i == 0      ? ""
                    : count > 2 ? " + " DOTS " + "
                                : " + ") +
                   filled_in(formula.value, {}, y(i), 't' + number(i));
    }
  }
  const bool mean = terms.size() > 1;
  const std::string after = ") / " + std::to_string(count);
  out_.formula = "L = " + (mean ? '(' + general + after : general);
  const std::string numbers = sum_of(terms, most_ / 2);
  out_.numbers.push_back("L = " + (mean ? '(' + numbers + after : numbers));
  result("L", trace_.loss);
  list_units("y", trace_.y);
}

void Writer::dy() {
  const std::string name = slope_by(y(unit_));
  if (last_) {
    out_.why = Text::why_dy_last;
    const LossFormula formula = formula_of(spec_.loss, at(trace_.y), target(unit_));
    out_.formula = name + " = " + shared(filled_in(formula.slope, {}, y(unit_), 't' + number(unit_)));
    out_.numbers.push_back(name + " = " +
                           shared(filled_in(formula.slope, {}, factor(at(trace_.y)), factor(target(unit_)))));
  } else {
    out_.why = Text::why_dy;
    const auto next = of_column(snapshot_, trace_.dz, step_.column + 1);
    std::vector<Term> terms;
    std::string words;
    for (std::size_t k = 0; k < next.size(); ++k) {
      const auto receiver = weights_of(snapshot_, {step_.column + 1, static_cast<int>(k)});
      const float weight = receiver ? receiver->weights[static_cast<std::size_t>(unit_)] : 0;
      terms.push_back({weight * next[k], factor(weight) + TIMES + factor(next[k])});
      const std::string index = next.size() > 1 ? subscript(static_cast<int>(k) + 1) : std::string();
      if (next.size() <= 3 || k == 0 || k + 1 == next.size())
        words += (k ? " + w" : "w") + index + TIMES "dL/dz" + index;
      else if (k == 1)
        words += " + " DOTS;
    }
    out_.formula = name + " = " + words;
    out_.numbers.push_back(name + " = " + sum_of(terms, most_));
  }
  result(name, at(trace_.dy));
  list_units(last_ ? "dL/dy" : "dL/dh", trace_.dy);
}

void Writer::dz() {
  const std::string name = slope_by(z(unit_)), by = slope_by(y(unit_));
  const Activation f = layer_->spec.activation;
  out_.why = Text::why_dz;
  const double in = at(trace_.z), answer = at(trace_.y);
  if (last_ && begins_at_sums(spec_.loss.name)) {
    out_.why = Text::why_dz_simple;
    const bool mean = spec_.loss.name == Loss::binary_cross_entropy;
    const auto words = [&](const std::string& a, const std::string& b) {
      return mean && many_ ? shared('(' + a + " " MINUS " " + b + ')') : a + " " MINUS " " + b;
    };
    out_.formula = name + " = " + words(y(unit_), 't' + number(unit_));
    out_.numbers.push_back(name + " = " + words(factor(answer), factor(target(unit_))));
  } else if (f == Activation::softmax) {
    double common = 0;
    const auto slopes = of(trace_.dy), outputs = of(trace_.y);
    for (std::size_t i = 0; i < slopes.size(); ++i) common += double{slopes[i]} * outputs[i];
    out_.formula =
        name + " = " + y(unit_) + TIMES "(" + by + " " MINUS " S), S = " + y(0) + TIMES + slope_by(y(0)) + " + " DOTS;
    out_.numbers.push_back("S = " + exact_text(common));
    out_.numbers.push_back(name + " = " + factor(answer) + TIMES "(" + exact_text(at(trace_.dy)) + " " MINUS " " +
                           factor(common) + ')');
  } else {
    const ActivationFormula& formula = formula_of(f);
    const std::string_view slope = in > 0 || formula.slope_left.empty() ? formula.slope : formula.slope_left;
    const std::string f_name = "f'(" + z(unit_) + ")";
    out_.formula =
        name + " = " + by + TIMES + f_name + ",  " + f_name + " = " + filled_in(slope, z(unit_), y(unit_), {});
    const double value = activation_slope(f, in, answer);
    out_.numbers.push_back(f_name + " = " + filled_in(slope, factor(in), factor(answer), {}) + " = " +
                           exact_text(value));
    out_.numbers.push_back(name + " = " + factor(at(trace_.dy)) + TIMES + factor(value));
  }
  result(name, at(trace_.dz));
  list_units("dL/dz", trace_.dz);
}

// dL/dw = dL/dz h, dL/db = dL/dz
void Writer::gradients() {
  const std::string name = slope_by(z(unit_));
  out_.formula = "dL/dw = " + name + TIMES + source(0) + (before_.size() > 1 ? ", " DOTS : "") + "   dL/db = " + name;
  const double dz = at(trace_.dz);
  const std::size_t shown = std::min<std::size_t>(before_.size(), 3);
  for (std::size_t i = 0; i < shown; ++i)
    out_.numbers.push_back("dL/dw" + subscript(static_cast<int>(i) + 1) + " = " + factor(dz) + TIMES +
                           factor(before_[i]) + " = " + exact_text(dz * before_[i]));
  if (shown < before_.size()) out_.numbers.push_back(DOTS);
  out_.numbers.push_back("dL/db = " + exact_text(dz));
  list_parameters("dL/dw", trace_.gradients);
}

void Writer::changes() {
  list_parameters("\xCE\x94w", trace_.updates);
  const bool rule = step_.phase == Phase::change;
  const double error = rule ? rosenblatt_target() - at(trace_.y) : 0, rate = snapshot_.learning_rate;
  out_.formula =
      rule ? "\xCE\x94w = " + std::string(field_label("optimizer.learning_rate")) + TIMES "(t " MINUS " y)" TIMES "x"
           : "w + \xCE\x94w \xE2\x86\x92 w";
  const std::size_t shown = std::min<std::size_t>(before_.size(), 3);
  const auto line = [&](const std::string& name, double value, double change, double input) {
    std::string words = name + ": " + exact_text(value) + " + ";
    words += rule ? exact_text(rate) + TIMES + factor(error) + TIMES + factor(input) : factor(change);
    out_.numbers.push_back(words + " = " + exact_text(value + change));
  };
  for (std::size_t i = 0; i < shown; ++i)
    line('w' + subscript(static_cast<int>(i) + 1), neuron_->weights[i], out_.values[i], before_[i]);
  if (shown < before_.size()) out_.numbers.push_back(DOTS);
  line("b", neuron_->bias, out_.values.back(), 1);
}

void Writer::compare() {
  const double answer = at(trace_.y), wanted = rosenblatt_target();
  out_.why = wanted == answer ? Text::why_right : Text::why_wrong;
  const std::string t = 't' + number(unit_);
  out_.formula = t + " " MINUS " " + y(unit_);
  out_.numbers.push_back(t + " " MINUS " " + y(unit_) + " = " + exact_text(wanted) + " " MINUS " " +
                         exact_text(answer));
  result(out_.formula, wanted - answer);
  list_units("y", trace_.y);
}

StepWords Writer::write() {
  constexpr Text kUpdates[] = {Text::why_sgd,      Text::why_momentum, Text::why_nesterov, Text::why_adagrad,
                               Text::why_adadelta, Text::why_rmsprop,  Text::why_adam,     Text::why_adamw};
  switch (step_.phase) {
    case Phase::inputs:
    case Phase::present:
      title(step_.phase == Phase::inputs ? Text::step_inputs : Text::step_present);
      inputs();
      break;
    case Phase::sum:
      title(Text::step_sum), out_.why = Text::why_sum;
      sum();
      break;
    case Phase::output:
      title(Text::step_output), out_.why = Text::why_output;
      output();
      break;
    case Phase::loss:
      title(Text::step_loss), out_.why = Text::why_loss;
      loss();
      break;
    case Phase::dy:
      title(Text::step_dy);
      dy();
      break;
    case Phase::dz:
      title(Text::step_dz);
      dz();
      break;
    case Phase::gradients:
      title(Text::step_gradients), out_.why = Text::why_gradients;
      gradients();
      break;
    case Phase::update:
      title(Text::step_update), out_.why = kUpdates[static_cast<std::size_t>(spec_.optimizer.name)];
      changes();
      break;
    case Phase::compute: {
      sum();
      const StepWords sums = out_;
      out_ = {};
      output();
      out_.formula = sums.formula + ",  " + out_.formula;
      out_.numbers = {sums.numbers.front() + " = " + exact_text(sums.result), out_.numbers.front()};
      title(Text::step_compute), out_.why = Text::why_compute;
      break;
    }
    case Phase::compare:
      title(Text::step_compare);
      compare();
      break;
    case Phase::change:
      title(Text::step_change), out_.why = Text::why_change;
      changes();
      break;
  }
  return std::move(out_);
}

}  // namespace

StepWords microscope_words(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit, std::size_t most) {
  return Writer(bench, trace, step, unit, most).write();
}

std::string sample_words(const Bench& bench, const TraceRequest& sample) {
  char label[48];
  if (bench.run.snapshot().classes > 0) {
    std::snprintf(label, sizeof label, format_of(Text::class_at), static_cast<int>(sample.label) + 1);
  } else {
    std::snprintf(label, sizeof label, "t = %s", exact_text(sample.label).c_str());
  }
  return "x\xE2\x82\x81 = " + number_text(sample.x1) + ", x\xE2\x82\x82 = " + number_text(sample.x2) + ", " + label;
}

std::string exact_text(double value) {
  const double size = std::abs(value);
  if (value == 0) return "0";
  if (!(size < 0.0095)) return number_text(value);
  return (value < 0 ? MINUS : "") + figure_text(Figure::loss, size);
}

std::string row_name(const Bench& bench, const StepWords& words, int column, int row) {
  if (words.of_units) return column == 0 ? source_name(bench, 0, row) : std::to_string(row + 1);
  if (static_cast<std::size_t>(row) + 1 == words.values.size()) return std::string(tr(Text::bias));
  return source_name(bench, column - 1, row);
}

}  // namespace deltarule
