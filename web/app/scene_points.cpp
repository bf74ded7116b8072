// Points in the plane: the scene that every program has.
#include <algorithm>

#include "web/app/lab.h"
#include "web/app/landscape.h"
#include "web/app/panels.h"
#include "web/app/scene.h"

namespace deltarule {
namespace {

// A neuron's picture is small among many; a network of up to kFewUnits has large ones.
constexpr std::uint16_t kNeuronGrid = 32, kSmallNeuronGrid = 24, kOutputGrid = 64;
constexpr unsigned kFewUnits = 24;

/// Only what is on screen; the rest costs nothing.
Subscription wanted(const Bench& bench) {
  const LiveRun& run = bench.run;
  const bool coarse = run.same_shape() && bench.pictures.map.needs_grid(run.snapshot().layers);
  unsigned units = 0;
  for (const LayerSpec& layer : run.experiment().training.model)
    units += layer.kind == LayerKind::dense ? layer.units : 0;
  return {.parameters = true,
          .grid = coarse              ? kOutputGrid
                  : units > kFewUnits ? kSmallNeuronGrid
                                      : kNeuronGrid,
          .checkpoint = true,
          .results = bench.view.lab == LabView::results,
          .health = bench.view.lab == LabView::health,
          .trace = bench.view.lab == LabView::microscope ? bench.traced : TraceRequest{}};
}

std::string_view lab_name(std::size_t view) {
  constexpr Text kNames[] = {Text::curves, Text::results,   Text::microscope,
                             Text::health, Text::landscape, Text::tuning};
  return tr(kNames[view]);
}

void follow(Bench& bench, Platform& platform) {
  for (Platform::GivenFile& file : platform.take_files(true))
    if (!open_network(bench, file) && !open_experiment(bench, file))
      bench.message = Message{Text::files_are_for_images, file.error};
  follow_landscape(bench, platform.milliseconds());
}

}  // namespace

const Scene& points_scene() {
  static constexpr Scene kScene{
      .panels = {data_panel, training_panel, network_panel, lab_panel, output_panel, neuron_panel},
      .lab = {lab_curves, lab_results, lab_microscope, lab_health, lab_landscape, lab_tuning},
      .lab_name = lab_name,
      .wanted = wanted,
      .waits = nullptr,
      .follow = follow};
  return kScene;
}

}  // namespace deltarule
