// Tasks that ask for what was seen long ago.
#include <algorithm>

#include "engine/data/sequence_task.h"

namespace deltarule {

// Two rows: a number from 0 to 1, and a mark. One number of each half is marked; the answer is the sum of these two.
// Always answering 1 has the mean squared error 1/6.
void draw_adding(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  const auto T = static_cast<std::uint32_t>(spec.steps);
  const std::uint32_t first = rng.below(T / 2), second = T / 2 + rng.below(T - T / 2);
  double sum = 0;
  for (std::uint32_t t = 0; t < T; ++t) {
    const double number = rng.uniform();
    const bool marked = t == first || t == second;
    if (marked) sum += number;
    into.values.push_back(static_cast<Scalar>(number));
    into.values.push_back(marked ? Scalar{1} : Scalar{0});
  }
  into.targets.push_back(static_cast<Scalar>(sum));
}

// S letters, blanks, a sign to begin, then S blanks during which the letters are to be said again: symbols 0 to 7 are
// letters, 8 is the blank, 9 the sign. The answer is the blank until then.
void draw_copy(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  constexpr int kBlank = kCopySymbols, kSign = kCopySymbols + 1;
  const int T = spec.steps, S = std::min(kMaxCopied, (T - 1) / 3);
  std::vector<int> letters;
  for (int i = 0; i < S; ++i) letters.push_back(static_cast<int>(rng.below(kCopySymbols)));
  for (int t = 0; t < T; ++t) {
    into.symbols.push_back(t < S ? letters[static_cast<std::size_t>(t)] : t == T - S - 1 ? kSign : kBlank);
    into.answers.push_back(t >= T - S ? letters[static_cast<std::size_t>(t - (T - S))] : kBlank);
  }
}

// Begin, distractors a to d, and at two places X or Y; at the end, which pair it was in which order (experiment 6a).
void draw_temporal_order(const SequenceSpec& spec, Rng& rng, Sequence& into) {
  constexpr int kX = 4, kBegin = 6, kEnd = 7;
  const int T = spec.steps;
  const auto within = [&](int from, int to) {
    return from + static_cast<int>(rng.below(static_cast<std::uint32_t>(std::max(1, to - from))));
  };
  const int first = within(std::max(1, T / 10), T / 5), second = within(T / 2, T * 6 / 10);
  const int a = static_cast<int>(rng.below(2)), b = static_cast<int>(rng.below(2));
  for (int t = 0; t < T; ++t) {
    const int distractor = static_cast<int>(rng.below(4));
    into.symbols.push_back(t == 0        ? kBegin
                           : t == T - 1  ? kEnd
                           : t == first  ? kX + a
                           : t == second ? kX + b
                                         : distractor);
  }
  into.answers.push_back(2 * a + b);
}

}  // namespace deltarule
