// The way of a run through the space of its parameters: a few places along it, thinned out as it grows.
//
// It serves pictures, not going back: parameters only, no optimizer state.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/core/scalar.h"

namespace deltarule {

struct WayPlace {
  double epoch = 0;
  float loss = 0;  // on the training data
  std::vector<Scalar> parameters;
};

class Way {
 public:
  /// A place at an epoch; what the way had from there on was another course and is forgotten. Places that come too soon
  /// after the last are left out.
  void add(double epoch, float loss, std::span<const Scalar> parameters);
  void clear();
  [[nodiscard]] const std::vector<WayPlace>& places() const { return places_; }
  /// Another number after every change.
  [[nodiscard]] std::uint32_t version() const { return version_; }

 private:
  std::vector<WayPlace> places_;
  double gap_ = 0;  // epochs between two places, at least
  std::uint32_t version_ = 0;
};

}  // namespace deltarule
