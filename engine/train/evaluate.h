// Loss and accuracy over a whole data set, in chunks, on buffers of their own.
#pragma once

#include <vector>

#include "engine/data/dataset.h"
#include "engine/train/network.h"
#include "engine/train/trainer.h"

namespace deltarule {

/// Samples per chunk of inference: small enough for the cache, large enough to hide the calls.
inline constexpr std::size_t kInferenceColumns = 128;
/// As many, or fewer where samples are large: half as often as it takes until the buffers fit into 64 MB.
std::size_t inference_samples(const Network& network);

/// Where the samples of a chunk are gathered, if they have more than one step.
struct Chunk {
  std::vector<Scalar> input, target;
};

/// Of the first `samples` of the data. Dropout is off. `buffers` are inference buffers of the network. Allocates
/// nothing but the chunk, once.
Metrics evaluate(Network& network, Network::Buffers& buffers, Chunk& chunk, const LossSpec& loss, const Dataset& data,
                 int samples);

}  // namespace deltarule
