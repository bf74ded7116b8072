// The gradient checks of attention: both scores, with a query for every step and for the last one only.
#include "tests/gradient/harness.h"

using namespace deltarule;
using namespace deltarule::gradient;

std::vector<LayerCase> deltarule::gradient::attention_cases() {
  std::vector<LayerCase> cases;
  for (const Score score : {Score::scaled_dot, Score::additive})
    for (const Returned returned : {Returned::all, Returned::last})
      cases.push_back({std::string("attention, ") + std::string(score_names()[static_cast<std::size_t>(score)]) + ", " +
                           std::string(returned_names()[static_cast<std::size_t>(returned)]),
                       {.kind = LayerKind::attention, .units = 4, .returned = returned, .score = score}});
  return cases;
}
