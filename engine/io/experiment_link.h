// Experiments as the readable part of an address behind '#', both ways:
//   data=spiral&noise=0.1&layers=dense(8,tanh)+dense(1,sigmoid)&opt=adam&lr=0.03&seed=1
//
// Only what differs from the default of its field is written (data and layers always); anything left out is the
// default.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

std::string to_link(const Experiment& experiment);  // without '#'
/// Accepts the fragment, with or without '#', or a whole URL; percent-encoding is understood.
Result<Experiment> from_link(std::string_view link);

}  // namespace deltarule
