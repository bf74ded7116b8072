// What is looked at beside the training: by subscription with every snapshot, or as jobs that take a while.
//
// Nothing here changes the run. No clock: whoever calls decides how much work is done at a time.
#pragma once

#include <optional>
#include <vector>

#include "engine/api/command.h"
#include "engine/api/run.h"
#include "engine/api/snapshot.h"
#include "engine/study/probe.h"

namespace deltarule {

class Studies {
 public:
  /// The trace, results and health that are wanted. Results and health cost a pass over the data; unless `fresh` they
  /// may be those of an earlier moment.
  void look(Run& run, const Subscription& wanted, bool fresh, Snapshot& out);
  /// There is another run now.
  void forget();

 private:
  std::optional<Probe> probe_;  // for health
  std::optional<Results> results_;
  std::vector<LayerHealth> health_;
};

}  // namespace deltarule
