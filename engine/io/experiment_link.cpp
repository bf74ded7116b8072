// The grammar of links. Scalars follow the field table (Field::link); the lists have a form of their own:
//   layers=dense(8,tanh)+dropout(0.2)+dense(1,sigmoid)   inputs=x1,x2,x1^2   points=0.5,-1,0;2,1.5,1
#include "engine/io/experiment_link.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/draft.h"
#include "engine/io/experiment_json.h"

namespace deltarule {
namespace {

constexpr std::string_view kInputsKey = "inputs";
constexpr std::string_view kLayersKey = "layers";
constexpr std::string_view kPointsKey = "points";

// ---- writing

std::string written_inputs(const std::vector<Input>& inputs) {
  std::string out;
  for (const Input input : inputs) {
    if (!out.empty()) out += ",";
    out += input_names()[static_cast<std::size_t>(input)];
  }
  return out;
}

std::string written_layers(const std::vector<LayerSpec>& model) {
  std::string out;
  for (const LayerSpec& layer : model) {
    if (!out.empty()) out += "+";
    out += layer_kind_names()[static_cast<std::size_t>(layer.kind)];
    char separator = '(';
    for (const LayerField& field : layer_fields(layer.kind)) {
      out += separator;
      const double value = field.get(layer);
      out += field.type == FieldType::choice ? std::string(field.choices[static_cast<std::size_t>(value)])
                                             : format_number(value);
      separator = ',';
    }
    out += ')';
  }
  return out;
}

std::string written_points(const std::vector<Point>& points) {
  std::string out;
  for (const Point& p : points) {
    if (!out.empty()) out += ";";
    out += format_number(p.x1) + "," + format_number(p.x2) + "," + format_number(p.label);
  }
  return out;
}

// ---- reading

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find_first_of(separators);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return std::nullopt;
    out += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return out;
}

/// The part that speaks of the experiment: after '#', else after '?', else nothing of a bare address, else all of it.
std::string_view fragment_of(std::string_view link) {
  if (const std::size_t hash = link.find('#'); hash != std::string_view::npos) return link.substr(hash + 1);
  if (link.find("://") == std::string_view::npos) return link;
  const std::size_t query = link.find('?');
  return query == std::string_view::npos ? std::string_view{} : link.substr(query + 1);
}

Status read_inputs(Draft& draft, std::string_view text) {
  std::vector<Input>& inputs = draft.experiment.data.inputs;
  inputs.clear();
  for (const std::string_view name : split(text, ",")) {
    const Result<std::size_t> index = index_of(name, input_names(), kInputsKey);
    if (!index) return index.error();
    inputs.push_back(static_cast<Input>(*index));
    if (inputs.size() > input_names().size()) break;  // one is there twice; validate() says which
  }
  return success();
}

/// One layer: kind(argument,argument), arguments in the order of layer_fields(), the last ones optional.
Status read_layer(LayerSpec& layer, std::string_view text, const std::string& where) {
  const std::size_t open = text.find('(');
  if (open != std::string_view::npos && text.back() != ')') {
    return Error{where, in_quotes(text) + " lacks the closing bracket; write dense(8,tanh)"};
  }
  const Result<std::size_t> kind = index_of(text.substr(0, open), layer_kind_names(), where);
  if (!kind) return kind.error();
  layer.kind = static_cast<LayerKind>(*kind);
  if (open == std::string_view::npos) return success();
  const std::string_view inside = text.substr(open + 1, text.size() - open - 2);
  const auto arguments = split(inside, ",");
  const auto known = layer_fields(layer.kind);
  if (arguments.size() > known.size()) {
    return Error{where, in_quotes(text) + " has too many values; it takes " + std::to_string(known.size())};
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const LayerField& field = known[i];
    const std::string path = where + "." + std::string(field.path);
    Status status = success();
    if (field.type == FieldType::choice) {
      status = set_layer_name(layer, field, arguments[i], path);
    } else if (const std::optional<double> number = parse_number(arguments[i])) {
      status = set_layer(layer, field, *number, path);
    } else {
      status = Error{path, in_quotes(arguments[i]) + " is not a number"};
    }
    if (!status) return status;
  }
  return success();
}

Status read_layers(Draft& draft, std::string_view text) {
  std::vector<LayerSpec>& model = draft.experiment.training.model;
  model.clear();
  draft.model_given = true;
  // Some programs turn '+' into a space when they pass an address on.
  const auto parts = split(text, "+ ");
  if (parts.size() > static_cast<std::size_t>(kMaxLayers)) {
    return Error{std::string(kLayersKey),
                 std::to_string(parts.size()) + " layers are too many; use at most " + std::to_string(kMaxLayers)};
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    LayerSpec layer;
    const std::string where = std::string(kLayersKey) + "[" + std::to_string(i) + "]";
    if (Status status = read_layer(layer, parts[i], where); !status) return status;
    model.push_back(layer);
  }
  return success();
}

Status read_points(Draft& draft, std::string_view text) {
  std::vector<Point>& points = draft.experiment.data.points;
  points.clear();
  if (text.empty()) return success();
  if (std::count(text.begin(), text.end(), ';') >= kMaxPoints) {
    return Error{std::string(kPointsKey), "too many points; use at most " + std::to_string(kMaxPoints)};
  }
  for (const std::string_view part : split(text, ";")) {
    const auto numbers = split(part, ",");
    const std::string where = std::string(kPointsKey) + "[" + std::to_string(points.size()) + "]";
    if (numbers.size() != 3) return Error{where, in_quotes(part) + " must be three numbers: x1,x2,label"};
    double values[3] = {};
    for (std::size_t k = 0; k < 3; ++k) {
      const std::optional<double> number = parse_number(numbers[k]);
      if (!number) return Error{where, in_quotes(numbers[k]) + " is not a number"};
      values[k] = *number;
    }
    points.push_back({values[0], values[1], values[2]});
  }
  return success();
}

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (const Field& field : fields()) keys.push_back(field.link);
  keys.insert(keys.end(), {kInputsKey, kLayersKey, kPointsKey});
  return keys;
}

