// deltarule export: a trained network for other programs.
#include "engine/io/export.h"

#include <array>
#include <string>

#include "engine/cli/command.h"
#include "engine/cli/data_option.h"
#include "engine/cli/files.h"
#include "engine/cli/task.h"
#include "engine/experiment/text.h"
#include "engine/io/weights.h"

namespace deltarule::cli {
namespace {

Exit run(const Arguments& arguments) {
  const std::string name = *arguments.get("--to");
  const ExportTarget* target = nullptr;
  std::vector<std::string_view> names;
  for (const ExportTarget& known : export_targets()) {
    names.push_back(known.name);
    if (known.name == name) target = &known;
  }
  if (target == nullptr)
    return fail(kUsage, {"--to", in_quotes(name) + " is unknown" + did_you_mean(name, names) + "; use " + join(names)});

  const Result<Task> task = read_task(arguments, BatchSize::fitting);
  if (!task) return fail(kInvalid, task.error());
  const Trainer& trainer = *task->trainer;
  const TensorFile weights = weights_of(trainer.layout(), trainer.parameters(), trainer.network_state());
  const std::string path = *arguments.get(kNeededWeights.name);
  const ExportRequest request{trainer.layout(), weights, path.substr(path.find_last_of('/') + 1), task->inputs};
  if (Status status = write_file(*arguments.get("-o"), target->write(request)); !status)
    return fail(kFailed, status.error());
  return kDone;
}

constexpr std::array kOptions = {
    kNeededWeights,
    Option{"--to", "TARGET", "for which of them", true},
    Option{"-o", "FILE", "where it goes", true},
    Option{kBatchOption.name, kBatchOption.value, "samples that give the input's shape, where the experiment does not"},
    kDataOption,
};

/// A line for each target.
std::string target_lines() {
  std::string out = "Targets:";
  for (const ExportTarget& target : export_targets()) {
    std::string line = "  " + std::string(target.name);
    line.resize(15, ' ');
    out += "\n" + line + std::string(target.summary);
  }
  return out;
}
const std::string kHelp = target_lines();

}  // namespace

const Command kExport = {"export", "EXPERIMENT", "Write a trained network for other programs.", kHelp, kOptions, 1,
                         1,        run};

}  // namespace deltarule::cli
