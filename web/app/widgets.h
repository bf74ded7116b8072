// Our own widgets, where ImGui's look crude: a thin track and a ring, quiet buttons, chips, a dropdown, tiles.
//
// Each is told its key (unique in its card), its rectangle and its words, and returns true when the user changed
// something. How they look is in widgets_*.cpp, once.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "web/app/icons.h"
#include "web/app/ui.h"

namespace deltarule {

// Sliders.
enum class Figure { plain, percent, integer, loss };
/// Short and in even digits: "0.030", "10 %", "1,284"; a loss: "0.031", "4.2e-5".
std::string figure_text(Figure figure, double value);

struct SliderSpec {
  std::string_view label;
  double min = 0, max = 1;
  double step = 0;           // 0: continuous
  bool logarithmic = false;  // with min <= 0: zero is the left end, then powers of ten
  bool about_zero = false;   // from -max to max, finest at zero, filled from the middle in the colour of its sign
  Figure figure = Figure::plain;
  std::string_view words = {};  // shown instead of the figure, which can then not be typed
  std::string_view shown = {};  // a shorter label, where there is no room for the whole name
};
float slider_height(const Ui& ui);
bool slider(const Ui& ui, const char* key, const Rect& rect, const SliderSpec& spec, double& value);

/// Opens a slider's figure as a field, as a click on it does. `id` is the slider's in the mirror.
void begin_typing(const Ui& ui, std::uint32_t id, Figure figure, double value);

/// "− 8 +"; to the outside a slider of its own name. The figure can be dragged, or typed after a click.
float stepper_width(const Ui& ui);
bool stepper(const Ui& ui, const char* key, const Rect& rect, std::string_view name, int min, int max, int& value);

// Choices.
struct SelectSpec {
  std::string_view name;                      // accessible
  std::span<const std::string_view> options;  // translated
  bool framed = true;                         // false: only words and a chevron, as above a layer
  bool centred = false;
  bool small = false;  // where columns are narrow: small words without a chevron
  void (*picture)(const Canvas&, const Rect&, int option) = nullptr;  // beside each option and the chosen one
  bool pictured = true;                                               // false: the chosen one has none
  void (*key)(const Canvas&, float x, float centre_y) = nullptr;      // below the list: how to read the pictures
};
float field_height(const Ui& ui);
bool select(const Ui& ui, const char* key, const Rect& rect, const SelectSpec& spec, int& chosen);

/// A pill that is on or off; an input of the network.
float chip_width(const Ui& ui, std::string_view label);
float chip_height(const Ui& ui);
/// `name`: accessible, where the label alone does not say what it is.
bool chip(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool& on,
          std::string_view name = {});
/// One of a row of tabs; true when it was chosen.
float tab_width(const Ui& ui, std::string_view label);
bool tab(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool open);

/// Two or three words on a pill, one of them chosen; `centre_y` is its middle.
float segments_width(const Ui& ui, std::span<const std::string_view> names);
bool segments(const Ui& ui, const char* key, float x, float centre_y, std::span<const std::string_view> names,
              int& chosen);

/// Words and a small box, right-aligned at `right`; moves `right` to its left edge.
float check_box_width(const Ui& ui, std::string_view label, float em = type::kBody);
bool check_box(const Ui& ui, const char* key, float& right, float centre_y, std::string_view label, bool& on,
               float em = type::kBody);

// Buttons.
enum class ButtonLook { quiet, outlined, primary, round };
struct ButtonSpec {
  std::string_view name;  // accessible; also the label if there is no icon, and the tip if there is one
  const Icon* icon = nullptr;
  ButtonLook look = ButtonLook::outlined;
  float icon_size = 13;
  bool disabled = false;
  std::string_view shortcut = {};  // a key of the keyboard, for the tip
};
float button_width(const Ui& ui, std::string_view label);
bool button(const Ui& ui, const char* key, const Rect& rect, const ButtonSpec& spec);
/// Words and a chevron: what is below them is open or folded away. Returns its bottom.
float fold(const Ui& ui, const char* key, float x, float y, std::string_view words, bool& open);

// Things to read.
/// What the item just drawn is for, once the mouse rests on it.
void tooltip(const Ui& ui, const Rect& rect, std::string_view words, std::string_view shortcut = {});
void card_title(const Ui& ui, float x, float centre_y, std::string_view words);
/// A small figure with its name above, on a tile of its own.
void stat_tile(const Ui& ui, const char* key, const Rect& rect, std::string_view name, const std::string& figure);
/// The same without a tile.
void stat(const Ui& ui, const char* key, float x, float centre_y, std::string_view name, const std::string& figure);

}  // namespace deltarule