Status read_setting(Draft& draft, std::string_view key, std::string_view value) {
  if (key == kInputsKey) return read_inputs(draft, value);
  if (key == kLayersKey) return read_layers(draft, value);
  if (key == kPointsKey) return read_points(draft, value);
  const Field* field = find_field_by_link(key);
  if (field == nullptr) {
    const std::string guess = did_you_mean(key, known_keys());
    return Error{key.size() > 40 ? std::string() : std::string(key),
                 "the setting " + in_quotes(key) + " is unknown" +
                     (guess.empty() ? "; known are " + join(known_keys()) : guess)};
  }
  if (field->type == FieldType::choice) return draft.set_name(*field, value, key);
  const std::optional<double> number = parse_number(value);
  if (!number) return Error{std::string(key), in_quotes(value) + " is not a number"};
  return draft.set(*field, *number, key);
}

}  // namespace

std::string to_link(const Experiment& e) {
  const Experiment usual = default_experiment();
  std::string out;
  const auto append = [&](std::string_view key, const std::string& value) {
    if (!out.empty()) out += "&";
    out += std::string(key) + "=" + value;
  };
  for (const Field& field : fields()) {
    // The lists follow what describes the data.
    if (field.path == "loss.name") {
      if (e.data.inputs != usual.data.inputs) append(kInputsKey, written_inputs(e.data.inputs));
      append(kLayersKey, written_layers(e.training.model));
    }
    if (!differs_from_default(field, e) && field.path != "data.name") continue;
    const double value = field.get(e);
    append(field.link, field.type == FieldType::choice ? std::string(field.choices[static_cast<std::size_t>(value)])
                                                       : format_number(value));
  }
  if (!e.data.points.empty()) append(kPointsKey, written_points(e.data.points));
  return out;
}

Result<Experiment> from_link(std::string_view link) {
  if (link.size() > kMaxExperimentBytes) {
    return Error{"", "the link is longer than " + std::to_string(kMaxExperimentBytes >> 20) +
                         " MB; this is not an experiment of Deltarule"};
  }
  Draft draft;
  std::vector<std::string> seen;
  for (const std::string_view pair : split(fragment_of(link), "&")) {
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const std::optional<std::string> key = percent_decoded(pair.substr(0, equals));
    const std::optional<std::string> value =
        percent_decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!key || !value)
      return Error{"", "broken percent-encoding in " + in_quotes(pair) + "; copy the whole link again"};
    if (equals == std::string_view::npos) {
      return Error{"", in_quotes(*key) + " is not a setting; write key=value, for instance data=spiral"};
    }
    if (std::find(seen.begin(), seen.end(), *key) != seen.end()) {
      return Error{*key, "is there twice; remove one"};
    }
    if (Status status = read_setting(draft, *key, *value); !status) return status.error();
    seen.push_back(*key);
  }
  return draft.finish();
}

}  // namespace deltarule
