// What is promised of the default experiment of each point set, and how it is measured: for the test and the command.
#pragma once

#include <cstdint>
#include <string>

#include "engine/api/session.h"
#include "engine/io/experiment_link.h"

namespace deltarule::testing {

inline constexpr std::uint32_t kAccuracyEpochs = 300;

struct AccuracyBar {
  const char* set;
  float accuracy;  // at least this share of the test points
};
inline constexpr AccuracyBar kAccuracyBars[] = {
    {"blobs", 0.99F}, {"circle", 0.99F}, {"xor", 0.98F}, {"moons", 0.98F}, {"spiral", 0.97F}};

/// Of the experiment that says no more than its set and its seed; 0 if it cannot be built or diverges.
inline float default_accuracy(const std::string& set, std::uint32_t seed) {
  const Result<Experiment> experiment = from_link("data=" + set + "&seed=" + std::to_string(seed));
  Session session;
  if (!experiment || !session.apply(command::Build{1, *experiment})) return 0;
  if (!session.apply(command::Step{command::Unit::epoch, kAccuracyEpochs})) return 0;
  while (session.training()) session.run(1000);
  Snapshot snapshot;
  session.snapshot(snapshot);
  return snapshot.state == RunState::paused ? snapshot.test.accuracy : 0;
}

}  // namespace deltarule::testing
