// From a command line to a trainer: the experiment, the samples, the weights to begin with.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cli/arguments.h"
#include "engine/experiment/experiment.h"
#include "engine/io/tensor.h"
#include "engine/train/trainer.h"

namespace deltarule::cli {

/// What every command that takes an experiment understands.
inline constexpr Option kBatchOption = {"--batch", "FILE",
                                        "samples from a .safetensors file instead of the experiment's data"};
inline constexpr Option kWeightsOption = {"--weights", "FILE", "begin with these weights (.safetensors)"};
inline constexpr Option kNeededWeights = {"--weights", "FILE", "the network's weights (.safetensors)", true};
inline constexpr Option kJsonOption = {"--json", "", "one JSON object on the last line of stdout"};
inline constexpr std::string_view kBatchHelp =
    "A batch file holds \"input\" [B, features], [B, T, features] for sequences or [B, C, H, W] for images\n"
    "(or [B, T] codes for an embedding), and \"target\": values [B, units], or classes as whole\n"
    "numbers, [B], or [B, T] at every step.";

enum class BatchSize {
  as_said,  // for training: one larger than the samples is refused
  fitting,  // where it does not matter: no larger than the samples
  all       // every sample at once
};

struct Task {
  Experiment experiment;
  std::unique_ptr<Trainer> trainer;
  std::vector<std::string> inputs;  // what the numbers of an input are, where they have names
};

/// Reads the experiment, --batch and --weights.
Result<Task> read_task(const Arguments& arguments, BatchSize batch_size);

/// The numbers of a run, as text for people or as a JSON object; `seconds` of training alone.
std::string report(Trainer& trainer, double seconds, bool json);

}  // namespace deltarule::cli
