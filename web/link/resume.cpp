#include "web/link/resume.h"

#include <type_traits>
#include <variant>

namespace deltarule {
namespace {

constexpr int kInFlight = 2;  // snapshots on their way at most: as many as there are buffers

}  // namespace

void Resume::sent(const Command& command) {
  std::visit(
      [this](const auto& c) {
        using C = std::decay_t<decltype(c)>;
        if constexpr (std::is_same_v<C, command::Build>) {
          experiment_ = c.experiment;
          generation_ = c.generation;
          checkpoint_.clear();
          playing_ = false;
          opening_ = 0;
        } else if constexpr (std::is_same_v<C, command::Restore>) {
          experiment_ = c.experiment;
          generation_ = c.generation;
          checkpoint_ = c.checkpoint;
          playing_ = false;
          opening_ = 0;
        } else if constexpr (std::is_same_v<C, command::Adjust>) {
          experiment_ = c.experiment;
        } else if constexpr (std::is_same_v<C, command::Reset>) {
          checkpoint_.clear();
          playing_ = false;
          from_before_ = kInFlight;
        } else if constexpr (std::is_same_v<C, command::Play>) {
          playing_ = true;
        } else if constexpr (std::is_same_v<C, command::Pause> || std::is_same_v<C, command::Step> ||
                             std::is_same_v<C, command::Seek> || std::is_same_v<C, command::Tune>) {
          playing_ = false;
        } else if constexpr (std::is_same_v<C, command::Open>) {
          opening_ = c.generation;
        } else if constexpr (std::is_same_v<C, command::Subscribe>) {
          subscription_ = c.subscription;
        } else if constexpr (std::is_same_v<C, command::Pace>) {
          pace_ = c;
        } else if constexpr (std::is_same_v<C, command::File>) {
          files_.insert_or_assign(c.name, c.bytes);
        } else if constexpr (std::is_same_v<C, command::Draw>) {
          drawing_ = c;
        }
      },
      command);
}

void Resume::received(const Snapshot& snapshot) {
  if (opening_ != 0 && (snapshot.generation == opening_ || snapshot.refused == opening_)) {
    if (snapshot.refused != opening_) {
      generation_ = opening_;
      checkpoint_.clear();
      playing_ = false;
    }
    opening_ = 0;
  }
  if (from_before_ > 0 && from_before_-- > 0 && snapshot.step > 0) return;
  if (snapshot.generation == generation_ && !snapshot.checkpoint.empty()) checkpoint_ = snapshot.checkpoint;
}

std::vector<Command> Resume::commands() const {
  std::vector<Command> commands;
  for (const auto& [name, bytes] : files_) commands.push_back(command::File{name, bytes});
  if (!drawing_.pixels.empty()) commands.push_back(drawing_);
  commands.push_back(command::Subscribe{subscription_});
  commands.push_back(pace_);
  if (!experiment_) return commands;
  // Whatever was being opened is gone: then the run of before, under the number that is waited for.
  const std::uint32_t generation = opening_ != 0 ? opening_ : generation_;
  if (checkpoint_.empty()) {
    commands.push_back(command::Build{generation, *experiment_});
  } else {
    commands.push_back(command::Restore{generation, *experiment_, checkpoint_});
  }
  if (playing_) commands.push_back(command::Play{});
  return commands;
}

}  // namespace deltarule
