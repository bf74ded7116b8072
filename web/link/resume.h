// What it takes to go on after the engine died: the experiment, the last checkpoint, what was subscribed, was it
// playing.
//
// A link shows it every command that it sends and every snapshot that it receives; after a crash it asks for the
// commands that bring a fresh engine to where the old one was. It knows nothing of workers or threads.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"

namespace deltarule {

class Resume {
 public:
  void sent(const Command& command);
  void received(const Snapshot& snapshot);

  /// Commands for a fresh engine, in order: files, drawing, subscription, pace, experiment (with checkpoint if there is
  /// one), play.
  [[nodiscard]] std::vector<Command> commands() const;
  [[nodiscard]] Math math() const { return experiment_ ? experiment_->math : Math::exact; }

 private:
  std::map<std::string, std::vector<std::uint8_t>> files_;
  command::Draw drawing_;
  std::optional<Experiment> experiment_;
  std::uint32_t generation_ = 0, opening_ = 0;  // of the run; of the one that is to take its place, if it can be opened
  std::vector<std::uint8_t> checkpoint_;
  Subscription subscription_;
  command::Pace pace_;
  bool playing_ = false;
  int from_before_ = 0;  // snapshots that may still be from before a reset
};

}  // namespace deltarule
