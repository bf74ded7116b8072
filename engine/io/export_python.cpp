// Python, piece by piece: plain scripts with few dependencies, to be read as much as run.
#include "engine/io/export_python.h"

#include <algorithm>
#include <set>

#include "engine/core/number_text.h"
#include "engine/io/export_passages.h"

namespace deltarule {
namespace {

bool in_a_name(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// The names in code; none of those in comments, in strings or behind a dot.
void find_names(std::string_view code, std::set<std::string, std::less<>>& names) {
  for (std::size_t i = 0; i < code.size();) {
    const std::string_view rest = code.substr(i);
    std::string_view end;
    if (rest.starts_with("\"\"\"")) {
      end = "\"\"\"";
    } else if (rest[0] == '"') {
      end = "\"";
    } else if (rest[0] == '#') {
      end = "\n";
    }
    if (!end.empty()) {
      const std::size_t found = code.find(end, i + (rest[0] == '#' ? 0 : end.size()));
      i = found == std::string_view::npos ? code.size() : found + end.size();
    } else if (!in_a_name(rest[0])) {
      ++i;
    } else {
      std::size_t length = 1;
      while (length < rest.size() && in_a_name(rest[length])) ++length;
      if (i == 0 || code[i - 1] != '.') names.emplace(rest.substr(0, length));
      i += length;
    }
  }
}

/// The parts that `code` needs, and those that they need, in the order of the tables.
std::string needed_parts(const std::vector<std::span<const PythonPart>>& tables, std::string_view code) {
  std::set<std::string, std::less<>> names;
  std::set<std::string_view> taken;
  find_names(code, names);
  for (bool more = true; more;) {
    more = false;
    for (const auto& table : tables) {
      for (const PythonPart& part : table) {
        if (names.count(part.name) == 0 || !taken.insert(part.name).second) continue;
        find_names(part.text, names);
        more = true;
      }
    }
  }
  std::string out;
  for (const auto& table : tables) {
    for (const PythonPart& part : table) {
      if (taken.count(part.name) == 0) continue;
      const bool definition = part.text.starts_with("def ") || part.text.starts_with("class ");
      out += (definition ? "\n\n" : "") + std::string(part.text) + "\n";
    }
  }
  return out;
}

std::string head(const ExportRequest& request, std::string_view what) {
  std::string names;
  for (const std::string& name : request.inputs) names += (names.empty() ? "" : ", ") + name;
  const std::string batch = "[N" + python_batch(input_form(request.layout)).substr(2) + "]";
  return "#!/usr/bin/env python3\n\"\"\"" + std::string(what) + "\n\nInput: " + batch +
         (names.empty() ? "" : ": " + names) + (reads_codes(request.layout) ? ", codes" : "") + ". Output: [N" +
         python_batch(output_form(request.layout)).substr(2) +
         "].\n\n    python3 THIS_FILE [INPUT] [--weights FILE]\n\nINPUT is a .npy file, a .safetensors file with a "
         "tensor "
         "\"input\", or - for rows of numbers on stdin,\nseparated by spaces or commas; without it, two samples of "
         "random "
         "numbers. Prints a row for each sample.\n\"\"\"\n";
}

constexpr std::string_view kMain = R"py(

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", nargs="?")
    parser.add_argument("--weights", default=pathlib.Path(__file__).with_name(WEIGHTS))
    arguments = parser.parse_args()
    result = run(read_input(arguments.input), load(arguments.weights))
    for sample in result.reshape(len(result), -1).tolist():
        print(*sample)
)py";

std::string cell_name(const LayerSpec& spec) {
  const std::string kind(layer_kind_names()[static_cast<std::size_t>(spec.kind)]);
  switch (spec.kind) {
    case LayerKind::rnn: return kind + "(" + python_activation(spec.activation) + ")";
    case LayerKind::clockwork_rnn:
      return kind + "(" + std::to_string(spec.modules) + ", " + python_activation(spec.activation) + ")";
    case LayerKind::grid_lstm: return kind + "(" + std::to_string(spec.depth) + ")";
    case LayerKind::gru: return spec.reset == ResetGate::before ? "gru_before" : kind;
    default: return kind;
  }
}

int states_of(const LayerSpec& spec) {
  switch (spec.kind) {
    case LayerKind::rnn:
    case LayerKind::gru:
    case LayerKind::clockwork_rnn: return 1;
    case LayerKind::grid_lstm: return 1 + 2 * spec.depth;
    default: return 2;
  }
}

}  // namespace

std::vector<std::uint8_t> python_script(const ExportRequest& request, const PythonScript& script) {
  std::vector<std::span<const PythonPart>> tables = script.parts;
  tables.push_back(python_files());
  const std::string body = script.network + std::string(kMain);
  const std::string parts = needed_parts(tables, body);
  std::set<std::string, std::less<>> names;
  find_names(parts + body, names);
  std::string text = head(request, script.what) + "import argparse\nimport json\n" +
                     (names.count("math") > 0 ? "import math\n" : "") + "import pathlib\nimport sys\n\n" +
                     std::string(script.imports) + "\nWEIGHTS = " + python_text(request.weights_file) +
                     "\nFORM = " + python_tuple(input_form(request.layout)) + "  # of a sample\nVOCABULARY = ";
  text += reads_codes(request.layout)
              ? std::to_string(request.layout.front().spec.vocabulary) + "  # the input is codes"
              : "None  # the input is no codes";
  text += "\n" + parts + body;
  return {text.begin(), text.end()};
}

std::string python_own_layer(const LayerLayout& layer, std::string_view x, std::string_view tensors) {
  const LayerSpec& spec = layer.spec;
  const auto quoted = [](std::string_view name) { return ", \"" + std::string(name) + "\""; };
  const std::string operands = std::string(x) + ", " + std::string(tensors);
  const std::string returned = quoted(returned_names()[static_cast<std::size_t>(spec.returned)]);
  if (spec.kind == LayerKind::mcculloch_pitts) return "mcculloch_pitts(" + operands + ")";
  if (spec.kind == LayerKind::attention)
    return "attention(" + operands + quoted(score_names()[static_cast<std::size_t>(spec.score)]) + returned + ")";
  return "walk(" + cell_name(spec) + ", " + operands + ", " + std::to_string(states_of(spec)) + ", " +
         std::to_string(spec.units) + quoted(direction_names()[static_cast<std::size_t>(spec.direction)]) + returned +
         ")";
}

std::string python_shapes(const LayerLayout& layer, std::size_t indent) {
  constexpr std::size_t kWidth = 100;
  std::string out = "{", line;
  for (const Parameter& p : layer.parameters) {
    const std::string entry = python_text(p.name) + ": " + python_tuple(p.dims) + ", ";
    if (indent + line.size() + entry.size() > kWidth) {
      out += line.substr(0, line.size() - 1) + "\n" + std::string(indent + 1, ' ');
      line.clear();
    }
    line += entry;
  }
  return out + line.substr(0, line.size() - 2) + "}";
}

std::string python_activation(Activation activation) {
  if (activation == Activation::linear) return "identity";
  if (activation == Activation::step) return "heaviside";
  return std::string(activation_names()[static_cast<std::size_t>(activation)]);
}

std::string python_tuple(std::span<const int> values) {
  std::string out;
  for (const int value : values) out += (out.empty() ? "" : ", ") + std::to_string(value);
  return "(" + out + (values.size() == 1 ? ",)" : ")");
}

std::string python_batch(std::span<const int> form) {
  std::string out = "-1";
  for (const int side : form) out += ", " + std::to_string(side);
  return out;
}

std::string python_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return out + "\"";
}

}  // namespace deltarule
