// A plane in the space of parameters: centre + a u + b v. Chosen by two parameters, at random, or by the way of a run.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/result.h"
#include "engine/study/moments.h"
#include "engine/train/trainer.h"

namespace deltarule {

struct Plane {
  std::vector<Scalar> centre, u, v;  // [parameters]

  struct Place {
    double u = 0, v = 0;
  };
  /// Where the point of the plane lies that is nearest to these parameters.
  [[nodiscard]] Place nearest(std::span<const Scalar> parameters) const;
  /// centre + a u + b v.
  void point(double a, double b, std::span<Scalar> parameters) const;
};

/// Coordinates are the two parameters' own values; the others stay as they are.
Result<Plane> parameter_plane(std::span<const Scalar> parameters, std::size_t first, std::size_t second);

/// Filter-normalized (Li et al. 2018): each neuron's weights move by a normally distributed vector that is as long as
/// they are (1 if they are all zero, so that a network of zeros is not stuck). Biases stay, as in the paper.
Result<Plane> random_plane(std::span<const LayerLayout> layout, std::span<const Scalar> parameters, std::uint32_t seed);

/// The first two principal components of the run's way, each of length 1, through the parameters.
Result<Plane> way_plane(const std::vector<Moment>& way, std::span<const Scalar> parameters);

}  // namespace deltarule
