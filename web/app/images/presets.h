// Networks to begin with, from one row of neurons to LeNet-5.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/experiment/experiment.h"

namespace deltarule {

/// Proper names; they are not translated.
std::span<const std::string_view> image_preset_names();
/// The layers of one of them, for so many classes.
std::vector<LayerSpec> image_preset(std::size_t which, int classes);
/// Which of them the experiment has; -1: one of its own.
int image_preset_of(const Experiment& experiment);

}  // namespace deltarule
