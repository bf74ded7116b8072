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
  e.training.model = default_hidden(e.data.name);
  e.training.model.push_back({.kind = LayerKind::dense, .units = 1, .activation = Activation::sigmoid});
  return e;
}

std::vector<LayerSpec> default_hidden(PointSet set) {
  // The spiral winds: waves of the first layer follow it, where tanh alone needs many more neurons and epochs.
  if (set == PointSet::spiral)
    return {{.kind = LayerKind::dense, .units = 16, .activation = Activation::sine},
            {.kind = LayerKind::dense, .units = 16, .activation = Activation::tanh}};
  return {{.kind = LayerKind::dense, .units = 8, .activation = Activation::tanh},
          {.kind = LayerKind::dense, .units = 4, .activation = Activation::tanh}};
}

}  // namespace deltarule
