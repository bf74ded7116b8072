// The shape of an experiment file. Scalars follow the field table; the three lists are written out here.
//
// "loss": "mse" is short for "loss": {"name": "mse"}; so it is with every section that has a name.
#include "engine/io/experiment_json.h"

#include <algorithm>
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/draft.h"
#include "engine/io/json_value.h"

namespace deltarule {
namespace {

using Type = JsonValue::Type;

constexpr std::string_view kVersionKey = "deltarule";
constexpr std::string_view kModelKey = "model";

// "optimizer.beta1" lies in the section "optimizer" under the key "beta1"; "seed" lies at the top, with no section.
std::string_view section_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? std::string_view{} : path.substr(0, dot);
}
std::string_view key_of(std::string_view path) {
  const std::size_t dot = path.find('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

// ---- writing

std::string written_value(const Field& field, const Experiment& e) {
  const double value = field.get(e);
  if (field.type != FieldType::choice) return format_number(value);
  return "\"" + std::string(field.choices[static_cast<std::size_t>(value)]) + "\"";
}

void append_member(std::string& out, std::string_view key, std::string_view value) {
  if (!out.empty()) out += ", ";
  out += "\"" + std::string(key) + "\": " + std::string(value);
}

std::string written_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    constexpr std::string_view kEscaped = "\"\\\n\r\t", kLetters = "\"\\nrt";
    const std::size_t which = kEscaped.find(c);
    if (which != std::string_view::npos) {
      out += {'\\', kLetters[which]};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr std::string_view kDigits = "0123456789abcdef";
      out += std::string("\\u00") + kDigits[static_cast<unsigned char>(c) >> 4] + kDigits[c & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string written_inputs(const PointsSpec& data) {
  std::string out;
  for (const Input input : data.inputs) {
    out += (out.empty() ? "\"" : ", \"") + std::string(input_names()[static_cast<std::size_t>(input)]) + "\"";
  }
  return "[" + out + "]";
}

std::string written_points(const PointsSpec& data) {
  std::string out;
  for (const Point& p : data.points) {
    out += out.empty() ? "[" : ", [";
    out += format_number(p.x1) + ", " + format_number(p.x2) + ", " + format_number(p.label) + "]";
  }
  return "[" + out + "]";
}

std::string written_layer(const LayerSpec& layer) {
  std::string out;
  append_member(out, "layer", "\"" + std::string(layer_kind_names()[static_cast<std::size_t>(layer.kind)]) + "\"");
  for (const LayerField& field : layer_fields(layer.kind)) {
    const double value = field.get(layer);
    const std::string_view name = name_of(field, value);
    append_member(out, field.path, name.empty() ? format_number(value) : "\"" + std::string(name) + "\"");
  }
  return "{" + out + "}";
}

std::string written_model(const std::vector<LayerSpec>& model) {
  std::string out;
  for (const LayerSpec& layer : model) out += (out.empty() ? "\n    " : ",\n    ") + written_layer(layer);
  return "[" + out + "\n  ]";
}

/// A section's members; only its name, if nothing else is worth writing.
std::string written_section(std::string_view section, const Experiment& e) {
  std::string members;
  std::string name;
  int count = 0;
  for (const Field* field : fields_of(e.kind)) {
    if (section_of(field->path) != section || (!field->applies(e) && !differs_from_default(*field, e))) continue;
    append_member(members, key_of(field->path), written_value(*field, e));
    if (key_of(field->path) == "name") name = written_value(*field, e);
    ++count;
  }
  if (section == "data" && e.kind != DataKind::points) {
    for (const TextField& field : text_fields(e.kind)) {
      if (!field.get(e).empty()) append_member(members, key_of(field.path), written_text(field.get(e)));
    }
    return "{" + members + "}";
  }
  if (section == "data") {
    append_member(members, "inputs", written_inputs(e.data));
    if (!e.data.points.empty()) append_member(members, "points", written_points(e.data));
    return "{" + members + "}";
  }
  return count == 1 && !name.empty() ? name : "{" + members + "}";
}

// ---- reading

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

/// Every key at the top, in the order in which they are written: the sections and fields of the table, and the model,
/// which follows the data.
std::vector<std::string_view> top_keys() {
  std::vector<std::string_view> keys = {kVersionKey};
  for (const Field& field : fields()) {
    const std::string_view section = section_of(field.path);
    const std::string_view key = section.empty() ? field.path : section;
    if (keys.back() == key) continue;
    if (keys.back() == "data") keys.push_back(kModelKey);
    keys.push_back(key);
  }
  return keys;
}

}  // namespace

std::string to_json(const Experiment& e) {
  std::string out = "{\n  \"deltarule\": " + std::to_string(kExperimentVersion);
  for (const std::string_view key : top_keys()) {
    if (key == kVersionKey) continue;
    const Field* field = find_field(key);
    if (field != nullptr && !field->applies(e) && !differs_from_default(*field, e)) continue;
    const std::string value = key == kModelKey   ? written_model(e.training.model)
                              : field != nullptr ? written_value(*field, e)
                                                 : written_section(key, e);
    if (value != "{}") out += ",\n  \"" + std::string(key) + "\": " + value;
  }
  return out + "\n}\n";
}

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
