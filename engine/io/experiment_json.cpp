// Reading an experiment file. Scalars and texts follow the field tables; the three lists are taken apart here.
//
// "loss": "mse" is short for "loss": {"name": "mse"}; so it is with every section that has a name.
#include "engine/io/experiment_json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/draft.h"
#include "engine/io/json_sections.h"
#include "engine/io/json_value.h"

namespace deltarule {
namespace {

using Type = JsonValue::Type;

Error wrong_type(std::string_view where, std::string_view wanted, const JsonValue& found) {
  return {std::string(where), "must be " + std::string(wanted) + ", not " + std::string(found.type_name())};
}

Status check_keys(const JsonValue& object, std::string_view section, const std::vector<std::string_view>& known) {
  for (const std::string& key : object.keys) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    const std::string guess = did_you_mean(key, known);
    const std::string where = section.empty() ? key : std::string(section) + "." + key;
    return Error{
        where.size() > 60 ? std::string(section) : where,
        "the key " + in_quotes(key) + " is unknown" + (guess.empty() ? "; use " : guess + " Known: ") + join(known)};
  }
  return success();
}

Status read_field(Draft& draft, const Field& field, const JsonValue& value) {
  if (field.type == FieldType::choice) {
    // A switch may be set with true and false.
    if (value.type == Type::boolean && field.choices.size() == 2 && field.choices[1] == "on")
      return draft.set(field, value.number, field.path);
    if (value.type != Type::string) return wrong_type(field.path, "a name in quotes", value);
    return draft.set_name(field, value.text, field.path);
  }
  if (value.type != Type::number) return wrong_type(field.path, "a number", value);
  return draft.set(field, value.number, field.path);
}

Status read_inputs(PointsSpec& data, const JsonValue& list) {
  if (list.type != Type::array) return wrong_type("data.inputs", "a list", list);
  data.inputs.clear();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string where = "data.inputs[" + std::to_string(i) + "]";
    if (list.items[i].type != Type::string) return wrong_type(where, "a name in quotes", list.items[i]);
    const Result<std::size_t> index = index_of(list.items[i].text, input_names(), where);
    if (!index) return index.error();
    data.inputs.push_back(static_cast<Input>(*index));
  }
  return success();
}

Status read_points(PointsSpec& data, const JsonValue& list) {
  if (list.type != Type::array) return wrong_type("data.points", "a list", list);
  data.points.clear();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::string where = "data.points[" + std::to_string(i) + "]";
    const JsonValue& point = list.items[i];
    const bool numbers =
        std::all_of(point.items.begin(), point.items.end(), [](const JsonValue& v) { return v.type == Type::number; });
    if (point.type != Type::array || point.items.size() != 3 || !numbers) {
      return Error{where, "must be a list of three numbers: x1, x2 and the label"};
    }
    data.points.push_back({point.items[0].number, point.items[1].number, point.items[2].number});
  }
  return success();
}

Status read_layer(LayerSpec& layer, const JsonValue& object, const std::string& where) {
  if (object.type != Type::object) return wrong_type(where, "an object", object);
  const JsonValue* kind = object.find("layer");
  if (kind == nullptr) return Error{where + ".layer", "is missing; use one of " + join(layer_kind_names())};
  if (kind->type != Type::string) return wrong_type(where + ".layer", "a name in quotes", *kind);
  const Result<std::size_t> index = index_of(kind->text, layer_kind_names(), where + ".layer");
  if (!index) return index.error();
  layer = default_layer(static_cast<LayerKind>(*index));

  std::vector<std::string_view> known = {"layer"};
  for (const LayerField& field : layer_fields(layer.kind)) known.push_back(field.path);
  if (Status status = check_keys(object, where, known); !status) return status;
  for (const LayerField& field : layer_fields(layer.kind)) {
    const JsonValue* value = object.find(field.path);
    if (value == nullptr) continue;
    const std::string path = where + "." + std::string(field.path);
    const bool is_choice = field.type == FieldType::choice || (value->type == Type::string && !field.choices.empty());
    if (is_choice && value->type != Type::string) return wrong_type(path, "a name in quotes", *value);
    if (!is_choice && value->type != Type::number) return wrong_type(path, "a number", *value);
    Status status =
        is_choice ? set_layer_name(layer, field, value->text, path) : set_layer(layer, field, value->number, path);
    if (!status) return status;
  }
  return success();
}

Status read_model(Draft& draft, const JsonValue& list) {
  if (list.type != Type::array) return wrong_type(kModelKey, "a list of layers", list);
  if (list.items.size() > static_cast<std::size_t>(kMaxLayers)) {
    return Error{std::string(kModelKey),
                 std::to_string(list.items.size()) + " layers are too many; use at most " + std::to_string(kMaxLayers)};
  }
  draft.model_given = true;
  draft.experiment.training.model.clear();
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    LayerSpec layer;
    const std::string where = "model[" + std::to_string(i) + "]";
    if (Status status = read_layer(layer, list.items[i], where); !status) return status;
    draft.experiment.training.model.push_back(layer);
  }
  return success();
}

