// One step of the microscope in words and numbers: the formula, the same with this network's numbers, the result, and
// the list of what the whole layer has. Text only; how it looks is lab_microscope.cpp's business.
#pragma once

#include <string>
#include <vector>

#include "web/app/bench.h"
#include "web/app/formula_text.h"
#include "web/app/microscope_steps.h"

namespace deltarule {

struct StepWords {
  std::string title;
  Text why = Text::why_inputs;
  std::string formula;
  std::vector<std::string> numbers;  // lines
  std::string result_name;           // empty: the numbers say it all
  double result = 0;
  // The list: one for each unit of the layer, or for each weight of the neuron and its bias.
  std::string list_name;
  std::vector<float> values;
  bool of_units = true;
};

/// Long sums show their `most` largest terms. The trace must be of this snapshot's network.
StepWords microscope_words(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit, std::size_t most);
/// "17 of 250" is said elsewhere; this is "x₁ = 1.20, x₂ = −0.41, class 1".
std::string sample_words(const Bench& bench, const TraceRequest& sample);
/// Of a row of StepWords::values.
std::string row_name(const Bench& bench, const StepWords& words, int column, int row);

}  // namespace deltarule
