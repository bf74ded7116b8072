// The fold of the training panel: every field of the table without a place of its own, in the table's order.
//
// A new knob in engine/experiment/fields.h appears here by itself; only its name is to be added to text_names.cpp.
#include "web/app/presentation.h"
#include "web/app/training_parts.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

bool has_a_place(std::string_view path) {
  for (const char* placed :
       {"loss.name", "loss.delta", "batch_size", "regularization.l1", "regularization.l2", "math"}) {
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

/// A switch: what an engine without it does about it, App knows.
void fast_math(Ui& ui, Bench& bench, FieldFlow& flow) {
  if (!shows(bench.presentation, "math")) return;
  const Lock lock(ui, bench.presentation, "math");
  end_line(ui, flow);
  const std::string_view label = field_label("math");
  bool on = bench.experiment().math == Math::fast;
  float right = flow.x + check_box_width(ui, label);
  const float height = ui.target(22), centre = flow.y + height / 2;
  const Rect rect{flow.x, flow.y, right - flow.x, height};
  if (check_box(ui, "math", right, centre, label, on)) bench.draft().math = on ? Math::fast : Math::exact;
  tooltip(ui, rect, tr(Text::fast_math_tip));
  flow.y += height + ui.px(4);
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
  fast_math(ui, bench, flow);
  end_line(ui, flow);
}

}  // namespace deltarule
