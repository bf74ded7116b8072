// The loss landscape as the user wants it: its axes, how far it reaches, how it is turned, and the race across it.
//
// follow_landscape() asks the engine for it; drawing is in lab_landscape.cpp.
#pragma once

#include <cstdint>

#include "engine/api/command.h"
#include "engine/api/snapshot.h"

namespace deltarule {

class Bench;

struct LandscapeState {
  static constexpr std::int32_t kNone = -2;
  LandscapeAxes axes = LandscapeAxes::parameters;
  std::int32_t u = -1, v = -1;      // parameters; -1: still to be chosen; v may be kNone: a curve over u alone
  std::int32_t parameters = 0;      // of the network for which they were chosen
  std::uint32_t seed = 1;           // of the random directions
  double extent[4] = {0, 3, 1, 1};  // by axes
  double turn = 30, tilt = 40;      // degrees
  bool logarithmic = false;
  bool race = false;
  double race_began = 0;  // by the platform's clock; 0: not yet

  LandscapeSpec asked;         // what the engine was asked last
  std::uint32_t asked_of = 0;  // LiveRun::generation() then
  double asked_at = 0;
  Landscape whole;  // the last surface that was whole: shown until the next one is

  [[nodiscard]] bool curve() const { return axes == LandscapeAxes::parameters && v == kNone; }
};

/// Once a frame, open or not: begins, renews or ends the engine's study.
void follow_landscape(Bench& bench, double milliseconds);
/// Between the points of a whole surface; u and v from 0 to 1.
float loss_at(const Landscape& landscape, float u, float v);

}  // namespace deltarule
