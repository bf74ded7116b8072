// Networks to begin with, from one row of neurons to LeNet-5.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/experiment/experiment.h"

namespace deltarule {

inline constexpr std::size_t kOneNeuron = 0, kNeurons = 1, kMlp = 2, kLenet = 4;

/// Proper names; they are not translated.
std::span<const std::string_view> image_preset_names();
/// The layers of one of them, for so many classes.
std::vector<LayerSpec> image_preset(std::size_t which, int classes);
/// Which of them the experiment has; -1: one of its own.
int image_preset_of(const Experiment& experiment);
/// Makes it the experiment's, for data of so many classes; the way in which the network answers stays. One neuron tells
/// two classes apart, so others are left out; with the next preset they are there again.
void take_image_preset(Experiment& experiment, std::size_t which, int classes);
/// How many there are in the sets that come with the program; 0: only the files know.
int all_classes(ImageSet set);

}  // namespace deltarule
