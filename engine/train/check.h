// Whether a TrainingSpec and its data fit together: everything that Trainer::build and adjust refuse, but for the
// planning of the layers themselves (Network::build), and then what comes out of the last one.
#pragma once

#include <cstdint>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/train/memory.h"
#include "engine/train/training_spec.h"

namespace deltarule {

class Network;

/// What a network in training may take: a page has two gigabytes, of which others want some, too.
inline constexpr std::int64_t kMaxTrainingBytes = std::int64_t{1} << 30;

Status check_training(const TrainingSpec& spec, const Dataset& train, const Dataset& test);
/// What training takes in batches of `samples`, counted and not allocated.
MemoryUse training_memory(const Network& network, int samples, const Dataset& train);
/// Whether parameters, gradients, moments and the buffers of a batch fit in kMaxTrainingBytes.
Status check_memory(const Network& network, const TrainingSpec& spec, const Dataset& train);
/// Whether carry_state means anything for this network: it is on and there is a recurrent layer.
bool carries_state(const TrainingSpec& spec);
/// Whether the network answers as often as the data asks: at every step, or once.
Status check_answers(const Shape& output, const Dataset& data);

}  // namespace deltarule
