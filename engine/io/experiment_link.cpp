// The grammar of our links. Scalars follow the field table (Field::link); the lists have a form of their own:
//   layers=dense(8,tanh)+dropout(0.2)+dense(1,sigmoid)   inputs=x1,x2,x1^2   points=0.5,-1,0;2,1.5,1   hide=lr,noise
#include "engine/io/experiment_link.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/draft.h"
#include "engine/io/link_text.h"
#include "engine/io/playground_link.h"

namespace deltarule {
namespace {

constexpr std::string_view kInputsKey = "inputs";
constexpr std::string_view kLayersKey = "layers";
constexpr std::string_view kPointsKey = "points";
constexpr std::string_view kHideKey = "hide";
constexpr std::string_view kLockKey = "lock";
constexpr std::string_view kBenchKey = "bench", kBench = "convolution";

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
      const std::string_view name = name_of(field, value);
      out += name.empty() ? format_number(value) : std::string(name);
      separator = ',';
    }
    if (separator == ',') out += ')';
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

std::string written_names(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    if (!out.empty()) out += ",";
    out += name;
  }
  return out;
}

// ---- reading

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
  layer = default_layer(static_cast<LayerKind>(*kind));
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
    if (field.type == FieldType::choice || (!field.choices.empty() && !parse_number(arguments[i]))) {
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

std::vector<std::string_view> known_keys(DataKind kind) {
  std::vector<std::string_view> keys;
  for (const Field* field : fields_of(kind)) keys.push_back(field->link);
  for (const TextField& field : text_fields(kind)) keys.push_back(field.link);
  if (kind == DataKind::points) keys.insert(keys.end(), {kInputsKey, kPointsKey});
  keys.insert(keys.end(), {kLayersKey, kHideKey, kLockKey, kBenchKey});
  return keys;
}

bool is_own_key(std::string_view key) {
  const auto keys = known_keys(DataKind::points);
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// The first key that only one of the two kinds of link has decides.
bool is_playground_link(std::string_view link, const std::vector<Setting>& settings) {
  if (is_playground_address(link)) return true;
  for (const Setting& setting : settings) {
    if (is_playground_key(setting.key)) return true;
    if (is_own_key(setting.key) && setting.key != "noise" && setting.key != "seed") return false;
  }
  return false;
}

std::vector<std::string> read_names(std::string_view text) {
  std::vector<std::string> names;
  for (const std::string_view name : split(text, ",")) {
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

/// Takes hide=, lock= and bench= out of the settings: they may stand in both kinds of link.
std::optional<Presentation> take_presentation(std::vector<Setting>& settings) {
  std::optional<Presentation> presentation;
  std::erase_if(settings, [&](const Setting& setting) {
    const bool hides = setting.key == kHideKey;
    const bool opens = setting.key == kBenchKey && setting.value.starts_with(kBench);
    if (!hides && !opens && setting.key != kLockKey) return false;
    if (!presentation) presentation.emplace();
    if (opens)
      presentation->bench = setting.value;
    else
      (hides ? presentation->hidden : presentation->locked) = read_names(setting.value);
    return true;
  });
  return presentation;
}

Status read_setting(Draft& draft, std::string_view key, std::string_view value) {
  const DataKind kind = draft.experiment.kind;
  if (key == kLayersKey) return read_layers(draft, value);
  if (kind == DataKind::points && key == kInputsKey) return read_inputs(draft, value);
  if (kind == DataKind::points && key == kPointsKey) return read_points(draft, value);
  for (const TextField& field : text_fields(kind)) {
    if (field.link == key) return draft.set_text(field, value, key);
  }
  const Field* field = find_field_by_link(key, kind);
  if (field == nullptr) {
    const auto known = known_keys(kind);
    const std::string guess = did_you_mean(key, known);
    return Error{
        key.size() > 40 ? std::string() : std::string(key),
        "the setting " + in_quotes(key) + " is unknown" + (guess.empty() ? "; known are " + join(known) : guess)};
  }
  if (field->type == FieldType::choice) return draft.set_name(*field, value, key);
  const std::optional<double> number = parse_number(value);
  if (!number) return Error{std::string(key), in_quotes(value) + " is not a number"};
  return draft.set(*field, *number, key);
}

/// Which kind of data it is decides what the other settings mean, wherever it stands: as kind=, or by the set's name.
Status read_kind(Draft& draft, const std::vector<Setting>& settings) {
  const auto find = [&](std::string_view key) {
    return std::find_if(settings.begin(), settings.end(), [&](const Setting& s) { return s.key == key; });
  };
  const Field &kind = *find_field("data.kind"), &name = *find_field("data.name");
  if (const auto given = find(kind.link); given != settings.end()) return draft.set_name(kind, given->value, kind.link);
  const auto set = find(name.link);
  if (set != settings.end() && std::find(name.choices.begin(), name.choices.end(), set->value) == name.choices.end())
    draft.set_kind_by_name(set->value);
  return success();
}

}  // namespace

std::string to_link(const Experiment& e, const Presentation& presentation) {
  const Experiment usual = default_experiment();
  std::string out;
  const auto append = [&](std::string_view key, const std::string& value) {
    if (!out.empty()) out += "&";
    out += std::string(key) + "=" + value;
  };
  const bool points = e.kind == DataKind::points;
  for (const Field* field : fields_of(e.kind)) {
    // The lists follow what describes the data.
    if (field->path == "loss.name") {
      for (const TextField& text : text_fields(e.kind)) {
        if (!text.get(e).empty()) append(text.link, percent_encoded(text.get(e)));
      }
      if (points && e.data.inputs != usual.data.inputs) append(kInputsKey, written_inputs(e.data.inputs));
      append(kLayersKey, written_layers(e.training.model));
    }
    if (!differs_from_default(*field, e) && field->path != "data.name") continue;
    const double value = field->get(e);
    append(field->link, field->type == FieldType::choice ? std::string(field->choices[static_cast<std::size_t>(value)])
                                                         : format_number(value));
  }
  if (points && !e.data.points.empty()) append(kPointsKey, written_points(e.data.points));
  if (!presentation.hidden.empty()) append(kHideKey, written_names(presentation.hidden));
  if (!presentation.locked.empty()) append(kLockKey, written_names(presentation.locked));
  if (!presentation.bench.empty()) append(kBenchKey, percent_encoded(presentation.bench));
  return out;
}

Result<Link> read_link(std::string_view link, DataFrom data) {
  Result<std::vector<Setting>> read = settings_of(link);
  if (!read) return read.error();
  std::vector<Setting>& settings = *read;
  const bool foreign = is_playground_link(link, settings);
  std::optional<Presentation> presentation = take_presentation(settings);
  if (foreign) {
    Result<Link> theirs = read_playground_link(settings);
    if (theirs && presentation) {
      // What their own keys hide stays hidden.
      if (theirs->presentation)
        presentation->hidden.insert(presentation->hidden.end(), theirs->presentation->hidden.begin(),
                                    theirs->presentation->hidden.end());
      theirs->presentation = std::move(presentation);
    }
    return theirs;
  }
  Draft draft;
  if (Status status = read_kind(draft, settings); !status) return status.error();
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (Status status = check_once(settings, i); !status) return status.error();
    if (Status status = read_setting(draft, settings[i].key, settings[i].value); !status) return status.error();
  }
  Result<Experiment> experiment = draft.finish(data);
  if (!experiment) return experiment.error();
  return Link{.experiment = std::move(*experiment), .presentation = std::move(presentation), .view = {}};
}

Result<Experiment> from_link(std::string_view text, DataFrom data) {
  Result<Link> link = read_link(text, data);
  if (!link) return link.error();
  return std::move(link->experiment);
}

}  // namespace deltarule
