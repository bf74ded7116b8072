// Dropout after hidden layers: one slider for all, or one for each. A rate of zero keeps the layer, so that it can be
// turned while the network trains.
#include <algorithm>
#include <cstdio>
#include <string>

#include "web/app/network_card.h"
#include "web/app/presentation.h"
#include "web/app/training_parts.h"

namespace deltarule {
namespace {

/// Of what stands behind a dense layer.
double rate_behind(const Experiment& experiment, std::size_t dense) {
  const auto& model = experiment.training.model;
  return dense + 1 < model.size() && model[dense + 1].kind == LayerKind::dropout ? model[dense + 1].rate : 0;
}

void set_rate_behind(Experiment& draft, std::size_t dense, double rate) {
  auto& model = draft.training.model;
  const bool there = model[dense + 1].kind == LayerKind::dropout;
  if (!there && rate > 0)
    model.insert(model.begin() + static_cast<std::ptrdiff_t>(dense) + 1, {.kind = LayerKind::dropout, .rate = rate});
  if (there) model[dense + 1].rate = rate;
}

bool rate_slider(Ui& ui, FieldFlow& flow, const char* key, std::string_view label, double& rate) {
  const SliderSpec spec{.label = label, .min = 0, .max = 0.9, .step = 0.05, .figure = Figure::percent};
  return slider(ui, key, slider_place(ui, flow, spec), spec, rate);
}

}  // namespace

void dropout_of_all(Ui& ui, Bench& bench, FieldFlow& flow) {
  const auto dense = dense_layers(bench.experiment());
  if (dense.size() < 2 || !shows(bench.presentation, "dropout")) return;
  const Lock lock(ui, bench.presentation, "dropout");
  double rate = 0;
  for (const std::size_t index : dense) rate = std::max(rate, rate_behind(bench.experiment(), index));
  if (!rate_slider(ui, flow, "dropout", field_label("model.dropout"), rate)) return;
  // From the last, so that the places of those before stay.
  for (std::size_t k = dense.size() - 1; k-- > 0;) set_rate_behind(bench.draft(), dense[k], rate);
}

void dropout_of_layers(Ui& ui, Bench& bench, FieldFlow& flow) {
  const auto dense = dense_layers(bench.experiment());
  // With one layer the one for all is the one.
  if (dense.size() < 3 || !shows(bench.presentation, "dropout")) return;
  const Lock lock(ui, bench.presentation, "dropout");
  for (std::size_t k = 0; k + 1 < dense.size(); ++k) {
    char label[64];
    std::snprintf(label, sizeof label, format_of(Text::dropout_of_layer), static_cast<int>(k) + 1);
    double rate = rate_behind(bench.experiment(), dense[k]);
    if (rate_slider(ui, flow, label, label, rate)) set_rate_behind(bench.draft(), dense[k], rate);
  }
}

}  // namespace deltarule
