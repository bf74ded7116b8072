// deltarule eval: loss and accuracy of given weights.
#include <array>
#include <cstdio>

#include "engine/cli/command.h"
#include "engine/cli/data_option.h"
#include "engine/cli/task.h"

namespace deltarule::cli {
namespace {

Exit run(const Arguments& arguments) {
  Result<Task> task = read_task(arguments, BatchSize::fitting);
  if (!task) return fail(kInvalid, task.error());
  std::fputs(report(*task->trainer, 0, arguments.has("--json")).c_str(), stdout);
  return kDone;
}

constexpr std::array kOptions = {kNeededWeights, kBatchOption, kDataOption, kJsonOption};

}  // namespace

const Command kEval = {
    "eval", "EXPERIMENT", "Print the loss and accuracy that saved weights have.", kDataHelp, kOptions, 1, 1, run};

}  // namespace deltarule::cli
