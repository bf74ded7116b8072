// From a SequenceSpec and a seed to sequences that train and test: the tasks on which recurrent networks are tried.
//
// adding, copy and temporal_order follow Hochreiter & Schmidhuber, "Long Short-Term Memory" (1997), in the forms that
// later papers use (Le et al. 2015, Arjovsky et al. 2016); reber is their embedded Reber grammar; text, counting and
// brackets ask for the next symbol or the depth at every step.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/data/sequences_spec.h"

namespace deltarule {

struct SequenceData {
  Dataset train, test;
  int classes = 0;                    // 0: values
  std::vector<std::string> alphabet;  // what the rows of a one-hot input stand for; empty: numbers
  /// The cross-entropy, in nats per target, of somebody who knows the grammar: nobody can do better on the test data.
  /// Negative: not known.
  double limit = -1;
};

/// Fails where a spec cannot be met: "data.steps", "data.text", ... The same spec and seed give the same bits anywhere.
Result<SequenceData> make_sequences(const SequenceSpec& spec, std::uint32_t seed);

}  // namespace deltarule
