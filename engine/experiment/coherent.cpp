// Fitting an experiment together after an edit: output layer and loss to the data, batch to the samples.
//
// Not for files and links, which are taken at their word or refused. What the user just chose stays; what
// contradicts it gives way.
#include <algorithm>
#include <cmath>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"

namespace deltarule {
namespace {

void bring_into_range(Experiment& e) {
  for (const Field& field : fields()) {
    const double value = field.get(e);
    if (std::isnan(value)) field.set(e, field.get(default_experiment()));
    if (value < field.min) field.set(e, field.min);
    if (value > field.max) field.set(e, field.max);
  }
}

void tidy_inputs(std::vector<Input>& inputs) {
  std::vector<Input> kept;
  for (const Input input : inputs) {
    if (std::find(kept.begin(), kept.end(), input) == kept.end()) kept.push_back(input);
  }
  if (kept.empty()) kept = {Input::x1, Input::x2};
  inputs = kept;
}

void tidy_layers(std::vector<LayerSpec>& model) {
  while (!model.empty() && model.back().kind != LayerKind::dense) model.pop_back();
  if (model.empty()) model.push_back(default_experiment().training.model.back());
  if (model.size() > static_cast<std::size_t>(kMaxLayers)) {
    model.erase(model.begin(), model.end() - kMaxLayers);
  }
  for (LayerSpec& layer : model) {
    for (const LayerField& field : layer_fields(layer.kind)) {
      const double value = field.get(layer);
      field.set(layer, std::isnan(value) ? field.get(LayerSpec{}) : std::clamp(value, field.min, field.max));
    }
  }
}

/// The output for this data that a textbook would take.
void natural_output(Experiment& e, int classes) {
  LayerSpec& output = e.training.model.back();
  output.activation = classes == 0 ? Activation::linear : classes == 2 ? Activation::sigmoid : Activation::softmax;
  output.units = classes > 2 ? classes : 1;
  e.training.loss.name = natural_loss(e);
}

void fit_perceptron(Experiment& e, int classes) {
  if (e.training.optimizer.name != Optimizer::perceptron) return;
  if (classes == 0) {
    e.training.optimizer.name = Optimizer::sgd;
    return;
  }
  e.training.model = {{.kind = LayerKind::dense, .units = classes > 2 ? classes : 1, .activation = Activation::step}};
  e.training.loss.name = Loss::mse;
}

/// The activation that a loss insists on, if the present one contradicts it.
void fit_output_to_loss(Experiment& e) {
  LayerSpec& output = e.training.model.back();
  const Loss loss = e.training.loss.name;
  if (loss == Loss::binary_cross_entropy) output.activation = Activation::sigmoid;
  if (loss == Loss::softmax_cross_entropy) output.activation = Activation::softmax;
  if (loss == Loss::hinge && (output.activation == Activation::sigmoid || output.activation == Activation::softmax)) {
    output.activation = Activation::linear;
  }
}

void fit_loss_to_output(Experiment& e) {
  const Activation activation = e.training.model.back().activation;
  const Loss loss = e.training.loss.name;
  const bool fits = loss == Loss::binary_cross_entropy    ? activation == Activation::sigmoid
                    : loss == Loss::softmax_cross_entropy ? activation == Activation::softmax
                    : loss == Loss::hinge ? activation != Activation::sigmoid && activation != Activation::softmax
                                          : true;
  if (!fits) e.training.loss.name = natural_loss(e);
}

void fit_to_regression(Experiment& e) {
  LayerSpec& output = e.training.model.back();
  output.units = 1;
  const Loss loss = e.training.loss.name;
  const bool for_classes = loss != Loss::mse && loss != Loss::mae && loss != Loss::huber;
  if (for_classes || output.activation == Activation::softmax) natural_output(e, 0);
}

void fit_to_classes(Experiment& e, int classes, bool loss_was_chosen) {
  LayerSpec& output = e.training.model.back();
  if (classes > 2 && output.units != classes) {
    if (loss_was_chosen || output.activation == Activation::softmax) {
      output.units = classes;
    } else {
      natural_output(e, classes);
    }
  }
  if (classes == 2 && output.units > 2) output.units = 2;
  if (loss_was_chosen) {
    fit_output_to_loss(e);
  } else {
    fit_loss_to_output(e);
  }
  if (classes == 2 && output.activation == Activation::softmax) output.units = 2;
  // Two classes need two units only for softmax.
  if (classes == 2 && output.activation != Activation::softmax) output.units = 1;
}

/// Hidden layers that nobody has touched become those that suit the other set.
void follow_the_set(Experiment& edited, const Experiment& before) {
  std::vector<LayerSpec>& model = edited.training.model;
  if (edited.data.name == before.data.name || model != before.training.model || model.empty()) return;
  const LayerSpec output = model.back();
  std::vector<LayerSpec> untouched = default_hidden(before.data.name);
  untouched.push_back(output);
  if (model != untouched) return;
  model = default_hidden(edited.data.name);
  model.push_back(output);
}

Experiment fit(Experiment e, bool kind_changed, bool loss_was_chosen) {
  bring_into_range(e);
  tidy_inputs(e.data.inputs);
  tidy_layers(e.training.model);
  if (e.data.points.size() > static_cast<std::size_t>(kMaxPoints)) e.data.points.resize(kMaxPoints);
  const int classes = classes_of(e.data);
  fit_perceptron(e, classes);
  if (e.training.optimizer.name != Optimizer::perceptron) {
    if (kind_changed) natural_output(e, classes);
    if (classes == 0) {
      fit_to_regression(e);
    } else {
      fit_to_classes(e, classes, loss_was_chosen);
    }
  }
  e.training.batch_size = std::min(e.training.batch_size, std::max(1, training_count(e.data)));
  return e;
}

}  // namespace

Experiment made_coherent(Experiment experiment) {
  if (experiment.kind != DataKind::points) return experiment;  // no panel edits these
  return fit(std::move(experiment), false, false);
}

Experiment made_coherent(Experiment edited, const Experiment& before) {
  if (edited.kind != DataKind::points) return edited;
  const bool kind_changed = (classes_of(edited.data) == 0) != (classes_of(before.data) == 0);
  const bool loss_was_chosen = edited.training.loss.name != before.training.loss.name;
  // An epsilon that nobody has touched follows the optimizer.
  OptimizerSpec& optimizer = edited.training.optimizer;
  const Optimizer previous = before.training.optimizer.name;
  if (optimizer.name != previous && optimizer.epsilon == default_epsilon(previous)) {
    optimizer.epsilon = default_epsilon(optimizer.name);
  }
  follow_the_set(edited, before);
  // A rule for threshold units that is left for another optimizer leaves a step behind that no gradient passes.
  const bool left_perceptron = before.training.optimizer.name == Optimizer::perceptron &&
                               edited.training.optimizer.name != Optimizer::perceptron;
  return fit(std::move(edited), kind_changed || left_perceptron, loss_was_chosen);
}

}  // namespace deltarule
