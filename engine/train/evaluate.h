// Loss and accuracy over a whole data set, in chunks, on buffers of their own.
#pragma once

#include "engine/data/dataset.h"
#include "engine/train/network.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// Columns per chunk of inference: small enough for the cache, large enough to hide the calls.
inline constexpr std::size_t kInferenceColumns = 128;

/// Dropout is off. `buffers` are inference buffers of the network for kInferenceColumns. Allocates nothing.
Metrics evaluate(Network& network, Network::Buffers& buffers, const LossSpec& loss, const Dataset& data);

}  // namespace deltarule
