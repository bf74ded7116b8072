// Reading rules common to files and links.
#include "engine/io/draft.h"

#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"

namespace deltarule {

Draft::Draft() : experiment(default_experiment()), given_(fields().size(), false) {}

Status Draft::set(const Field& field, double value, std::string_view where) {
  if (Status status = check_value(field, value); !status) return Error{std::string(where), status.error().what};
  field.set(experiment, value);
  given_[static_cast<std::size_t>(&field - fields().data())] = true;
  return success();
}

Status Draft::set_name(const Field& field, std::string_view name, std::string_view where) {
  const Result<std::size_t> index = index_of(name, field.choices, where);
  if (!index) return index.error();
  return set(field, static_cast<double>(*index), where);
}

Result<Experiment> Draft::finish(DataFrom data) {
  const auto fill = [&](const Field& field) {
    const auto index = static_cast<std::size_t>(&field - fields().data());
    if (!given_[index] && default_depends(field)) field.set(experiment, default_value(field, experiment));
  };
  if (!model_given) {
    // Nobody asked for the default model: the hidden layers that suit this data, and the output that it and the loss
    // need.
    std::vector<LayerSpec>& model = experiment.training.model;
    const LayerSpec output = model.back();
    model = default_hidden(experiment.data.name);
    model.push_back(output);
    model = made_coherent(experiment, default_experiment()).training.model;
  }
  for (const Field& field : fields()) fill(field);
  if (data == DataFrom::file) return experiment;
  if (Status status = validate(experiment); !status) return status.error();
  return experiment;
}

Status set_layer(LayerSpec& layer, const LayerField& field, double value, std::string_view where) {
  if (Status status = check_value(field, value, where); !status) return status;
  field.set(layer, value);
  return success();
}

Status set_layer_name(LayerSpec& layer, const LayerField& field, std::string_view name, std::string_view where) {
  const Result<std::size_t> index = index_of(name, field.choices, where);
  if (!index) return index.error();
  return set_layer(layer, field, field.min + static_cast<double>(*index), where);
}

Result<std::size_t> index_of(std::string_view name, std::span<const std::string_view> names, std::string_view where) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return i;
  }
  const std::string guess = did_you_mean(name, names);
  return Error{std::string(where),
               in_quotes(name) + " is unknown" + (guess.empty() ? "; use " : guess + " Known: ") + join(names)};
}

bool differs_from_default(const Field& field, const Experiment& experiment) {
  return field.get(experiment) != default_value(field, experiment);
}

}  // namespace deltarule
