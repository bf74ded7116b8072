// Sequences, as the user says them: which task, how many, how long.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace deltarule {

enum class SequenceTask : std::uint8_t {
  text,
  sine,
  noisy_series,
  adding,
  copy,
  temporal_order,
  reber,
  counting,
  brackets
};
/// In the order of the enum.
std::span<const std::string_view> sequence_task_names();
/// How many classes an answer has; 0: it is a value, or (of a text) the text decides.
int sequence_classes(SequenceTask task);
/// Whether there is an answer at every step, or one at the end.
bool answers_every_step(SequenceTask task);

struct SequenceSpec {
  SequenceTask name = SequenceTask::adding;
  int samples = 2000;     // sequences; of a text: as many windows as fit
  int steps = 50;         // T, the length of each
  double noise = 0.1;     // noisy_series: the deviation of what is added
  double train = 0.8;     // share of the sequences that train; of a text: its beginning
  std::string text = {};  // of `text`: the text itself
  std::string file = {};  // or the path of a file that holds it
  friend bool operator==(const SequenceSpec&, const SequenceSpec&) = default;
};

inline constexpr int kMinSteps = 8, kMaxSteps = 1000;
inline constexpr std::size_t kMaxText = 1'000'000;
inline constexpr int kMaxAlphabet = 256;

}  // namespace deltarule
