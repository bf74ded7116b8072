// An experiment as the text of a file: sections in the order of the field table, lists written out.
#include <string>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/draft.h"
#include "engine/io/experiment_json.h"
#include "engine/io/json_sections.h"
#include "engine/io/json_text.h"

namespace deltarule {
namespace {

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
  std::string out;
  append_json_text(out, text);
  return out;
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

}  // namespace

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

}  // namespace deltarule
