// The semantic mirror: every interactive widget of a frame, told as role, name, value and place.
//
// A canvas is invisible to screen readers, keyboards and test tools. Widgets announce themselves here while they are
// drawn; the platform shows the list to the outside (hidden DOM elements in the browser, a plain list natively), and
// what happens there comes back as events that the same widget takes up when it is drawn next. Nothing here draws.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace deltarule {

/// pad: an image that is drawn on; while it has the focus, keys reach the program.
enum class Role : std::uint8_t {
  button,
  toggle,
  slider,
  select,
  radio,
  tab,
  link,
  text_field,
  image,
  status,
  heading,
  pad
};

/// In logical pixels of the canvas (CSS pixels in the browser), origin top left.
struct MirrorRect {
  float x = 0, y = 0, width = 0, height = 0;
  friend bool operator==(const MirrorRect&, const MirrorRect&) = default;
};

struct MirrorItem {
  std::uint32_t id = 0;  // stable from frame to frame; unique within a frame
  Role role = Role::button;
  std::string name;        // accessible name, translated: "Learning rate"
  std::string group;       // name of the panel it stands in: "Training"
  std::string value_text;  // how the value reads: "0.03", "tanh"; of a status or image: its whole text
  double value = 0, min = 0, max = 0, step = 0;  // slider, in real units (a logarithmic one announces its real value)
  bool logarithmic = false;                      // slider: arrow keys multiply instead of adding
  bool pressed = false;                          // toggle, radio, tab
  bool disabled = false;
  std::vector<std::string> options;  // select
  int selected = 0;                  // select
  MirrorRect rect;
  friend bool operator==(const MirrorItem&, const MirrorItem&) = default;
};

struct MirrorEvent {
  enum class Kind : std::uint8_t { activate, set_number, select, set_text, focus, blur };
  std::uint32_t id = 0;
  Kind kind = Kind::activate;
  double number = 0;  // set_number: the value; select: the option's index
  std::string text;   // set_text
};

class Mirror {
 public:
  // For the frame loop.
  void begin_frame();  // forgets last frame's items and the events that nobody took two frames long
  /// True if what was announced differs from the frame before: the outside has to be told.
  [[nodiscard]] bool changed() const;
  [[nodiscard]] const std::vector<MirrorItem>& items() const { return items_; }

  // For widgets, while they are drawn.
  void announce(MirrorItem item);
  bool take_activate(std::uint32_t id);
  std::optional<double> take_number(std::uint32_t id);
  std::optional<int> take_select(std::uint32_t id);
  std::optional<std::string> take_text(std::uint32_t id);
  /// The widget that the keyboard or a screen reader is on draws a focus ring.
  [[nodiscard]] bool focused(std::uint32_t id) const { return focused_ == id && id != 0; }

  // For the platform and for tests.
  void push(MirrorEvent event);
  [[nodiscard]] bool has_events() const { return !events_.empty(); }
  /// The first item of this role and name, as a person would look for it; null if there is none.
  [[nodiscard]] const MirrorItem* find(Role role, std::string_view name) const;

 private:
  struct Pending {
    MirrorEvent event;
    int age = 0;
  };
  std::optional<MirrorEvent> take(std::uint32_t id, MirrorEvent::Kind kind);
  /// As it was announced last; what is disabled takes no events.
  [[nodiscard]] bool disabled(std::uint32_t id) const;

  std::vector<MirrorItem> items_, previous_;
  std::vector<Pending> events_;
  std::uint32_t focused_ = 0;
};

}  // namespace deltarule
