// What writes the microscope's steps. Its formulas, one function each, are in microscope_forward.cpp and
// microscope_backward.cpp; which of them a step takes, and under which title, in microscope_words.cpp.
//
// Names as in the neuron card: x₁ the inputs, h₁ a hidden output, y the network's answer, t its target.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "web/app/microscope_words.h"
#include "web/app/neuron_values.h"
#include "web/app/neuron_words.h"

namespace deltarule {

/// Writes one step: all that its formulas draw upon, for the neuron that is looked at.
class MicroscopeWriter {
 public:
  MicroscopeWriter(const Bench& bench, const Trace& trace, MicroscopeStep step, int unit, std::size_t most);
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

  void title(Text format);
  void result(const std::string& name, double value) { out_.result_name = name, out_.result = value; }
  void list_units(std::string name, const std::vector<float>& units);
  void list_parameters(std::string name, const std::vector<float>& flat);

  // microscope_forward.cpp
  void inputs();
  void sum();
  void output();
  void loss();
  // microscope_backward.cpp
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

}  // namespace deltarule
