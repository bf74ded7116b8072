// Reading rules common to files and links.
#include "engine/io/draft.h"

#include <algorithm>

#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"

namespace deltarule {

Status Draft::set(const Field& field, double value, std::string_view where) {
  if (Status status = check_value(field, value); !status) return Error{std::string(where), status.error().what};
  field.set(experiment, value);
  given_.push_back(&field);
  return success();
}

Status Draft::set_name(const Field& field, std::string_view name, std::string_view where) {
  const Result<std::size_t> index = index_of(name, field.choices, where);
  if (!index) return index.error();
  return set(field, static_cast<double>(*index), where);
}

Status Draft::set_text(const TextField& field, std::string_view text, std::string_view where) {
  if (text.size() > field.most_bytes)
    return Error{std::string(where), "is longer than " + std::to_string(field.most_bytes) + " bytes; shorten it"};
  field.edit(experiment) = text;
  return success();
}

bool Draft::set_kind_by_name(std::string_view name) {
  for (std::size_t k = 1; k < data_kind_names().size(); ++k) {
    const Field* names = find_field("data.name", static_cast<DataKind>(k));
    if (names == nullptr || std::find(names->choices.begin(), names->choices.end(), name) == names->choices.end())
      continue;
    experiment.kind = static_cast<DataKind>(k);
    return true;
  }
  return false;
}

Result<Experiment> Draft::finish(DataFrom data) {
  const auto fill = [&](const Field& field) {
    const bool given = std::find(given_.begin(), given_.end(), &field) != given_.end();
    if (!given && default_depends(field)) field.set(experiment, default_value(field, experiment));
  };
  if (!model_given && experiment.kind != DataKind::points) {
    experiment.training.model = default_model(experiment);
    if (experiment.training.model.empty())
      return Error{"model", "is missing; only the file knows how many answers this data asks for, so write the layers"};
  } else if (!model_given) {
    // Nobody asked for the default model: the hidden layers that suit this data, and the output that it and the loss
    // need.
    std::vector<LayerSpec>& model = experiment.training.model;
    const LayerSpec output = model.back();
    model = default_hidden(experiment.data.name);
    model.push_back(output);
    model = made_coherent(experiment, default_experiment()).training.model;
  }
  for (const Field* field : fields_of(experiment.kind)) fill(*field);
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
