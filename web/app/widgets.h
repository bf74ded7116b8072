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
  Figure figure = Figure::plain;
};
float slider_height(const Ui& ui);
bool slider(const Ui& ui, const char* key, const Rect& rect, const SliderSpec& spec, double& value);

/// "− 8 +"; to the outside a slider of its own name.
float stepper_width(const Ui& ui);
bool stepper(const Ui& ui, const char* key, const Rect& rect, std::string_view name, int min, int max, int& value);

// Choices.
struct SelectSpec {
  std::string_view name;                      // accessible
  std::span<const std::string_view> options;  // translated
  bool framed = true;                         // false: only words and a chevron, as above a layer
  bool centred = false;
  bool small = false;  // where columns are narrow: small words without a chevron
};
float field_height(const Ui& ui);
bool select(const Ui& ui, const char* key, const Rect& rect, const SelectSpec& spec, int& chosen);

/// A pill that is on or off; an input of the network.
float chip_width(const Ui& ui, std::string_view label);
float chip_height(const Ui& ui);
bool chip(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool& on);
/// One of a row of tabs; true when it was chosen.
float tab_width(const Ui& ui, std::string_view label);
bool tab(const Ui& ui, const char* key, const Rect& rect, std::string_view label, bool open);

/// Words and a small box, right-aligned at `right`; moves `right` to its left edge.
bool check_box(const Ui& ui, const char* key, float& right, float centre_y, std::string_view label, bool& on);

// Buttons.
enum class ButtonLook { quiet, outlined, primary, round };
struct ButtonSpec {
  std::string_view name;  // accessible; also the label if there is no icon
  const Icon* icon = nullptr;
  ButtonLook look = ButtonLook::outlined;
  float icon_size = 13;
  bool disabled = false;
};
float button_width(const Ui& ui, std::string_view label);
bool button(const Ui& ui, const char* key, const Rect& rect, const ButtonSpec& spec);

// Things to read.
void card_title(const Ui& ui, float x, float centre_y, std::string_view words);
/// A small figure with its name above, on a tile of its own.
void stat_tile(const Ui& ui, const char* key, const Rect& rect, std::string_view name, const std::string& figure);
/// The same without a tile.
void stat(const Ui& ui, const char* key, float x, float centre_y, std::string_view name, const std::string& figure);

}  // namespace deltarule
