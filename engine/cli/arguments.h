// The words of a command line, sorted into options and the rest by a table that also writes the help.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"

namespace deltarule::cli {

struct Option {
  std::string_view name;   // "--epochs"
  std::string_view value;  // what follows it, "N"; empty: nothing does
  std::string_view help;
  bool required = false;
  bool many = false;  // all words that follow, up to the next option
};

class Arguments {
 public:
  /// Refuses unknown and repeated options, missing values, and more or fewer other words than there may be.
  static Result<Arguments> parse(std::span<const std::string_view> words, std::span<const Option> options,
                                 std::size_t fewest, std::size_t most);

  [[nodiscard]] bool has(std::string_view option) const { return get(option).has_value(); }
  [[nodiscard]] std::optional<std::string> get(std::string_view option) const;
  /// Every value of an option that may have many.
  [[nodiscard]] std::vector<std::string> all(std::string_view option) const;
  /// A whole number from 1 on; nothing if the option was not given.
  [[nodiscard]] Result<std::optional<std::uint64_t>> count(std::string_view option) const;
  [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

 private:
  std::vector<std::pair<std::string_view, std::string>> given_;
  std::vector<std::string> words_;
};

/// One line for each option, aligned.
std::string help_of(std::span<const Option> options);

}  // namespace deltarule::cli
