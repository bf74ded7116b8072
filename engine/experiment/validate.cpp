// What is wrong with an experiment: each field by itself, then the lists, then how the parts fit together.
//
// Whatever Trainer::build refuses is refused here first, in words for the person who wrote the experiment.
#include "engine/experiment/validate.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"

namespace deltarule {
namespace {

std::string element(const char* list, std::size_t index) {
  return std::string(list) + "[" + std::to_string(index) + "]";
}

std::string_view name_of(Activation a) { return activation_names()[static_cast<std::size_t>(a)]; }
std::string_view name_of(Loss l) { return loss_names()[static_cast<std::size_t>(l)]; }

Status check_fields(const Experiment& e) {
  for (const Field* field : fields_of(e.kind)) {
    if (Status status = check_value(*field, field->get(e)); !status) return status;
  }
  for (const TextField& field : text_fields(e.kind)) {
    if (field.get(e).size() > field.most_bytes)
      return Error{std::string(field.path),
                   "is longer than " + std::to_string(field.most_bytes) + " bytes; shorten it"};
  }
  return success();
}

Status check_inputs(const PointsSpec& data) {
  if (data.inputs.empty()) return Error{"data.inputs", "is empty; choose at least one of " + join(input_names())};
  for (std::size_t i = 0; i < data.inputs.size(); ++i) {
    if (static_cast<std::size_t>(data.inputs[i]) >= input_names().size()) {
      return Error{element("data.inputs", i), "is not an input; use " + join(input_names())};
    }
    if (std::find(data.inputs.begin(), data.inputs.begin() + static_cast<std::ptrdiff_t>(i), data.inputs[i]) !=
        data.inputs.begin() + static_cast<std::ptrdiff_t>(i)) {
      return Error{element("data.inputs", i),
                   in_quotes(input_names()[static_cast<std::size_t>(data.inputs[i])]) + " is there twice; remove one"};
    }
  }
  return success();
}

Status check_points(const PointsSpec& data) {
  if (data.points.size() > static_cast<std::size_t>(kMaxPoints)) {
    return Error{"data.points", std::to_string(data.points.size()) + " points are too many; use at most " +
                                    std::to_string(kMaxPoints)};
  }
  if (data.name == PointSet::custom && data.points.empty()) {
    return Error{"data.points", "is empty; add points or choose another data set"};
  }
  const bool regression = classes_of({.name = PointSet::custom, .points = data.points}) == 0;
  for (std::size_t i = 0; i < data.points.size(); ++i) {
    const Point& p = data.points[i];
    for (const double x : {p.x1, p.x2}) {
      if (x >= -kMaxCoordinate && x <= kMaxCoordinate) continue;
      return Error{element("data.points", i), "the coordinate " + format_number(x) + " is out of range; use " +
                                                  format_number(-kMaxCoordinate) + " to " +
                                                  format_number(kMaxCoordinate)};
    }
    if (regression && !(p.label >= -1 && p.label <= 1)) {
      return Error{element("data.points", i),
                   "the label " + format_number(p.label) + " is out of range; use classes 0 to " +
                       std::to_string(kMaxClasses - 1) + " for every point, or values from -1 to 1"};
    }
  }
  return success();
}

Status check_layers(const std::vector<LayerSpec>& model) {
  if (model.empty()) return Error{"model", "is empty; it needs at least one dense layer"};
  if (model.size() > static_cast<std::size_t>(kMaxLayers)) {
    return Error{"model",
                 std::to_string(model.size()) + " layers are too many; use at most " + std::to_string(kMaxLayers)};
  }
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (static_cast<std::size_t>(model[i].kind) >= layer_kind_names().size()) {
      return Error{element("model", i) + ".layer", "is not a layer; use " + join(layer_kind_names())};
    }
    for (const LayerField& field : layer_fields(model[i].kind)) {
      const std::string where = element("model", i) + "." + std::string(field.path);
      if (Status status = check_value(field, field.get(model[i]), where); !status) return status;
    }
  }
  if (model.back().kind != LayerKind::dense) {
    return Error{element("model", model.size() - 1) + ".layer", "the last layer must be dense: it gives the answer"};
  }
  return success();
}

Status check_point_layers(const std::vector<LayerSpec>& model) {
  for (std::size_t i = 0; i < model.size() && i < static_cast<std::size_t>(kMaxLayers); ++i) {
    const LayerKind kind = model[i].kind;
    if (kind != LayerKind::dense && kind != LayerKind::dropout &&
        static_cast<std::size_t>(kind) < layer_kind_names().size()) {
      return Error{element("model", i) + ".layer",
                   in_quotes(layer_kind_names()[static_cast<std::size_t>(kind)]) +
                       " has nothing to work on: points are neither images nor sequences; use dense or dropout"};
    }
    if (kind != LayerKind::dense) continue;
    if (Status status = check_point_units(model[i].units, element("model", i) + ".units"); !status) return status;
  }
  return success();
}

Status check_outputs(const Experiment& e) {
  const std::size_t last = e.training.model.size() - 1;
  const LayerSpec& output = e.training.model.back();
  const int classes = classes_of(e.data);
  const std::string where = element("model", last);
  const std::string data = in_quotes(point_set_names()[static_cast<std::size_t>(e.data.name)]);
  if (classes == 0 && output.units != 1) {
    return Error{where + ".units", "the last layer must have 1 unit: " + data + " asks for one value"};
  }
  if (classes > 2 && output.units != classes) {
    return Error{where + ".units",
                 "the last layer must have " + std::to_string(classes) + " units: " + data + " has as many classes"};
  }
  if (classes == 2 && output.units > 2) {
    return Error{where + ".units", "the last layer must have 1 or 2 units: " + data + " has two classes"};
  }
  if (output.activation == Activation::softmax && output.units < 2) {
    return Error{where + ".units", classes == 0 ? "softmax needs classes, and " + data +
                                                      " has none; choose another activation, linear for instance"
                                                : "softmax needs a unit for each class: 2"};
  }
  return success();
}

/// What a loss asks of the last layer, whatever the data.
Status check_loss(const Experiment& e) {
  const Activation activation = e.training.model.back().activation;
  const Loss loss = e.training.loss.name;
  const std::string name = in_quotes(name_of(loss));
  const std::string last = in_quotes(name_of(activation));
  if (loss == Loss::binary_cross_entropy && activation != Activation::sigmoid) {
    return Error{"loss.name", name + " needs a last layer with the activation sigmoid, not " + last};
  }
  if (loss == Loss::softmax_cross_entropy && activation != Activation::softmax) {
    return Error{"loss.name", name + " needs a last layer with the activation softmax, not " + last};
  }
  if (loss == Loss::hinge && (activation == Activation::sigmoid || activation == Activation::softmax)) {
    return Error{"loss.name", name + " needs a last layer that reaches -1 and 1, linear for instance, not " + last};
  }
  return success();
}

Status check_point_loss(const Experiment& e) {
  const Loss loss = e.training.loss.name;
  if (classes_of(e.data) != 0 || loss == Loss::mse || loss == Loss::mae || loss == Loss::huber) return success();
  return Error{"loss.name",
               in_quotes(name_of(loss)) + " needs classes, and this data has values; use mse, mae or huber"};
}

/// Numbers of classes are values: what needs classes cannot learn them.
Status check_targets(const Experiment& e) {
  if (e.kind != DataKind::images || e.images.targets != ClassTargets::integer) return success();
  const Loss loss = e.training.loss.name;
  if (e.training.model.back().units != 1)
    return Error{element("model", e.training.model.size() - 1) + ".units",
                 "the last layer must have 1 unit: with integer targets it gives the number of the class"};
  if (loss != Loss::mse && loss != Loss::mae && loss != Loss::huber)
    return Error{"loss.name", in_quotes(name_of(loss)) +
                                  " needs an output for each class, and data.targets is integer; use mse, mae or "
                                  "huber, or the targets one_hot"};
  if (e.training.optimizer.name == Optimizer::perceptron)
    return Error{"optimizer.name", "the perceptron rule needs classes, and integer targets are values; use sgd"};
  return success();
}

Status check_perceptron(const Experiment& e) {
  if (e.training.optimizer.name != Optimizer::perceptron) return success();
  if (e.training.model.size() != 1) {
    return Error{"model", "the perceptron rule trains a single layer; remove the others or choose another optimizer"};
  }
  if (e.training.model[0].activation != Activation::step) {
    return Error{"model[0].activation", "the perceptron rule trains threshold units; use step"};
  }
  if (e.kind == DataKind::points && classes_of(e.data) == 0) {
    return Error{"optimizer.name", "the perceptron rule needs classes, and this data has values; use sgd"};
  }
  return success();
}

Status check_size(const Experiment& e) {
  const int count = training_count(e.data);
  if (e.training.batch_size > count) {
    return Error{"batch_size", std::to_string(e.training.batch_size) + " is more than the " + std::to_string(count) +
                                   " training samples; use 1 to " + std::to_string(count)};
  }
  if (parameter_count(e) > kMaxParameters) {
    return Error{"model", "has too many parameters; use at most " + std::to_string(kMaxParameters)};
  }
  return success();
}

Status check_classes(const ImagesSpec& images) {
  const std::vector<std::string> names = chosen_classes(images);
  if (names.empty()) return success();
  const char* example = "; write at least two classes with commas between them, for instance 0,1, or none for all";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) return Error{"data.classes", "names a class that has no name" + std::string(example)};
    if (std::find(names.begin() + static_cast<std::ptrdiff_t>(i) + 1, names.end(), names[i]) != names.end())
      return Error{"data.classes", "names " + in_quotes(names[i]) + " twice; remove one"};
  }
  if (names.size() < 2) return Error{"data.classes", "names only " + in_quotes(names[0]) + example};
  return success();
}

