// Which formulas a step takes, its title and its reason.
#include "web/app/microscope_words.h"

#include <cstdio>

#include "web/app/microscope_writer.h"
#include "web/app/widgets.h"

namespace deltarule {

MicroscopeWriter::MicroscopeWriter(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit,
                                   std::size_t most)
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

void MicroscopeWriter::title(Text format) {
  char words[96];
  std::snprintf(words, sizeof words, format_of(format), step_.column);
  out_.title = words;
}

void MicroscopeWriter::list_units(std::string name, const std::vector<float>& units) {
  out_.list_name = std::move(name);
  out_.values.assign(of(units).begin(), of(units).end());
}

void MicroscopeWriter::list_parameters(std::string name, const std::vector<float>& flat) {
  out_.list_name = std::move(name);
  out_.of_units = false;
  const auto first = flat.begin() + static_cast<std::ptrdiff_t>(layer_->weight_offset) +
                     static_cast<std::ptrdiff_t>(layer_->inputs) * unit_;
  out_.values.assign(first, first + static_cast<std::ptrdiff_t>(layer_->inputs));
  out_.values.push_back(flat[layer_->bias_offset + static_cast<std::size_t>(unit_)]);
}

StepWords MicroscopeWriter::write() {
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

StepWords microscope_words(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit, std::size_t most) {
  return MicroscopeWriter(bench, trace, step, unit, most).write();
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

std::string row_name(const Bench& bench, const StepWords& words, int column, int row) {
  if (words.of_units) return column == 0 ? source_name(bench, 0, row) : std::to_string(row + 1);
  if (static_cast<std::size_t>(row) + 1 == words.values.size()) return std::string(tr(Text::bias));
  return source_name(bench, column - 1, row);
}

}  // namespace deltarule
