// Where the cards go: three columns on a desktop, two on a tablet, one that scrolls on a phone. Rectangles only.
//
// A card that is as tall as what it holds says so after it was drawn (heights); the next frame has it right.
#pragma once

#include <array>

#include "web/style/canvas.h"

namespace deltarule {

enum class CardKind { data, training, network, lab, output, neuron };
inline constexpr int kCards = 6;

enum class PageForm { wide, medium, phone };

/// Design pixels to logical pixels: 1 up to a laptop's screen, moderately more on large ones.
float page_scale(float width, float height);

struct LayoutInput {
  float width = 1280, height = 800;  // logical pixels
  float scale = 1;
  float banner = 0;                    // height of the message above the cards
  bool lab_large = false;              // what is open in the lab needs room
  std::array<float, kCards> wanted{};  // natural heights, from the frame before
  std::array<bool, kCards> hidden{};   // gives its room to the others
};

struct Layout {
  PageForm form = PageForm::wide;
  Rect top_bar, bottom_bar;  // the latter empty except on a phone
  Rect page;                 // between the bars; scrolls if its content is taller
  float content_height = 0;
  Rect banner;  // in the page, as are the cards: relative to its scrolled origin
  std::array<Rect, kCards> cards;
  [[nodiscard]] const Rect& card(CardKind kind) const { return cards[static_cast<std::size_t>(kind)]; }
};

Layout lay_out(const LayoutInput& input);

}  // namespace deltarule
