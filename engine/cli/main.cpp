// deltarule: trains, measures and exports experiments from a shell. Natively, and as WebAssembly under Node.
//
// Results go to stdout, everything else to stderr. The same experiment gives the same bits as in the page.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/task.h"
#include "engine/experiment/text.h"

namespace deltarule::cli {
namespace {

const std::array<const Command*, 5>& commands() {
  static const std::array<const Command*, 5> kCommands = {&kTrain, &kEval, &kGrad, &kExport, &kList};
  return kCommands;
}

void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

constexpr const char* kCommonHelp =
    "EXPERIMENT is a JSON file, or a link (http..., #..., or data=moons&layers=...).\n"
    "Exit codes: 0 done; 1 failed while running, such as a training that diverged; 2 wrong usage;\n"
    "            3 a file or link that cannot be read or does not fit.\n";

std::string usage_of(const Command& command) {
  std::string out = "Usage: deltarule " + std::string(command.name);
  if (!command.words.empty()) out += " " + std::string(command.words);
  if (!command.options.empty()) out += " [OPTIONS]";
  return out + "\n";
}

void help() {
  std::string out = "Usage: deltarule COMMAND ...\n\n";
  for (const Command* command : commands()) {
    std::string line = "  " + std::string(command->name);
    line.resize(11, ' ');
    out += line + std::string(command->summary) + "\n";
  }
  print(out + "\ndeltarule COMMAND --help lists the options of a command.\n" + kCommonHelp);
}

void help(const Command& command) {
  std::string out = usage_of(command) + "\n" + std::string(command.summary) + "\n";
  if (!command.help.empty()) out += "\n" + std::string(command.help) + "\n";
  if (!command.options.empty()) out += "\n" + help_of(command.options);
  const auto is_batch = [](const Option& option) { return option.name == kBatchOption.name; };
  if (std::any_of(command.options.begin(), command.options.end(), is_batch))
    out += "\n" + std::string(kBatchHelp) + "\n";
  print(out + "\n" + kCommonHelp);
}

bool is_help(std::string_view word) { return word == "--help" || word == "-h"; }

Exit run(std::span<const std::string_view> words) {
  std::vector<std::string_view> names;
  for (const Command* command : commands()) names.push_back(command->name);
  if (words.empty()) return fail(kUsage, {"", "what to do is missing; use " + join(names) + ", or --help"});
  if (is_help(words[0])) return help(), kDone;
  for (const Command* command : commands()) {
    if (command->name != words[0]) continue;
    for (const std::string_view word : words) {
      if (is_help(word)) return help(*command), kDone;
    }
    const auto arguments = Arguments::parse(words.subspan(1), command->options, command->fewest, command->most);
    if (arguments) return command->run(*arguments);
    fail(kUsage, arguments.error());
    std::fputs((usage_of(*command) + "deltarule " + std::string(command->name) + " --help says more.\n").c_str(),
               stderr);
    return kUsage;
  }
  return fail(kUsage, {in_quotes(words[0]),
                       "is no command" + did_you_mean(words[0], names) + "; use " + join(names) + ", or --help"});
}

}  // namespace

Exit fail(Exit code, const Error& error) {
  std::fprintf(stderr, "deltarule: %s\n", error.text().c_str());
  return code;
}

}  // namespace deltarule::cli

int main(int count, char** words) {
  const std::vector<std::string_view> given(words + (count > 0 ? 1 : 0), words + count);
  return deltarule::cli::run(given);
}
