// The fold of the training panel: every field of the table without a place of its own, in the table's order.
//
// A new knob in engine/experiment/fields.h appears here by itself; only its name is to be added to text_names.cpp.
#include "web/app/training_parts.h"

namespace deltarule {
namespace {

bool has_a_place(std::string_view path) {
  for (const char* placed : {"loss.name", "loss.delta", "batch_size", "regularization.l1", "regularization.l2"}) {
    if (path == placed) return true;
  }
  return path.starts_with("optimizer.") || path.starts_with("data.");
}

/// With a schedule the learning rate is not what the slider says.
void rate_now(Ui& ui, const Bench& bench, FieldFlow& flow) {
  if (bench.experiment().training.schedule.name == Schedule::constant || !bench.run.current()) return;
  end_line(ui, flow);
  const std::string figure = figure_text(Figure::plain, bench.run.snapshot().learning_rate);
  const float y = flow.y + ui.px(8);
  ui.canvas.text(ui.fonts().regular, type::kBody, flow.x, y, ui.theme().muted, tr(Text::rate_now));
  ui.canvas.text(ui.fonts().mono, type::kBody, flow.x + flow.width, y, ui.theme().ink, figure, Align::right);
  MirrorItem item;
  item.id = widget_id("rate now");
  item.role = Role::status;
  item.name = std::string(tr(Text::rate_now));
  item.value_text = figure;
  announce(ui, std::move(item), {flow.x, flow.y, flow.width, ui.px(16)}, ui.px(4));
  flow.y += ui.px(23);
}

}  // namespace

void more_fields(Ui& ui, Bench& bench, FieldFlow& flow) {
  bool schedule = false;
  for (const Field& field : fields()) {
    if (has_a_place(field.path)) continue;
    const bool of_schedule = field.path.starts_with("schedule.");
    if (schedule && !of_schedule) rate_now(ui, bench, flow);
    schedule = of_schedule;
    // Seeds go to four thousand million, ends of a run to a million epochs; a slider shows the first of them, and
    // beyond what was typed or loaded.
    field_control(ui, bench, flow, field, field.max > 1e6 ? 100 : field.max == 1e6 ? 1000 : 0);
  }
  dropout_of_layers(ui, bench, flow);
  end_line(ui, flow);
}

}  // namespace deltarule
