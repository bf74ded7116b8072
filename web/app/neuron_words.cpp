// Columns are counted from the inputs, units from one.
#include "web/app/neuron_words.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/panels.h"

namespace deltarule {

std::string subscript(int number) {
  std::string words;
  for (const char digit : std::to_string(number)) words += {'\xE2', '\x82', static_cast<char>('\x80' + (digit - '0'))};
  return words;
}

std::string number_text(double value) {
  char text[32];
  const double size = std::abs(value);
  if (!std::isfinite(value)) return value > 0 ? "\xE2\x88\x9E" : value < 0 ? "\xE2\x88\x92\xE2\x88\x9E" : "?";
  std::snprintf(text, sizeof text, size >= 1e5 ? "%.1e" : size >= 100 ? "%.1f" : "%.3f", size);
  return (value < 0 ? "\xE2\x88\x92" : "") + std::string(text);
}

std::string source_name(const Bench& bench, int column, int unit) {
  const auto& inputs = bench.run.experiment().data.inputs;
  const auto i = static_cast<std::size_t>(unit);
  if (column > 0 || i >= inputs.size()) return "h" + subscript(unit + 1);
  return std::string(choice_label("data.inputs", input_names()[static_cast<std::size_t>(inputs[i])]));
}

std::string neuron_number(NeuronId id) { return std::to_string(id.column) + '.' + std::to_string(id.unit + 1); }

std::string neuron_title(const Bench& bench, NeuronId id) {
  if (id.column == 0) return std::string(tr(Text::input)) + ' ' + source_name(bench, 0, id.unit);
  // Of the experiment, not the snapshot: there may be none yet.
  const auto& model = bench.run.experiment().training.model;
  const auto dense =
      std::count_if(model.begin(), model.end(), [](const LayerSpec& l) { return l.kind == LayerKind::dense; });
  if (id.column == dense && model.back().units == 1) return std::string(tr(Text::output_neuron));
  return std::string(tr(Text::neuron)) + ' ' + neuron_number(id);
}

std::string weight_name(const Bench& bench, WeightId id) {
  char words[96];
  const std::string number = neuron_number(id.neuron);
  if (id.source == WeightId::kBias) {
    std::snprintf(words, sizeof words, format_of(Text::bias_of), number.c_str());
  } else {
    std::snprintf(words, sizeof words, format_of(Text::weight_of),
                  source_name(bench, id.neuron.column - 1, id.source).c_str(), number.c_str());
  }
  return words;
}

}  // namespace deltarule