/// What has to be said of other data before any of it is read.
Status check_source(const Experiment& e) {
  const auto missing = [](const char* field, const char* what) {
    return Error{field, "is missing; write the path of " + std::string(what)};
  };
  const ImagesSpec& images = e.images;
  if (e.kind == DataKind::images) {
    if (Status status = check_classes(images); !status) return status;
  }
  if (e.kind == DataKind::images && images.name == ImageSet::idx) {
    if (images.images.empty()) return missing("data.images", "an IDX file of images");
    if (images.labels.empty()) return missing("data.labels", "the IDX file with the labels of the images");
    if (images.test_images.empty() != images.test_labels.empty())
      return missing(images.test_images.empty() ? "data.test_images" : "data.test_labels",
                     "the IDX file that goes with the other one, or leave both out");
  }
  if (e.kind == DataKind::images && images.name == ImageSet::folder && images.images.empty())
    return missing("data.images", "a folder that holds a folder of PNG or JPEG pictures for each class");
  if (e.kind == DataKind::tables && e.table.file.empty()) return missing("data.file", "a CSV or TSV file");
  if (e.kind == DataKind::sequences && e.sequences.name == SequenceTask::text && e.sequences.text.empty() &&
      e.sequences.file.empty())
    return Error{"data.text", "is missing; write the text to learn, or \"file\" with the path of one"};
  return success();
}

