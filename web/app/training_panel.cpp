// How it is learned: learning rate, optimizer with its knobs, loss, batch size, dropout, L1 and L2; the rest is one
// fold away.
#include <imgui.h>

#include <algorithm>
#include <string>

#include "engine/experiment/validate.h"
#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/training_parts.h"

namespace deltarule {
namespace {

constexpr int kMostAtATime = 256;  // of images

bool optimizer_offered(const Experiment& experiment, int choice) {
  // Rosenblatt's rule decides between classes; what it makes of the network, made_coherent() knows.
  return static_cast<Optimizer>(choice) != Optimizer::perceptron || classes_of(experiment.data) > 0;
}

bool loss_offered(const Experiment& experiment, int choice) {
  const auto loss = static_cast<Loss>(choice);
  // Where no edit is fitted together (made_coherent), only what fits is offered.
  if (experiment.kind != DataKind::points) {
    Experiment other = experiment;
    other.training.loss.name = loss;
    return validate(other).ok();
  }
  return classes_of(experiment.data) > 0 || loss == Loss::mse || loss == Loss::mae || loss == Loss::huber;
}

/// Its name first, then whatever knobs it has.
void optimizer(Ui& ui, Bench& bench, FieldFlow& flow) {
  for (const Field& field : fields()) {
    if (field.path.starts_with("optimizer.") && field.path != "optimizer.learning_rate")
      field_control(ui, bench, flow, field, 0, optimizer_offered);
  }
}

}  // namespace

float training_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "training", tr(Text::training), rect);
  // A ring at the right end stays clear of the bar where the card scrolls.
  const float bar = ImGui::GetScrollMaxY() > 0 ? ui.px(3) : 0;
  FieldFlow flow{card.content.x, card.content.y + ui.px(6), card.content.w - bar};
  card_title(ui, flow.x, flow.y, tr(Text::training));
  flow.y += ui.px(15);
  const auto control = [&](const char* path, double max = 0, bool (*offered)(const Experiment&, int) = nullptr) {
    field_control(ui, bench, flow, *find_field(path), max, offered);
  };
  flow.wide = true;
  control("optimizer.learning_rate");
  flow.wide = false;
  optimizer(ui, bench, flow);
  if (const auto output = scene_of(bench).output) output(ui, bench, flow);
  control("loss.name", 0, loss_offered);
  control("loss.delta");
  const bool points = bench.experiment().kind == DataKind::points;
  control("batch_size", points ? std::max(2, training_count(bench.experiment().data)) : kMostAtATime);
  if (points) dropout_of_all(ui, bench, flow);
  control("regularization.l1", 1);
  control("regularization.l2", 1);
  end_line(ui, flow);
  if (shows(bench.presentation, "more")) {
    flow.y = fold(ui, "more", flow.x, flow.y, tr(Text::more), bench.view.more);
    if (bench.view.more) {
      flow.y += ui.px(6);
      more_fields(ui, bench, flow);
    }
  }
  return end_card(ui, card, flow.y);
}

}  // namespace deltarule