/// Which kind of data it is decides which fields the section has. It may be left out where the set's name tells.
Status read_kind(Draft& draft, const JsonValue& data) {
  const JsonValue* kind = data.type == Type::object ? data.find("kind") : nullptr;
  if (kind != nullptr) return read_field(draft, *find_field("data.kind"), *kind);
  const JsonValue* name = data.type == Type::object ? data.find("name") : &data;
  if (name == nullptr || name->type != Type::string) return success();
  const Field& points = *find_field("data.name");
  if (std::find(points.choices.begin(), points.choices.end(), name->text) == points.choices.end())
    draft.set_kind_by_name(name->text);
  return success();
}

Status read_lists(PointsSpec& data, const JsonValue& section) {
  if (const JsonValue* inputs = section.find("inputs")) {
    if (Status status = read_inputs(data, *inputs); !status) return status;
  }
  const JsonValue* points = section.find("points");
  return points == nullptr ? success() : read_points(data, *points);
}

Status read_section(Draft& draft, std::string_view section, const JsonValue& value) {
  const bool is_data = section == "data";
  if (is_data) {
    if (Status status = read_kind(draft, value); !status) return status;
  }
  const DataKind kind = draft.experiment.kind;
  std::vector<std::string_view> known;
  const Field* name = nullptr;
  for (const Field* field : fields_of(kind)) {
    if (section_of(field->path) != section) continue;
    known.push_back(key_of(field->path));
    if (key_of(field->path) == "name") name = field;
  }
  if (is_data && kind == DataKind::points) known.insert(known.end(), {"inputs", "points"});
  if (is_data) {
    for (const TextField& field : text_fields(kind)) known.push_back(key_of(field.path));
  }
  if (value.type == Type::string && name != nullptr) return draft.set_name(*name, value.text, section);
  if (value.type != Type::object) {
    return wrong_type(section, name == nullptr ? "an object" : "a name in quotes or an object", value);
  }
  if (Status status = check_keys(value, section, known); !status) return status;
  for (const Field* field : fields_of(kind)) {
    const JsonValue* member = section_of(field->path) == section ? value.find(key_of(field->path)) : nullptr;
    if (member == nullptr) continue;
    if (Status status = read_field(draft, *field, *member); !status) return status;
  }
  if (!is_data) return success();
  for (const TextField& field : text_fields(kind)) {
    const JsonValue* member = value.find(key_of(field.path));
    if (member == nullptr) continue;
    if (member->type != Type::string) return wrong_type(field.path, "a text in quotes", *member);
    if (Status status = draft.set_text(field, member->text, field.path); !status) return status;
  }
  return kind == DataKind::points ? read_lists(draft.experiment.data, value) : success();
}

Status check_version(const JsonValue& root) {
  const std::string wanted = std::to_string(kExperimentVersion);
  const JsonValue* version = root.find(kVersionKey);
  if (version == nullptr) {
    return Error{std::string(kVersionKey), "is missing; an experiment begins with {\"deltarule\": " + wanted + ", ..."};
  }
  if (version->type != Type::number) return wrong_type(kVersionKey, "the number " + wanted, *version);
  if (version->number != kExperimentVersion) {
    return Error{std::string(kVersionKey), "version " + format_number(version->number) +
                                               " is unknown here; this program reads version " + wanted};
  }
  return success();
}

}  // namespace

Result<Experiment> from_json(std::string_view text, DataFrom data) {
  if (text.size() > kMaxExperimentBytes) {
    return Error{"", "the text is longer than " + std::to_string(kMaxExperimentBytes >> 20) +
                         " MB; this is not an experiment of Deltarule"};
  }
  const Result<JsonValue> root = parse_json(text);
  if (!root) return root.error();
  if (root->type != Type::object) return wrong_type("", "an object {\"deltarule\": 1, ...}", *root);
  if (Status status = check_version(*root); !status) return status.error();
  if (Status status = check_keys(*root, "", top_keys()); !status) return status.error();

  Draft draft;
  for (const std::string_view key : top_keys()) {
    const JsonValue* value = root->find(key);
    if (value == nullptr || key == kVersionKey) continue;
    const Field* field = find_field(key);
    Status status = key == kModelKey   ? read_model(draft, *value)
                    : field != nullptr ? read_field(draft, *field, *value)
                                       : read_section(draft, key, *value);
    if (!status) return status.error();
  }
  return draft.finish(data);
}

}  // namespace deltarule
