// What --data PATH... means: which kind of samples the files hold, told from their names and first bytes.
#pragma once

#include <span>
#include <string>

#include "engine/cli/arguments.h"
#include "engine/experiment/experiment.h"

namespace deltarule::cli {

inline constexpr Option kDataOption = {"--data", "PATH...",
                                       "samples from files: IDX images and labels (and those to test with), a folder "
                                       "of pictures for each class, a CSV or TSV table, a text",
                                       false, true};
inline constexpr std::string_view kDataHelp =
    "--data takes the place of what the experiment says of files; how they are read (the share that trains, the\n"
    "column to predict) stays as the experiment says. A .safetensors file is taken as --batch takes it.";

/// Whether these paths are one batch file, which is no part of an experiment.
bool is_batch(std::span<const std::string> paths);
/// The experiment about these files.
Result<Experiment> with_data(Experiment experiment, std::span<const std::string> paths);

}  // namespace deltarule::cli
