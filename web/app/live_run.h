// One experiment under way, as the page sees it: what the user has built, the engine's latest picture of it, and
// whether it plays. The only place that sends commands.
//
// Edits become the smallest command that does them: live settings adjust, everything else builds a new generation.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"
#include "engine/experiment/experiment.h"
#include "web/link/engine_link.h"

namespace deltarule {

class LiveRun {
 public:
  explicit LiveRun(EngineLink& link) : link_(link) {}

  [[nodiscard]] const Experiment& experiment() const { return experiment_; }
  /// The engine's latest picture; of an earlier generation until the first one of this generation arrives.
  [[nodiscard]] const Snapshot& snapshot() const { return snapshot_; }
  [[nodiscard]] bool current() const { return snapshot_.generation == generation_ && generation_ != 0; }
  /// True if the picture's layers are those of the experiment, so that it can be shown in its place.
  [[nodiscard]] bool same_shape() const { return same_shape_; }
  [[nodiscard]] bool playing() const { return playing_; }
  /// Changes with every new network, which knows nothing of the studies of the one before.
  [[nodiscard]] std::uint32_t generation() const { return generation_; }
  /// Changes with every new picture.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }

  void open(Experiment experiment, bool play);
  /// Makes the edited experiment coherent with what was there before; refused if it still is not valid.
  Status edit(Experiment edited);
  void play();
  void pause();
  void step(command::Unit unit, std::uint32_t count);
  /// Back to the seeded start, paused.
  void reset();
  void subscribe(const Subscription& subscription);
  void set_parameter(std::uint32_t index, float value) { link_.send(command::SetParameter{index, value}); }
  void give(std::string name, std::vector<std::uint8_t> bytes) {
    link_.send(command::File{std::move(name), std::move(bytes)});
  }
  void draw(std::vector<float> pixels) { link_.send(command::Draw{std::move(pixels)}); }
  /// The network as a file; take_saved() has it once it is there.
  void save(ModelFile format) { link_.send(command::Save{format}); }
  std::vector<std::uint8_t> take_saved() { return std::exchange(snapshot_.saved, {}); }
  /// A run that begins anew from the network in a file, paused, in place of this one, if it fits. Then take_saved() has
  /// its experiment as JSON, which is to be adopted.
  void open_network(std::string name, std::vector<std::uint8_t> bytes) {
    playing_ = false;
    link_.send(command::Open{++generation_, std::move(name), std::move(bytes)});
  }
  /// What the engine has opened is the experiment from now on.
  void adopt(Experiment opened) {
    built_ = experiment_ = std::move(opened);
    link_.send(command::Adjust{experiment_});  // nothing changes by it: whoever restarts an engine learns of it
    compare_shapes();
  }
  /// The same experiment anew, because a file that it names has come.
  void rebuild() { build(); }
  void set_pace(const command::Pace& pace);
  void study(const LandscapeSpec& landscape) { link_.send(command::Study{landscape}); }
  /// Shows the run as it was at a kept moment (Snapshot::moments), paused; see command::Seek.
  void seek(std::uint32_t moment);
  /// Begins a search around the present experiment; the run is paused meanwhile.
  void tune(const TuningSpec& spec);
  void stop_tuning() { link_.send(command::StopTuning{}); }
  /// Takes in what has arrived; true if there is a new picture.
  bool receive();
  /// The engine's complaint about the last command, once.
  std::string take_error();

 private:
  void build();
  void compare_shapes();

  EngineLink& link_;
  Experiment experiment_;
  Snapshot snapshot_;
  Subscription subscription_;
  command::Pace pace_;
  std::string error_, error_seen_;
  // What the engine has built last, to go back to when it refuses an edit (a file that turns out to be broken).
  std::optional<Experiment> built_;
  std::uint32_t built_generation_ = 0;
  std::uint32_t generation_ = 0;
  std::uint64_t revision_ = 0;
  bool playing_ = false;
  bool same_shape_ = false;
};

}  // namespace deltarule
