// Strings of small languages, one after the other: the answer at every step is the next symbol (or the depth).
#include <array>

#include "engine/core/math.h"
#include "engine/data/sequence_task.h"

namespace deltarule {
namespace {

// Letters of "BTPSXVE".
enum Letter { B, T, P, S, X, V, E };

struct Arc {
  Letter letter;
  int to;
};
// Reber's grammar (1967): from every node two ways, equally likely, or one. Node 6 is the end.
struct Node {
  std::array<Arc, 2> arcs;
  int ways;
};
constexpr int kEnd = 6;
constexpr std::array<Node, 6> kReber = {{
    {{{{T, 1}, {P, 2}}}, 2},
    {{{{S, 1}, {X, 3}}}, 2},
    {{{{T, 2}, {V, 4}}}, 2},
    {{{{X, 2}, {S, 5}}}, 2},
    {{{{P, 3}, {V, 5}}}, 2},
    {{{{E, kEnd}, {E, kEnd}}}, 1},
}};

/// A letter, and whether it was one of two.
struct Spoken {
  Letter letter;
  bool chosen;
};

/// B, then T or P, a whole Reber string, the same T or P again, E: that letter has to be remembered all the while.
void speak_embedded(Rng& rng, std::vector<Spoken>& into) {
  const Letter outer = rng.below(2) == 0 ? T : P;
  into.push_back({B, false});
  into.push_back({outer, true});
  into.push_back({B, false});
  for (int node = 0; node != kEnd;) {
    const Node& here = kReber[static_cast<std::size_t>(node)];
    const Arc& arc = here.arcs[here.ways == 2 ? rng.below(2) : 0];
    into.push_back({arc.letter, here.ways == 2});
    node = arc.to;
  }
  into.push_back({outer, false});
  into.push_back({E, false});
}

}  // namespace

void draw_reber(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  const auto length = static_cast<std::size_t>(spec.steps);
  std::vector<Spoken> stream;
  while (stream.size() < length + 1) speak_embedded(rng, stream);
  const double coin = static_cast<double>(math::log(Scalar{2}));
  for (std::size_t t = 0; t < length; ++t) {
    into.symbols.push_back(stream[t].letter);
    into.answers.push_back(stream[t + 1].letter);
    if (stream[t + 1].chosen) into.surprise += coin;
  }
}

// a^n b^n, n from 1 to kMaxCount: when the first b has come, everything up to the next a is known. While a's come,
// the n-th is the last with probability 1 / (kMaxCount + 1 - n).
void draw_counting(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  const auto length = static_cast<std::size_t>(spec.steps);
  std::vector<int> stream;
  std::vector<double> surprise;
  while (stream.size() < length + 1) {
    const int n = 1 + static_cast<int>(rng.below(kMaxCount));
    for (int i = 0; i < 2 * n; ++i) {
      stream.push_back(i < n ? 0 : 1);
      // After i letters a: another one, or the first b.
      const int left = kMaxCount - i + 1;
      const double p = i == 0 || i > n || left <= 1 ? 1 : i < n ? (left - 1.0) / left : 1.0 / left;
      surprise.push_back(-static_cast<double>(math::log(static_cast<Scalar>(p))));
    }
  }
  for (std::size_t t = 0; t < length; ++t) {
    into.symbols.push_back(stream[t]);
    into.answers.push_back(stream[t + 1]);
    into.surprise += surprise[t + 1];
  }
}

// Opening and closing brackets at random, never below the ground nor above kMaxBracketDepth; the answer is the depth.
void draw_brackets(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  int depth = 0;
  for (int t = 0; t < spec.steps; ++t) {
    const bool opens = depth == 0 || (depth < kMaxBracketDepth && rng.below(2) == 0);
    depth += opens ? 1 : -1;
    into.symbols.push_back(opens ? 0 : 1);
    into.answers.push_back(depth);
  }
}

}  // namespace deltarule
