// The message above the cards: what went wrong, in plain words, and a way on. One at a time.
#include <algorithm>
#include <string>

#include "engine/experiment/fields.h"
#include "web/app/panels.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Shown {
  std::string_view headline;
  std::string detail;
  bool diverged = false;
};

/// A run that diverged speaks for itself as long as it is there; else the last message.
std::optional<Shown> shown(const Bench& bench) {
  const Snapshot& snapshot = bench.run.snapshot();
  if (bench.run.current() && snapshot.state == RunState::diverged)
    return Shown{tr(Text::diverged), snapshot.error ? snapshot.error->text() : std::string(), true};
  if (bench.message) return Shown{tr(bench.message->headline), bench.message->detail, false};
  return std::nullopt;
}

std::string whole_text(const Shown& message) {
  return std::string(message.headline) + (message.detail.empty() ? "" : " ") + message.detail;
}

float words_width(const Ui& ui, float width, bool diverged) {
  // Below one another where there is no room beside.
  const float buttons =
      diverged ? button_width(ui, tr(Text::try_lower_rate)) + button_width(ui, tr(Text::start_again)) + ui.px(20)
               : ui.target(30);
  return ui.touch && diverged ? width - ui.px(60) : width - ui.px(62) - buttons;
}

void lower_rate(Bench& bench) {
  const Field& field = *find_field("optimizer.learning_rate");
  Experiment& draft = bench.draft();
  field.set(draft, std::max(field.min, field.get(draft) / 10));
  bench.run.reset();
}

}  // namespace

float banner_height(const Ui& ui, const Bench& bench, float width) {
  const auto message = shown(bench);
  if (!message) return 0;
  const float words = ui.canvas.paragraph(ui.fonts().regular, type::kBody, 0, 0,
                                          words_width(ui, width, message->diverged), 0, whole_text(*message), false);
  const float buttons = ui.touch && message->diverged ? 2 * (ui.target(30) + ui.px(8)) : 0;
  return std::max(ui.target(30), words) + buttons + ui.px(20);
}

void banner(Ui& ui, Bench& bench, const Rect& rect) {
  const auto message = shown(bench);
  if (!message) return;
  const Theme& theme = ui.theme();
  const Canvas& canvas = ui.canvas;
  const float corner = ui.px(space::kCardCorner);
  ui.group = tr(Text::message);
  canvas.fill(rect, theme.warning_soft, corner);
  canvas.outline(rect, faded(theme.negative, 0.45f), corner, std::max(1.f, ui.px(1)));
  const float width = words_width(ui, rect.w, message->diverged);
  const std::string words = whole_text(*message);
  const float text_h = canvas.paragraph(ui.fonts().regular, type::kBody, 0, 0, width, 0, words, false);
  const bool below = ui.touch && message->diverged;
  const float top = below ? rect.y + ui.px(10) : rect.cy() - text_h / 2;
  const float line = ui.px(type::kBody) * 1.5f;
  draw_icon(canvas, Icon::warning, rect.x + ui.px(24), top + line / 2, ui.px(16), theme.negative);
  canvas.paragraph(ui.fonts().regular, type::kBody, rect.x + ui.px(44), top, width, theme.ink, words);
  MirrorItem item;
  item.id = widget_id("message");
  item.role = Role::status;
  item.name = std::string(tr(Text::message));
  item.value_text = words;
  announce(ui, std::move(item), {rect.x + ui.px(44), top, width, text_h}, ui.px(4));

  const float height = ui.target(30);
  if (!message->diverged) {
    const Icon close = Icon::close;
    const Rect box{rect.right() - height - ui.px(8), rect.cy() - height / 2, height, height};
    if (button(ui, "dismiss", box,
               {.name = tr(Text::dismiss), .icon = &close, .look = ButtonLook::quiet, .icon_size = 11}))
      bench.message.reset();
    return;
  }
  const float lower_w = button_width(ui, tr(Text::try_lower_rate)), reset_w = button_width(ui, tr(Text::start_again));
  float x = below ? rect.x + ui.px(44) : rect.right() - ui.px(10) - reset_w - ui.px(8) - lower_w;
  float y = below ? top + text_h + ui.px(8) : rect.cy() - height / 2;
  if (button(ui, "lower", {x, y, lower_w, height}, {.name = tr(Text::try_lower_rate), .look = ButtonLook::primary}))
    lower_rate(bench);
  if (below) {
    y += height + ui.px(8);
  } else {
    x += lower_w + ui.px(8);
  }
  if (button(ui, "again", {x, y, reset_w, height}, {.name = tr(Text::start_again), .look = ButtonLook::outlined}))
    bench.run.reset();
}

}  // namespace deltarule
