// How it is learned: learning rate, optimizer with its knobs, loss, batch size, dropout, L1 and L2; the rest is one
// fold away.
#include <algorithm>
#include <string>

#include "engine/experiment/validate.h"
#include "web/app/panels.h"
#include "web/app/presentation.h"
#include "web/app/training_parts.h"

namespace deltarule {
namespace {

bool optimizer_offered(const Experiment& experiment, int choice) {
  // Rosenblatt's rule decides between classes; what it makes of the network, made_coherent() knows.
  return static_cast<Optimizer>(choice) != Optimizer::perceptron || classes_of(experiment.data) > 0;
}

bool loss_offered(const Experiment& experiment, int choice) {
  const auto loss = static_cast<Loss>(choice);
  return classes_of(experiment.data) > 0 || loss == Loss::mse || loss == Loss::mae || loss == Loss::huber;
}

/// Its name first, then whatever knobs it has.
void optimizer(Ui& ui, Bench& bench, FieldFlow& flow) {
  for (const Field& field : fields()) {
    if (field.path.starts_with("optimizer.") && field.path != "optimizer.learning_rate")
      field_control(ui, bench, flow, field, 0, optimizer_offered);
  }
}

/// "More" with its chevron.
void fold(Ui& ui, Bench& bench, FieldFlow& flow) {
  const Icon icon = bench.view.more ? Icon::chevron_up : Icon::chevron_down;
  const float height = ui.target(24);
  const float words = ui.canvas.text_width(ui.fonts().medium, type::kBody, tr(Text::more));
  const Rect rect{flow.x - ui.px(6), flow.y, words + ui.px(30), height};
  const Hit over = hit(ui, "more", rect);
  const std::uint32_t id = widget_id("more");
  if (over.clicked || ui.mirror->take_activate(id)) bench.view.more = !bench.view.more;
  if (over.hovered) ui.canvas.fill(rect, ui.theme().sunken, ui.px(6));
  const Colour ink = over.hovered ? ui.theme().ink : ui.theme().muted;
  ui.canvas.text(ui.fonts().medium, type::kBody, flow.x, rect.cy(), ink, tr(Text::more));
  draw_icon(ui.canvas, icon, flow.x + words + ui.px(11), rect.cy() + ui.px(0.5f), ui.px(9), ink);
  MirrorItem item;
  item.id = id;
  item.role = Role::toggle;
  item.name = std::string(tr(Text::more));
  item.pressed = bench.view.more;
  announce(ui, std::move(item), rect, ui.px(6));
  flow.y += height;
}

}  // namespace

float training_panel(Ui& ui, Bench& bench, const Rect& rect) {
  const Card card = begin_card(ui, "training", tr(Text::training), rect);
  FieldFlow flow{card.content.x, card.content.y + ui.px(6), card.content.w};
  card_title(ui, flow.x, flow.y, tr(Text::training));
  flow.y += ui.px(15);
  const auto control = [&](const char* path, double max = 0, bool (*offered)(const Experiment&, int) = nullptr) {
    field_control(ui, bench, flow, *find_field(path), max, offered);
  };
  flow.wide = true;
  control("optimizer.learning_rate");
  flow.wide = false;
  optimizer(ui, bench, flow);
  control("loss.name", 0, loss_offered);
  control("loss.delta");
  control("batch_size", std::max(2, training_count(bench.experiment().data)));
  dropout_of_all(ui, bench, flow);
  control("regularization.l1", 1);
  control("regularization.l2", 1);
  end_line(ui, flow);
  if (shows(bench.presentation, "more")) {
    fold(ui, bench, flow);
    if (bench.view.more) {
      flow.y += ui.px(6);
      more_fields(ui, bench, flow);
    }
  }
  return end_card(ui, card, flow.y);
}

}  // namespace deltarule
