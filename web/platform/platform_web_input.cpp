// What the page's JavaScript calls for input: pointers, wheel, keys and text become ImGui's events.
//
// Which DOM event becomes which call is decided in web/page/input.js and touch.js; nothing here prevents a default.
#include <emscripten.h>
#include <imgui.h>

#include <cfloat>
#include <cstring>
#include <iterator>
#include <string>
#include <string_view>

#include "web/platform/platform_web.h"
#include "web/platform/platform_web_scratch.h"

namespace deltarule {
namespace {

constexpr int kInputFrames = 3;
// ImGui moves this many lines per unit of its wheel; pages move by the pixels that the browser reports.
constexpr float kLinesPerWheelUnit = 5;

enum class PointerKind { mouse = 0, touch = 1, pen = 2 };

struct KeyName {
  std::string_view code;  // KeyboardEvent.code
  ImGuiKey key;
};

constexpr KeyName kKeys[] = {
    {"Tab", ImGuiKey_Tab},
    {"ArrowLeft", ImGuiKey_LeftArrow},
    {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow},
    {"ArrowDown", ImGuiKey_DownArrow},
    {"PageUp", ImGuiKey_PageUp},
    {"PageDown", ImGuiKey_PageDown},
    {"Home", ImGuiKey_Home},
    {"End", ImGuiKey_End},
    {"Insert", ImGuiKey_Insert},
    {"Delete", ImGuiKey_Delete},
    {"Backspace", ImGuiKey_Backspace},
    {"Space", ImGuiKey_Space},
    {"Enter", ImGuiKey_Enter},
    {"Escape", ImGuiKey_Escape},
    {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadAdd", ImGuiKey_KeypadAdd},
    {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"Comma", ImGuiKey_Comma},
    {"Minus", ImGuiKey_Minus},
    {"Period", ImGuiKey_Period},
    {"Slash", ImGuiKey_Slash},
    {"Equal", ImGuiKey_Equal},
    {"BracketLeft", ImGuiKey_LeftBracket},
    {"BracketRight", ImGuiKey_RightBracket},
    {"Quote", ImGuiKey_Apostrophe},
    {"Semicolon", ImGuiKey_Semicolon},
    {"Backslash", ImGuiKey_Backslash},
    {"Backquote", ImGuiKey_GraveAccent},
    {"ShiftLeft", ImGuiKey_LeftShift},
    {"ShiftRight", ImGuiKey_RightShift},
    {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl},
    {"AltLeft", ImGuiKey_LeftAlt},
    {"AltRight", ImGuiKey_RightAlt},
    {"MetaLeft", ImGuiKey_LeftSuper},
    {"MetaRight", ImGuiKey_RightSuper},
};

/// The key at one letter, digit or function number of a row that both sides list without gaps.
ImGuiKey in_row(std::string_view number, int first, int last, ImGuiKey first_key) {
  int value = 0;
  for (const char digit : number) {
    if (digit < '0' || digit > '9') return ImGuiKey_None;
    value = value * 10 + (digit - '0');
  }
  if (number.empty() || number.size() > 2 || value < first || value > last) return ImGuiKey_None;
  return static_cast<ImGuiKey>(first_key + (value - first));
}

ImGuiKey key_of(std::string_view code) {
  for (const KeyName& name : kKeys)
    if (name.code == code) return name.key;
  if (code.size() == 4 && code.starts_with("Key") && code[3] >= 'A' && code[3] <= 'Z')
    return static_cast<ImGuiKey>(ImGuiKey_A + (code[3] - 'A'));
  if (code.starts_with("Digit")) return in_row(code.substr(5), 0, 9, ImGuiKey_0);
  if (code.starts_with("Numpad")) return in_row(code.substr(6), 0, 9, ImGuiKey_Keypad0);
  if (code.starts_with("F")) return in_row(code.substr(1), 1, 12, ImGuiKey_F1);
  return ImGuiKey_None;
}

void use_pointer(int kind) {
  const auto pointer = static_cast<PointerKind>(kind);
  const ImGuiMouseSource source = pointer == PointerKind::touch ? ImGuiMouseSource_TouchScreen
                                  : pointer == PointerKind::pen ? ImGuiMouseSource_Pen
                                                                : ImGuiMouseSource_Mouse;
  ImGui::GetIO().AddMouseSourceEvent(source);
  web_platform()->pointer_used(pointer == PointerKind::touch);
  web_platform()->want_frames(kInputFrames);
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE void dr_pointer_move(int kind, float x, float y) {
  use_pointer(kind);
  ImGui::GetIO().AddMousePosEvent(x, y);
}

EMSCRIPTEN_KEEPALIVE void dr_pointer_button(int kind, int button, bool down) {
  use_pointer(kind);
  ImGui::GetIO().AddMouseButtonEvent(button, down);
}

EMSCRIPTEN_KEEPALIVE void dr_pointer_leave(int kind) {
  use_pointer(kind);
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
}

EMSCRIPTEN_KEEPALIVE void dr_wheel(float dx, float dy) {
  const float unit = kLinesPerWheelUnit * ImGui::GetFontSize();
  ImGui::GetIO().AddMouseWheelEvent(-dx / unit, -dy / unit);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE bool dr_touch_begin(float x, float y) { return web_platform()->touch_scroll().begin(x, y); }

EMSCRIPTEN_KEEPALIVE void dr_touch_drag(float dy) {
  web_platform()->touch_scroll().drag(dy);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_touch_end(float speed) {
  web_platform()->touch_scroll().end(speed);
  web_platform()->want_frames(kInputFrames);
}

/// The scratch buffer holds KeyboardEvent.code.
EMSCRIPTEN_KEEPALIVE void dr_key(std::size_t length, bool down, bool shift, bool control, bool alt, bool meta) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddKeyEvent(ImGuiMod_Shift, shift);
  io.AddKeyEvent(ImGuiMod_Ctrl, control);
  io.AddKeyEvent(ImGuiMod_Alt, alt);
  io.AddKeyEvent(ImGuiMod_Super, meta);
  const ImGuiKey key = key_of(take_scratch(length));
  if (key != ImGuiKey_None) io.AddKeyEvent(key, down);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_text(std::size_t length) {
  ImGui::GetIO().AddInputCharactersUTF8(take_scratch(length).c_str());
  web_platform()->want_frames(kInputFrames);
}

/// The browser says what is pasted, ImGui asks for it on its own shortcut: the one becomes the other.
EMSCRIPTEN_KEEPALIVE void dr_paste(std::size_t length) {
  ImGuiIO& io = ImGui::GetIO();
  web_platform()->set_clipboard(take_scratch(length));
  const ImGuiKey modifier = io.ConfigMacOSXBehaviors ? ImGuiMod_Super : ImGuiMod_Ctrl;
  io.AddKeyEvent(modifier, true);
  io.AddKeyEvent(ImGuiKey_V, true);
  io.AddKeyEvent(ImGuiKey_V, false);
  io.AddKeyEvent(modifier, false);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_keyboard_focus(bool focused) {
  ImGui::GetIO().AddFocusEvent(focused);
  web_platform()->want_frames(kInputFrames);
}

EMSCRIPTEN_KEEPALIVE void dr_mac(bool mac) { ImGui::GetIO().ConfigMacOSXBehaviors = mac; }

}  // extern "C"

}  // namespace deltarule
