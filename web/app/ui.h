// What every widget draws with and answers to: the canvas, the mirror, the group it stands in, what it remembers.
//
// A widget is a function that draws, takes the mouse or finger, takes mirror events, announces itself, and returns true
// if the user changed something. The state that outlives a frame is here, never in the widget.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "web/platform/mirror.h"
#include "web/platform/platform.h"
#include "web/style/canvas.h"

namespace deltarule {

struct WidgetMemory {
  // The one figure that is being typed.
  std::uint32_t typing = 0;
  char typed[32] = "";
  bool typing_begins = false;
  // The one figure that is being dragged, and where it began.
  std::uint32_t dragged = 0;
  int dragged_from = 0;
  bool drag_moved = false;
  // The keyboard's focus, to bring what it reaches into view once, and to leave it the space bar.
  std::uint32_t focus_seen = 0;
  bool any_focus = false, any_focus_before = false;
  // A finger that scrolls instead of pressing.
  bool slider_held = false;
};

struct Ui {
  Canvas canvas;  // its list is that of the card being drawn
  Platform* platform = nullptr;
  Mirror* mirror = nullptr;
  WidgetMemory* memory = nullptr;
  std::string_view group;  // accessible name of the card
  bool touch = false;      // large targets
  bool locked = false;     // nothing answers (presentation.h)
  bool phone = false;      // one column
  bool stacked = false;    // the page scrolls: cards are as tall as what they hold

  [[nodiscard]] const Theme& theme() const { return *canvas.theme; }
  [[nodiscard]] const Fonts& fonts() const { return *canvas.fonts; }
  [[nodiscard]] float px(float design) const { return canvas.px(design); }
  /// A finger needs 44 logical pixels, whatever the scale.
  [[nodiscard]] float target(float design) const { return touch ? (px(design) > 44 ? px(design) : 44) : px(design); }
};

std::uint32_t widget_id(const char* key);

struct Hit {
  bool hovered = false, held = false, clicked = false, double_clicked = false;
};
/// The mouse or finger on this rectangle. Once per key and frame.
Hit hit(const Ui& ui, const char* key, const Rect& rect);

/// Makes what was drawn into the list since `begin` pale.
void mute(ImDrawList& list, int begin);

/// Fills in group and place, scrolls to what the keyboard just reached, draws the focus ring.
void announce(const Ui& ui, MirrorItem item, const Rect& rect, float corner);
/// The same for what has nothing but words to say: a status, an image, a button.
void announce_words(const Ui& ui, std::uint32_t id, Role role, std::string_view name, std::string_view words,
                    const Rect& rect, float corner);

// Cards: a white sheet with a group of widgets on it. Content beyond its height scrolls inside.
struct Card {
  Rect rect;     // as laid out
  Rect content;  // inside the padding, scrolled; its height is what is left of the card
};
Card begin_card(Ui& ui, const char* key, std::string_view group, const Rect& rect);
/// `content_bottom`: where its content ended; returns the height that the card would like to have.
float end_card(Ui& ui, const Card& card, float content_bottom);

}  // namespace deltarule
