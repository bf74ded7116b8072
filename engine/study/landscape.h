// The loss as a surface over two directions in the space of parameters, and the run's way across it.
//
// Two chosen parameters, two random directions scaled as in Li et al. 2018, "Visualizing the Loss Landscape of Neural
// Nets" (each neuron's part has the norm of that neuron's weights), or the first two principal components of the run's
// own way. The centre is where the network was when the study began.
#pragma once

#include <cstdint>
#include <vector>

namespace deltarule {

enum class LandscapeAxes : std::uint8_t { off, parameters, random, trajectory };

struct LandscapeSpec {
  LandscapeAxes axes = LandscapeAxes::off;
  std::uint32_t parameter_u = 0, parameter_v = 0;  // for `parameters`: indices into Snapshot::parameters
  std::uint16_t side = 41;                         // grid points in each direction, 2 to 81
  float extent = 1;  // half the width: in the parameter's own unit; for directions in multiples of the filter norm; for
                     // the trajectory in multiples of the way's own width, around the middle of the way
  std::uint32_t seed = 1;  // of the random directions
  bool follow = false;     // once done and the network has moved since: anew, around where it is then; a race
                           // keeps to its surface and follows nobody
  // Further runs from the same start (the run's seeded start), one for each learning rate, at most 8.
  std::vector<double> race_rates;
  std::uint32_t race_steps = 0;  // batches each of them trains, at most 2,000
  friend bool operator==(const LandscapeSpec&, const LandscapeSpec&) = default;
};

struct LandscapePlace {
  float u = 0, v = 0, loss = 0;
};

struct LandscapeRunner {
  double learning_rate = 0;
  bool diverged = false;
  std::vector<LandscapePlace> path;  // at most 200 places, evenly spread over its steps
};

struct Landscape {
  LandscapeAxes axes = LandscapeAxes::off;
  std::uint16_t side = 0, rows_done = 0;
  float u_min = 0, u_max = 0, v_min = 0, v_max = 0;  // for `parameters`: the parameters' own values
  std::vector<float> losses;         // training loss, [v][u] from (u_min, v_min); rows_done of its rows are filled in;
                                     // infinite where it is no number
  std::vector<LandscapePlace> path;  // of the run so far, projected; losses are the network's own, not the surface's
  LandscapePlace ball;               // the network now, projected
  std::vector<LandscapeRunner> runners;
  std::uint32_t revision = 0;  // another number whenever the surface or a runner changed
};

}  // namespace deltarule
