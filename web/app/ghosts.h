// Curves of earlier runs: what stays to compare with when a run is reset, rebuilt, or continued from its past.
//
// Told every frame how the run is; keeps the last three that trained for a while, thinned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "web/app/live_run.h"

namespace deltarule {

struct Ghost {
  Experiment experiment;  // without its own points
  std::uint32_t number = 0;
  std::vector<double> epochs;
  std::vector<float> loss, accuracy;  // of the test points; of the training points if there are none
};

class Ghosts {
 public:
  static constexpr std::size_t kMost = 3, kMostRecords = 200;

  /// `held`: a control is being dragged; what runs between two of its places is not kept.
  void follow(const LiveRun& run, bool held);
  void forget() { ghosts_.clear(); }
  /// Oldest first.
  [[nodiscard]] const std::vector<Ghost>& all() const { return ghosts_; }

 private:
  void keep();

  std::vector<Ghost> ghosts_;
  // The run as it was when it was last looked at.
  Experiment experiment_;
  std::vector<HistoryRecord> history_;
  bool tested_ = false;
  std::uint32_t generation_ = 0, number_ = 0;
  std::uint64_t revision_ = 0;
  bool kept_while_held_ = false;
};

/// Whether the two can be compared: the same points, judged in the same way.
bool comparable(const Experiment& a, const Experiment& b);
/// What the one has that the other has not, in a word or two: "Learning rate 0.1".
std::string difference(const Experiment& then, const Experiment& now);

}  // namespace deltarule
