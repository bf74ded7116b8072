// deltarule list: what an experiment may say, from the tables that files and links are read by.
#include <cstdio>
#include <string>

#include "engine/cli/command.h"
#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/layers/registry.h"

namespace deltarule::cli {
namespace {

std::string range_of(double min, double max) { return format_number(min) + " to " + format_number(max); }

/// "  units        1 to 4096, else 1"
std::string line(std::string_view path, std::string_view values, std::string_view usual) {
  std::string out = "    " + std::string(path);
  out.resize(std::max<std::size_t>(32, out.size() + 1), ' ');
  return out + std::string(values) + "; default " + std::string(usual) + "\n";
}

std::string field_line(const Field& field, const Experiment& e) {
  const double usual = default_value(field, e);
  if (field.type != FieldType::choice) return line(field.path, range_of(field.min, field.max), format_number(usual));
  return line(field.path, join(field.choices), field.choices[static_cast<std::size_t>(usual)]);
}

/// The fields of a section that mean something for this experiment, but for its name.
std::string section_lines(std::string_view section, const Experiment& e) {
  std::string out;
  for (const Field& field : fields()) {
    const std::string_view path = field.path;
    if (!path.starts_with(section) || path.ends_with(".name") || path.ends_with(".kind") || !field.applies(e)) continue;
    out += field_line(field, e);
  }
  return out;
}

std::string layer_lines(LayerKind kind) {
  std::string out;
  const LayerSpec usual = default_layer(kind);
  for (const LayerField& field : layer_fields(kind)) {
    const double value = field.get(usual);
    const std::string_view name = name_of(field, value);
    const std::string shown = name.empty() ? format_number(value) : std::string(name);
    std::string values = field.type == FieldType::choice ? join(field.choices) : range_of(field.min, field.max);
    if (field.type != FieldType::choice && !field.choices.empty()) {
      values =
          join(field.choices) + ", or " + range_of(field.min + static_cast<double>(field.choices.size()), field.max);
    }
    out += line(field.path, values, shown);
  }
  return out;
}

std::string layers() {
  std::string out;
  for (std::size_t i = 0; i < layer_kind_names().size(); ++i) {
    const auto kind = static_cast<LayerKind>(i);
    if (make_layer(default_layer(kind)) == nullptr) continue;
    out += "  " + std::string(layer_kind_names()[i]) + "\n" + layer_lines(kind);
  }
  return out;
}

std::string activations() {
  std::string out;
  for (const std::string_view name : activation_names()) out += "  " + std::string(name) + "\n";
  return out;
}

/// Every name of a choice, each with the other fields of its section.
std::string choices(std::string_view path) {
  const Field& field = *find_field(path);
  const std::string_view section = path.substr(0, path.find('.') + 1);
  std::string out;
  for (std::size_t i = 0; i < field.choices.size(); ++i) {
    Experiment e = default_experiment();
    field.set(e, static_cast<double>(i));
    out += "  " + std::string(field.choices[i]) + "\n" + section_lines(section, e);
  }
  return out;
}
std::string losses() { return choices("loss.name"); }
std::string optimizers() { return choices("optimizer.name"); }

/// What the section "data" has beside its name, where it speaks of this.
std::string data_lines(const Experiment& e) {
  std::string out;
  for (const Field& field : data_fields(e.kind))
    if (field.path != "data.name" && field.applies(e)) out += field_line(field, e);
  for (const TextField& field : text_fields(e.kind))
    if (field.applies(e)) out += line(field.path, "a text in quotes", "none");
  return out;
}

std::string other_data(DataKind kind) {
  Experiment e = default_experiment();
  e.kind = kind;
  std::string out = "\n" + std::string(data_kind_names()[static_cast<std::size_t>(kind)]) + "\n";
  const Field* name = find_field("data.name", kind);
  if (name == nullptr) return out + data_lines(e);
  for (std::size_t i = 0; i < name->choices.size(); ++i) {
    name->set(e, static_cast<double>(i));
    out += "  " + std::string(name->choices[i]) + "\n" + data_lines(e);
  }
  return out;
}

std::string data() {
  std::string out = "points\n" + choices("data.name") + "  seen through data.inputs\n    " + join(input_names()) + "\n";
  for (std::size_t k = 1; k < data_kind_names().size(); ++k) out += other_data(static_cast<DataKind>(k));
  return out;
}

struct Topic {
  std::string_view name;
  std::string (*text)();
};
constexpr Topic kTopics[] = {
    {"layers", layers}, {"activations", activations}, {"losses", losses}, {"optimizers", optimizers}, {"data", data}};

Exit run(const Arguments& arguments) {
  std::vector<std::string_view> names;
  bool found = false;
  for (const Topic& topic : kTopics) {
    names.push_back(topic.name);
    if (!arguments.words().empty() && arguments.words()[0] != topic.name) continue;
    std::fputs((std::string(topic.name) + "\n" + topic.text()).c_str(), stdout);
    found = true;
  }
  if (found) return kDone;
  const std::string& word = arguments.words()[0];
  return fail(kUsage, {in_quotes(word), "is nothing to list" + did_you_mean(word, names) + "; use " + join(names)});
}

}  // namespace

const Command kList = {"list",
                       "[layers|activations|losses|optimizers|data]",
                       "Print names, settings and ranges of what an experiment can have.",
                       "",
                       {},
                       0,
                       1,
                       run};

}  // namespace deltarule::cli
