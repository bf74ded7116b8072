// Experiments as the readable part of an address behind '#', both ways:
//   data=spiral&noise=0.1&layers=dense(8,tanh)+dense(1,sigmoid)&opt=adam&lr=0.03&seed=1&hide=noise&lock=lr,layers
//   data=mnist&layers=...&bench=convolution: opens on the convolution bench, the experiment behind it
//
// Only what differs from the default of its field is written (data and layers always); anything left out is the
// default. Links of playground.tensorflow.org are read too (playground_link.h), never written.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.h"
#include "engine/experiment/experiment.h"

namespace deltarule {

/// Controls that whoever made the link does not want to be seen, or to be changed. Which names there are is the page's
/// business (web/app/presentation.h); here they are words.
struct Presentation {
  std::vector<std::string> hidden, locked;
  /// What is open instead of the experiment: "convolution", its settings after colons
  /// (web/app/images/convolution_setup.h). Empty: the experiment.
  std::string bench = {};
  friend bool operator==(const Presentation&, const Presentation&) = default;
};

/// How a foreign link wants the output map to be drawn; ours leave that to the reader.
struct ViewWish {
  bool test_points = false, discretize = false;
  friend bool operator==(const ViewWish&, const ViewWish&) = default;
};

struct Link {
  Experiment experiment;
  std::optional<Presentation> presentation;  // if the link speaks of it
  std::optional<ViewWish> view;              // if it is a foreign one
};

/// Accepts the fragment, with or without '#', or a whole URL; percent-encoding is understood.
Result<Link> read_link(std::string_view link, DataFrom data = DataFrom::experiment);
/// The experiment alone.
Result<Experiment> from_link(std::string_view link, DataFrom data = DataFrom::experiment);

std::string to_link(const Experiment& experiment, const Presentation& presentation = {});  // without '#'

}  // namespace deltarule
