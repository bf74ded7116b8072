// What is known of a task before any sequence of it is drawn.
#include "engine/data/sequences_spec.h"

#include <array>

#include "engine/data/sequence_task.h"

namespace deltarule {

std::span<const std::string_view> sequence_task_names() {
  static constexpr std::array<std::string_view, 9> kNames = {
      "text", "sine", "noisy_series", "adding", "copy", "temporal_order", "reber", "counting", "brackets"};
  return kNames;
}

int sequence_classes(SequenceTask task) {
  switch (task) {
    case SequenceTask::copy: return kCopySymbols + 1;
    case SequenceTask::temporal_order: return 4;
    case SequenceTask::reber: return 7;
    case SequenceTask::counting: return 2;
    case SequenceTask::brackets: return kMaxBracketDepth + 1;
    default: return 0;
  }
}

bool answers_every_step(SequenceTask task) {
  return task != SequenceTask::adding && task != SequenceTask::temporal_order;
}

}  // namespace deltarule
