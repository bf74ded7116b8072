// The gradient checks of the recurrent layers: what comes out, directions, and what each kind has of its own.
//
// A layer that has no logits hides its kinks: the seeds of the cases with relu are such that none is near.
#include "tests/gradient/harness.h"

using namespace deltarule;
using namespace deltarule::gradient;

namespace {

constexpr Direction kForward = Direction::forward, kBackward = Direction::backward, kBoth = Direction::both;

/// A kind in all directions, with all steps and the last one coming out.
void add(std::vector<LayerCase>& cases, const std::string& name, LayerSpec spec) {
  for (const Direction direction : {kForward, kBackward, kBoth})
    for (const Returned returned : {Returned::all, Returned::last}) {
      spec.direction = direction;
      spec.returned = returned;
      cases.push_back({name + ", " + std::string(direction_names()[static_cast<std::size_t>(direction)]) + ", " +
                           std::string(returned_names()[static_cast<std::size_t>(returned)]),
                       spec});
    }
}

}  // namespace

std::vector<LayerCase> deltarule::gradient::recurrent_cases() {
  std::vector<LayerCase> cases;
  add(cases, "rnn tanh", {.kind = LayerKind::rnn, .units = 4, .activation = Activation::tanh});
  add(cases, "rnn relu", {.kind = LayerKind::rnn, .units = 4, .activation = Activation::relu});
  add(cases, "lstm", {.kind = LayerKind::lstm, .units = 4});
  add(cases, "lstm of one unit", {.kind = LayerKind::lstm, .units = 1});
  add(cases, "gru", {.kind = LayerKind::gru, .units = 4});
  add(cases, "gru of Cho et al.", {.kind = LayerKind::gru, .units = 4, .reset = ResetGate::before});
  add(cases, "lstm_peephole", {.kind = LayerKind::lstm_peephole, .units = 4});
  add(cases, "lstm_coupled", {.kind = LayerKind::lstm_coupled, .units = 4});
  add(cases, "lstm_depth_gated", {.kind = LayerKind::lstm_depth_gated, .units = 4});
  // Three steps show periods 1 and 2; longer ones are in test_layers_recurrent.cpp.
  add(cases, "clockwork_rnn",
      {.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::tanh, .modules = 2});
  add(cases, "clockwork_rnn relu",
      {.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::relu, .modules = 2});
  for (const int depth : {1, 3})
    for (const Returned returned : {Returned::all, Returned::last})
      cases.push_back({"grid_lstm", {.kind = LayerKind::grid_lstm, .units = 3, .returned = returned, .depth = depth}});
  return cases;
}
