// One sample, and what every layer of the network answers to it: what "looking inside" shows.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/scalar.h"

namespace deltarule {

class Trainer;

/// Which sample: of the data in the trainer's order, or the one that was drawn (command::Draw).
enum class LookSource : std::uint8_t { none, train, test, drawn };
inline constexpr std::size_t kLookSources = 4;

struct LookRequest {
  LookSource source = LookSource::none;
  std::uint32_t index = 0;  // of train and test
  friend bool operator==(const LookRequest&, const LookRequest&) = default;
};

struct Look {
  LookRequest request;
  std::int32_t label = -1;         // its class; -1: nobody knows
  std::vector<float> input;        // CHW, as the network is given it
  std::vector<float> activations;  // [layer][outputs]: every layer's y, one after the other
};

/// The sample that is asked for; empty if there is none, so that whoever asks shows nothing.
std::span<const Scalar> sample_of(const Trainer& trainer, const LookRequest& request, std::span<const Scalar> drawn);

/// The network's answers to `input` (as many numbers as it has inputs); dropout is off.
Look look_at(Trainer& trainer, const LookRequest& request, std::span<const Scalar> input);

/// Only the last layer's.
std::vector<float> answer_to(Trainer& trainer, std::span<const Scalar> input);

}  // namespace deltarule
