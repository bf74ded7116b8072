// Layers are counted from one; a dropout layer is none, for it rests in a trace.
#include "web/app/microscope_steps.h"

namespace deltarule {

std::vector<MicroscopeStep> microscope_steps(const Snapshot& snapshot, const TrainingSpec& training) {
  if (training.optimizer.name == Optimizer::perceptron)
    return {{Phase::present, 0}, {Phase::compute, 1}, {Phase::compare, 1}, {Phase::change, 1}};
  int last = 0;
  for (const SnapshotLayer& layer : snapshot.layers) last += layer.spec.kind == LayerKind::dense ? 1 : 0;
  std::vector<MicroscopeStep> steps{{Phase::inputs, 0}};
  for (int column = 1; column <= last; ++column)
    for (const Phase phase : {Phase::sum, Phase::output}) steps.push_back({phase, column});
  steps.push_back({Phase::loss, last});
  for (int column = last; column > 0; --column) {
    for (const Phase phase : {Phase::dy, Phase::dz, Phase::gradients}) {
      if (phase == Phase::dy && column == last && begins_at_sums(training.loss.name)) continue;
      steps.push_back({phase, column});
    }
  }
  steps.push_back({Phase::update, last});
  return steps;
}

std::span<const float> of_column(const Snapshot& snapshot, const std::vector<float>& units, int column) {
  std::size_t first = 0;
  for (const SnapshotLayer& layer : snapshot.layers) {
    if (layer.spec.kind != LayerKind::dense) continue;
    if (--column == 0 && first + layer.outputs <= units.size()) return std::span(units).subspan(first, layer.outputs);
    first += layer.outputs;
  }
  return {};
}

bool begins_at_sums(Loss loss) { return loss == Loss::binary_cross_entropy || loss == Loss::softmax_cross_entropy; }

}  // namespace deltarule
