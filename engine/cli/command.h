// What a command of the program is, how it ends, and the commands there are. To add one: a file and a line in main.cpp.
#pragma once

#include <span>
#include <string_view>

#include "engine/cli/arguments.h"
#include "engine/core/result.h"

namespace deltarule::cli {

enum Exit : int {
  kDone = 0,
  kFailed = 1,   // while it ran: the training diverged, a file could not be written
  kUsage = 2,    // the command line
  kInvalid = 3,  // a file or link cannot be read, or what it says does not fit
};

struct Command {
  std::string_view name;
  std::string_view words;    // "EXPERIMENT"
  std::string_view summary;  // a line
  std::string_view help;     // what is worth saying beside the options; may be empty
  std::span<const Option> options;
  std::size_t fewest, most;  // words that are no options
  Exit (*run)(const Arguments& arguments);
};

extern const Command kTrain, kEval, kGrad, kExport, kList;

/// Tells the error on stderr, and passes the code on.
Exit fail(Exit code, const Error& error);

}  // namespace deltarule::cli