Status check_points_experiment(const Experiment& e) {
  if (Status status = check_inputs(e.data); !status) return status;
  if (Status status = check_points(e.data); !status) return status;
  if (Status status = check_point_layers(e.training.model); !status) return status;
  if (Status status = check_layers(e.training.model); !status) return status;
  for (const auto check : {check_outputs, check_point_loss, check_loss, check_perceptron, check_size}) {
    if (Status status = check(e); !status) return status;
  }
  return success();
}

}  // namespace

Status validate(const Experiment& e) {
  if (static_cast<std::size_t>(e.kind) >= data_kind_names().size())
    return Error{"data.kind", "there is no such kind; use " + join(data_kind_names())};
  if (Status status = check_fields(e); !status) return status;
  if (e.kind == DataKind::points) return check_points_experiment(e);
  if (Status status = check_source(e); !status) return status;
  if (Status status = check_layers(e.training.model); !status) return status;
  if (Status status = check_targets(e); !status) return status;
  if (Status status = check_loss(e); !status) return status;
  return check_perceptron(e);
}

bool live_change(const Experiment& a, const Experiment& b) {
  // Give a all the live values of b; what still differs is structural.
  Experiment changed = a;
  for (const Field& field : fields()) {
    if (field.live) field.set(changed, field.get(b));
  }
  // Own points come and go while it trains, as long as they ask the same question.
  if (b.kind == DataKind::points && b.data.name == PointSet::custom && classes_of(a.data) == classes_of(b.data) &&
      a.data.inputs == b.data.inputs)
    changed.data = b.data;
  // And so do drawings.
  changed.images.drawings = b.images.drawings;
  std::vector<LayerSpec>& model = changed.training.model;
  if (model.size() != b.training.model.size()) return false;
  for (std::size_t i = 0; i < model.size(); ++i) {
    if (model[i].kind != b.training.model[i].kind) return false;
    for (const LayerField& field : layer_fields(model[i].kind)) {
      if (field.live) field.set(model[i], field.get(b.training.model[i]));
    }
  }
  return changed == b;
}

std::size_t parameter_count(const Experiment& e) {
  std::size_t count = 0;
  std::size_t inputs = e.data.inputs.size();
  for (const LayerSpec& layer : e.training.model) {
    if (layer.kind != LayerKind::dense) continue;
    if (layer.units < 1 || inputs == 0) return 0;
    const auto units = static_cast<std::size_t>(layer.units);
    count += units * (inputs + 1);
    inputs = units;
  }
  return count;
}

Loss natural_loss(const Experiment& e) {
  if (e.training.model.empty() || (e.kind == DataKind::points && classes_of(e.data) == 0)) return Loss::mse;
  switch (e.training.model.back().activation) {
    case Activation::softmax: return Loss::softmax_cross_entropy;
    case Activation::sigmoid: return Loss::binary_cross_entropy;
    default: return Loss::mse;
  }
}

}  // namespace deltarule
