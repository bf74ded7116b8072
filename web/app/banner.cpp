// The message above the cards: what went wrong, in plain words, and a way on. One at a time.
#include <algorithm>
#include <string>

#include "engine/experiment/fields.h"
#include "web/app/panels.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

struct Shown {
  std::string_view headline;
  std::string detail;
  bool diverged = false, images = false;  // a way on: back, or to the scene of images
};

/// "layer 2: ..." with a capital: it follows a full stop.
std::string sentence(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

/// A run that diverged speaks for itself as long as it is there; else the last message.
std::optional<Shown> shown(const Bench& bench) {
  const Snapshot& snapshot = bench.run.snapshot();
  if (bench.run.current() && snapshot.state == RunState::diverged)
    return Shown{tr(Text::diverged), snapshot.error ? sentence(snapshot.error->text()) : std::string(), true};
  if (const auto& said = bench.message)
    return Shown{tr(said->headline), said->detail, false, said->headline == Text::files_are_for_images};
  return std::nullopt;
}

std::string whole_text(const Shown& message) {
  return std::string(message.headline) + (message.detail.empty() ? "" : " ") + message.detail;
}

/// Out of a run that diverged, the gentlest first.
constexpr Text kWaysOn[] = {Text::go_back, Text::try_lower_rate, Text::start_again};

float words_width(const Ui& ui, float width, const Shown& message) {
  const bool diverged = message.diverged;
  // Below one another where there is no room beside.
  float buttons = ui.target(30);
  if (message.images) buttons += button_width(ui, tr(Text::scene_images)) + ui.px(8);
  if (diverged) {
    buttons = 0;
    for (const Text words : kWaysOn) buttons += button_width(ui, tr(words)) + ui.px(8);
  }
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
  const float words = ui.canvas.paragraph(ui.fonts().regular, type::kBody, 0, 0, words_width(ui, width, *message), 0,
                                          whole_text(*message), false);
  const float buttons = ui.touch && message->diverged ? 3 * (ui.target(30) + ui.px(8)) : 0;
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
  const float width = words_width(ui, rect.w, *message);
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
    const float wide = button_width(ui, tr(Text::scene_images));
    if (message->images && button(ui, "images", {box.x - wide - ui.px(8), box.y, wide, height},
                                  {.name = tr(Text::scene_images), .look = ButtonLook::primary}))
      go_to_scene(*ui.platform, bench, DataKind::images);
    if (button(ui, "dismiss", box,
               {.name = tr(Text::dismiss), .icon = &close, .look = ButtonLook::quiet, .icon_size = 11}))
      bench.message.reset();
    return;
  }
  float x = rect.x + ui.px(44), y = top + text_h + ui.px(8);
  if (!below) {
    x = rect.right() - ui.px(2);
    for (const Text way : kWaysOn) x -= button_width(ui, tr(way)) + ui.px(8);
    y = rect.cy() - height / 2;
  }
  const char* const keys[] = {"back", "lower", "again"};
  for (int i = 0; i < 3; ++i) {
    const float button_w = button_width(ui, tr(kWaysOn[i]));
    if (button(ui, keys[i], {x, y, button_w, height},
               {.name = tr(kWaysOn[i]), .look = i == 0 ? ButtonLook::primary : ButtonLook::outlined})) {
      if (i == 0) bench.run.seek(command::Seek::kLastGood);
      if (i == 1) lower_rate(bench);
      if (i == 2) bench.run.reset();
    }
    if (below) {
      y += height + ui.px(8);
    } else {
      x += button_w + ui.px(8);
    }
  }
}

}  // namespace deltarule
