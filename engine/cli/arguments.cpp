// "--name value", "--name=value", switches, and other words in any order; "--" ends the options.
#include "engine/cli/arguments.h"

#include <algorithm>
#include <cmath>

#include "engine/experiment/text.h"

namespace deltarule::cli {
namespace {

constexpr double kMostCounted = 1e12;

const Option* find(std::span<const Option> options, std::string_view name) {
  const auto found = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.name == name; });
  return found == options.end() ? nullptr : &*found;
}

Error unknown(std::string_view word, std::span<const Option> options) {
  std::vector<std::string_view> names;
  for (const Option& option : options) names.push_back(option.name);
  return {std::string(word.substr(0, 60)), "is no option of this command" + did_you_mean(word, names) +
                                               (names.empty() ? "; it has none" : "; use " + join(names))};
}

}  // namespace

Result<Arguments> Arguments::parse(std::span<const std::string_view> words, std::span<const Option> options,
                                   std::size_t fewest, std::size_t most) {
  Arguments out;
  bool options_end = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (options_end || word.size() < 2 || word[0] != '-') {
      out.words_.emplace_back(word);
      continue;
    }
    if (word == "--") {
      options_end = true;
      continue;
    }
    const std::size_t equals = word.starts_with("--") ? word.find('=') : std::string_view::npos;
    const Option* option = find(options, word.substr(0, equals));
    if (option == nullptr) return unknown(word, options);
    const std::string name(option->name);
    if (out.has(name) && !option->many) return Error{name, "is there twice; remove one"};
    std::string value;
    if (option->value.empty()) {
      if (equals != std::string_view::npos) return Error{name, "takes no value; leave out what follows the ="};
    } else if (equals != std::string_view::npos) {
      value = word.substr(equals + 1);
    } else if (i + 1 < words.size()) {
      value = words[++i];
    } else {
      return Error{name, "needs a value: " + name + " " + std::string(option->value)};
    }
    out.given_.emplace_back(option->name, std::move(value));
    while (option->many && i + 1 < words.size() && !words[i + 1].starts_with('-'))
      out.given_.emplace_back(option->name, words[++i]);
  }
  for (const Option& option : options) {
    if (option.required && !out.has(option.name)) {
      return Error{std::string(option.name),
                   "is missing; add " + std::string(option.name) + " " + std::string(option.value)};
    }
  }
  if (out.words_.size() < fewest) return Error{"EXPERIMENT", "is missing; give a file or a link"};
  if (out.words_.size() > most) return Error{in_quotes(out.words_[most]), "is one word too many; remove it"};
  return out;
}

std::optional<std::string> Arguments::get(std::string_view option) const {
  for (const auto& [name, value] : given_) {
    if (name == option) return value;
  }
  return std::nullopt;
}

std::vector<std::string> Arguments::all(std::string_view option) const {
  std::vector<std::string> values;
  for (const auto& [name, value] : given_) {
    if (name == option) values.push_back(value);
  }
  return values;
}

Result<std::optional<std::uint64_t>> Arguments::count(std::string_view option) const {
  const std::optional<std::string> text = get(option);
  if (!text) return std::optional<std::uint64_t>();
  const std::optional<double> number = parse_number(*text);
  if (!number || !(*number >= 1 && *number <= kMostCounted) || *number != std::floor(*number)) {
    return Error{std::string(option), in_quotes(*text) + " is not a whole number from 1 on"};
  }
  return std::optional<std::uint64_t>(static_cast<std::uint64_t>(*number));
}

std::string help_of(std::span<const Option> options) {
  constexpr std::size_t kColumn = 28;
  std::string out;
  for (const Option& option : options) {
    std::string line = "  " + std::string(option.name);
    if (!option.value.empty()) line += " " + std::string(option.value);
    line.resize(std::max(kColumn, line.size() + 1), ' ');
    out += line + std::string(option.help) + "\n";
  }
  return out;
}

}  // namespace deltarule::cli
