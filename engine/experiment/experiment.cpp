// The experiment that the page opens on. Its values are also the defaults of every field that a file leaves out.
#include "engine/experiment/experiment.h"

#include <array>

namespace deltarule {

std::span<const std::string_view> data_kind_names() {
  static constexpr std::array<std::string_view, 1> kNames = {"points"};
  return kNames;
}

Experiment default_experiment() {
  Experiment e;
  e.data.name = PointSet::moons;
  e.training.model = {{.kind = LayerKind::dense, .units = 8, .activation = Activation::tanh},
                      {.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh},
                      {.kind = LayerKind::dense, .units = 1, .activation = Activation::sigmoid}};
  return e;
}

}  // namespace deltarule
