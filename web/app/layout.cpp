// Three columns, two, or one. Pure arithmetic on design pixels: no ImGui, no panels, nothing drawn.
#include "web/app/layout.h"

#include <algorithm>
#include <cmath>

namespace deltarule {
namespace {

constexpr float kTopBar = 52, kBottomBar = 84;
constexpr float kWideFrom = 1060, kMediumFrom = 700;

struct Frame {
  const LayoutInput& in;
  Layout& out;
  float gap, left, width, top;  // of what is between the bars

  [[nodiscard]] float s(float design) const { return design * in.scale; }
  [[nodiscard]] float wanted(CardKind kind, float guess) const {
    const float height = in.wanted[static_cast<std::size_t>(kind)];
    return std::ceil(height > 0 ? height : s(guess));
  }
  [[nodiscard]] bool shows(CardKind kind) const { return !in.hidden[static_cast<std::size_t>(kind)]; }
  void place(CardKind kind, Rect rect) const {
    if (shows(kind)) out.cards[static_cast<std::size_t>(kind)] = rect;
  }
  /// Two cards, one above the other; without one of them the other has the whole height.
  void pair(CardKind upper, CardKind lower, const Rect& column, float upper_h) const {
    if (!shows(upper)) return place(lower, column);
    if (!shows(lower)) return place(upper, column);
    place(upper, {column.x, column.y, column.w, upper_h});
    place(lower, {column.x, column.y + upper_h + gap, column.w, column.h - upper_h - gap});
  }
};

void wide(const Frame& f) {
  const float s = f.in.scale;
  const float design = f.width / s;
  const float extra = std::max(0.f, design - 1256);
  float left_w = f.s(std::clamp(235 + extra * 0.08f, 235.f, 290.f));
  float right_w = f.s(std::clamp(318 + extra * 0.26f, 300.f, 500.f));
  if (design < 1256) right_w = f.s(std::max(270.f, 318 - (1256 - design) * 0.28f));
  const float whole_h = f.out.page.h - f.top - f.gap;
  // Below this a page that scrolls is better than cards that cramp.
  const float h = std::max(whole_h, f.s(620));
  const float y = f.top;

  const bool left = f.shows(CardKind::data) || f.shows(CardKind::training);
  const bool centre = f.shows(CardKind::network) || f.shows(CardKind::lab);
  const bool right = f.shows(CardKind::output) || f.shows(CardKind::neuron);
  // A column that is empty takes neither room nor a gap; its neighbour grows.
  if (!left) left_w = -f.gap;
  if (!right) right_w = -f.gap;
  if (!centre && right) right_w = f.width - left_w - f.gap;
  if (!centre && !right) left_w = f.width;

  const float data_h = std::min(f.wanted(CardKind::data, 345), h - f.s(160));
  f.pair(CardKind::data, CardKind::training, {f.left, y, left_w, h}, data_h);

  const float centre_x = f.left + left_w + f.gap;
  const float centre_w = f.width - left_w - right_w - 2 * f.gap;
  const float lab_h =
      f.in.lab_large ? std::clamp(h * 0.47f, f.s(300), f.s(620)) : std::clamp(h * 0.32f, f.s(190), f.s(370));
  f.pair(CardKind::network, CardKind::lab, {centre_x, y, centre_w, h}, h - lab_h - f.gap);

  const float right_x = f.left + f.width - right_w;
  const float output_h = std::min(f.wanted(CardKind::output, 480), h - f.s(110));
  f.pair(CardKind::output, CardKind::neuron, {right_x, y, right_w, h}, output_h);
  f.out.content_height = y + h + f.gap;
}

void medium(const Frame& f) {
  const bool left = f.shows(CardKind::data) || f.shows(CardKind::training) || f.shows(CardKind::neuron);
  const bool right = f.shows(CardKind::output) || f.shows(CardKind::network) || f.shows(CardKind::lab);
  const float left_w = !right ? f.width : left ? f.s(235) : -f.gap;
  const float right_x = f.left + left_w + f.gap, right_w = f.width - left_w - f.gap;
  float y = f.top;
  const auto stack = [&](CardKind kind, float x, float w, float h) {
    if (!f.shows(kind)) return;
    f.place(kind, {x, y, w, h});
    y += h + f.gap;
  };
  stack(CardKind::data, f.left, left_w, f.wanted(CardKind::data, 345));
  stack(CardKind::training, f.left, left_w, f.wanted(CardKind::training, 330));
  stack(CardKind::neuron, f.left, left_w, f.wanted(CardKind::neuron, 150));
  const float left_bottom = y;
  y = f.top;
  stack(CardKind::output, right_x, right_w, f.wanted(CardKind::output, 330));
  stack(CardKind::network, right_x, right_w, std::max(f.s(380), f.wanted(CardKind::network, 380)));
  stack(CardKind::lab, right_x, right_w, f.wanted(CardKind::lab, f.in.lab_large ? 380 : 250));
  f.out.content_height = std::max(left_bottom, y);
  // What is left of the screen goes to the card that can use it.
  const float room = f.out.page.h - f.out.content_height;
  if (room > 0 && f.shows(CardKind::lab)) {
    f.out.cards[static_cast<std::size_t>(CardKind::lab)].h += room + f.out.content_height - y;
    f.out.content_height = f.out.page.h;
  }
}

void phone(const Frame& f) {
  float y = f.top;
  const auto stack = [&](CardKind kind, float h) {
    if (!f.shows(kind)) return;
    f.place(kind, {f.left, y, f.width, h});
    y += h + f.gap;
  };
  stack(CardKind::output, f.wanted(CardKind::output, 480));
  stack(CardKind::network, f.wanted(CardKind::network, 420));
  stack(CardKind::data, f.wanted(CardKind::data, 400));
  stack(CardKind::training, f.wanted(CardKind::training, 400));
  stack(CardKind::lab, f.wanted(CardKind::lab, f.in.lab_large ? 420 : 300));
  stack(CardKind::neuron, f.wanted(CardKind::neuron, 140));
  f.out.content_height = y;
}

}  // namespace

float page_scale(float width, float height) {
  const float over = std::min(width / 1280, height / 800);
  return std::clamp(1 + (over - 1) * 0.5f, 1.f, 2.2f);
}

Layout lay_out(const LayoutInput& in) {
  Layout out;
  const float design = in.width / in.scale;
  out.form = design >= kWideFrom ? PageForm::wide : design >= kMediumFrom ? PageForm::medium : PageForm::phone;
  const float bar = std::round(kTopBar * in.scale);
  out.top_bar = {0, 0, in.width, bar};
  float below = in.height;
  if (out.form == PageForm::phone) {
    below -= kBottomBar * in.scale;
    out.bottom_bar = {0, below, in.width, in.height - below};
  }
  out.page = {0, bar, in.width, below - bar};

  const float gap = std::round(space::kGap * in.scale);
  const float width = std::min(in.width - 2 * gap, 2100 * in.scale);
  float top = gap;
  if (in.banner > 0) {
    out.banner = {(in.width - width) / 2, top, width, in.banner};
    top += in.banner + gap;
  }
  const Frame frame{in, out, gap, (in.width - width) / 2, width, top};
  switch (out.form) {
    case PageForm::wide: wide(frame); break;
    case PageForm::medium: medium(frame); break;
    case PageForm::phone: phone(frame); break;
  }
  return out;
}

}  // namespace deltarule
