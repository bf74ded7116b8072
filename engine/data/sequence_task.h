// How the sequences of one task are drawn. To add one: a SequenceTask and its name, a function here, a line in the
// table of sequences.cpp.
#pragma once

#include <string_view>
#include <vector>

#include "engine/core/rng.h"
#include "engine/core/scalar.h"
#include "engine/data/sequences_spec.h"

namespace deltarule {

/// One sequence. Symbolic tasks give symbols, the others values.
struct Sequence {
  std::vector<int> symbols;     // [T]: the input, to become one-hot
  std::vector<Scalar> values;   // [features, T]: the input, as it is
  std::vector<int> answers;     // [T']: class at each step
  std::vector<Scalar> targets;  // [targets, T']
  double surprise = 0;          // sum over the answers of -ln p(answer | all before it), where the task knows p
};

struct Task {
  std::string_view alphabet = {};  // a letter for each symbol; empty: values
  int features = 1;                // of values
  bool knows_limit = false;
  void (*draw)(const SequenceSpec& spec, Rng& rng, Sequence& into) = nullptr;
};

// sequence_memory.cpp
void draw_adding(const SequenceSpec& spec, Rng& rng, Sequence& into);
void draw_copy(const SequenceSpec& spec, Rng& rng, Sequence& into);
void draw_temporal_order(const SequenceSpec& spec, Rng& rng, Sequence& into);

// sequence_grammar.cpp
void draw_reber(const SequenceSpec& spec, Rng& rng, Sequence& into);
void draw_counting(const SequenceSpec& spec, Rng& rng, Sequence& into);
void draw_brackets(const SequenceSpec& spec, Rng& rng, Sequence& into);

// sequence_signal.cpp
void draw_sine(const SequenceSpec& spec, Rng& rng, Sequence& into);
void draw_noisy_series(const SequenceSpec& spec, Rng& rng, Sequence& into);

inline constexpr int kCopySymbols = 8;  // letters to remember
inline constexpr int kMaxCopied = 10;   // as many of them, if the sequence has room
inline constexpr int kMaxCount = 10;    // counting: longest run of one letter
inline constexpr int kMaxBracketDepth = 6;

}  // namespace deltarule
