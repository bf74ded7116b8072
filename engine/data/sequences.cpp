// The table of tasks, and from drawn sequences to the engine's layout.
#include "engine/data/sequences.h"

#include <algorithm>
#include <array>

#include "engine/data/sequence_task.h"
#include "engine/data/text_windows.h"

namespace deltarule {

namespace {

constexpr std::size_t kMaxValues = std::size_t{1} << 27;

// In the order of SequenceTask; answers as sequences_spec.h has them.
constexpr std::array<Task, 9> kTasks = {{
    {},  // a text is not drawn
    {.draw = draw_sine},
    {.draw = draw_noisy_series},
    {.features = 2, .draw = draw_adding},
    {.alphabet = "ABCDEFGH.?", .draw = draw_copy},
    {.alphabet = "abcdXYBE", .draw = draw_temporal_order},
    {.alphabet = "BTPSXVE", .knows_limit = true, .draw = draw_reber},
    {.alphabet = "ab", .knows_limit = true, .draw = draw_counting},
    {.alphabet = "()", .draw = draw_brackets},
}};

Status check(const SequenceSpec& spec) {
  if (static_cast<std::size_t>(spec.name) >= kTasks.size()) return Error{"data.name", "there is no such task"};
  if (spec.steps < kMinSteps || spec.steps > kMaxSteps)
    return Error{"data.steps", std::to_string(spec.steps) + " is out of range; use " + std::to_string(kMinSteps) +
                                   " to " + std::to_string(kMaxSteps)};
  if (spec.name != SequenceTask::text && spec.samples < 2)
    return Error{"data.samples", "at least 2 sequences are needed, one to train and one to test"};
  if (!(spec.train > 0 && spec.train <= 1)) return Error{"data.train", "must be more than 0 and at most 1"};
  if (!(spec.noise >= 0 && spec.noise <= 10)) return Error{"data.noise", "must be 0 to 10"};
  return success();
}

Dataset empty_dataset(const SequenceSpec& spec, int features, int classes) {
  Dataset data;
  data.shape = Shape{features, 1, 1, spec.steps};
  data.targets = std::max(1, classes);
  data.target_steps = answers_every_step(spec.name) ? spec.steps : 1;
  return data;
}

void append_one_hot(const std::vector<int>& codes, int size, std::vector<Scalar>& to) {
  for (const int code : codes) {
    to.resize(to.size() + static_cast<std::size_t>(size));
    *(to.end() - size + code) = 1;
  }
}

void append(const Sequence& sequence, int features, int classes, Dataset& to) {
  if (sequence.symbols.empty()) {
    to.input.insert(to.input.end(), sequence.values.begin(), sequence.values.end());
  } else {
    append_one_hot(sequence.symbols, features, to.input);
  }
  if (classes == 0) {
    to.target.insert(to.target.end(), sequence.targets.begin(), sequence.targets.end());
  } else {
    append_one_hot(sequence.answers, classes, to.target);
    for (const int answer : sequence.answers) to.classes.push_back(static_cast<std::uint8_t>(answer));
  }
  ++to.samples;
}

Result<SequenceData> windows_of_text(const SequenceSpec& spec) {
  Result<TextWindows> text = text_windows(spec.text, spec.steps, spec.train);
  if (!text) return text.error();
  SequenceData made;
  made.alphabet = text->alphabet;
  const int letters = static_cast<int>(made.alphabet.size());
  if (static_cast<std::size_t>(letters) * 2 * text->codes.size() > kMaxValues)
    return Error{"data.text", "is too long for so many different characters; shorten it"};
  made.classes = letters;
  made.train = made.test = empty_dataset(spec, letters, letters);
  made.train.consecutive = made.test.consecutive = true;
  const auto T = static_cast<std::size_t>(spec.steps);
  for (std::size_t w = 0; w < text->windows; ++w) {
    const auto from = text->codes.begin() + static_cast<std::ptrdiff_t>(w * T);
    Sequence window;
    window.symbols.assign(from, from + spec.steps);
    window.answers.assign(from + 1, from + spec.steps + 1);
    append(window, letters, letters, w < text->training ? made.train : made.test);
  }
  return made;
}

}  // namespace

Result<SequenceData> make_sequences(const SequenceSpec& spec, std::uint32_t seed) {
  if (Status status = check(spec); !status) return status.error();
  if (spec.name == SequenceTask::text) return windows_of_text(spec);
  const Task& task = kTasks[static_cast<std::size_t>(spec.name)];
  SequenceData made;
  made.classes = sequence_classes(spec.name);
  for (const char letter : task.alphabet) made.alphabet.emplace_back(1, letter);
  const int features = task.alphabet.empty() ? task.features : static_cast<int>(task.alphabet.size());
  made.train = made.test = empty_dataset(spec, features, made.classes);
  const auto width = static_cast<std::size_t>(made.train.features() + made.train.targets);
  if (static_cast<std::size_t>(spec.samples) * static_cast<std::size_t>(spec.steps) * width > kMaxValues)
    return Error{"data.samples", "so many sequences of this length do not fit in memory; take fewer or shorter ones"};

  const int training = std::clamp(static_cast<int>(spec.samples * spec.train + 0.5), 1, spec.samples);
  double surprise = 0;
  for (int i = 0; i < spec.samples; ++i) {
    Rng rng(seed, Purpose::data, static_cast<std::uint64_t>(i));  // each on its own: more of them change none
    Sequence sequence;
    task.draw(spec, rng, sequence);
    append(sequence, features, made.classes, i < training ? made.train : made.test);
    if (i >= training) surprise += sequence.surprise;
  }
  const double answers = double{made.test.samples + 0.0} * made.test.target_steps;
  if (task.knows_limit && answers > 0) made.limit = surprise / answers;
  return made;
}

}  // namespace deltarule
