// Which picture the kernel goes over: a pattern, one of the digits, a drawing, a file, a frame of the camera.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kPerRow = 5, kDigitsShown = 10;

/// What a tile stands for.
struct Tile {
  PictureSource source;
  int digit = 0;
};

std::string name_of(const Tile& tile) {
  constexpr ImageText kNames[] = {ImageText::pattern_square, ImageText::pattern_checkerboard, ImageText::pattern_step,
                                  ImageText::pattern_dot};
  if (tile.source == PictureSource::own) return std::string(tr(ImageText::own_picture));
  if (tile.source != PictureSource::digit) return std::string(tr(kNames[static_cast<std::size_t>(tile.source)]));
  char name[64];
  std::snprintf(name, sizeof name, format_of(ImageText::digit_number), tile.digit + 1);
  return name;
}

/// While one draws, the pad has the room of the digits.
bool draws(const ConvolutionState& state) { return state.setup.source == PictureSource::drawing; }

std::vector<Tile> tiles_of(const ConvolutionState& state) {
  std::vector<Tile> tiles;
  for (int i = 0; i < kPatterns; ++i) tiles.push_back({static_cast<PictureSource>(i)});
  if (!state.own.pixels.empty()) tiles.push_back({PictureSource::own});
  while (tiles.size() % kPerRow != 0) tiles.push_back({PictureSource::drawing});  // an empty place
  const int count = draws(state) ? 0 : static_cast<int>(state.digits.pixels.size());
  for (int i = state.first_tile; i < std::min(count, state.first_tile + kDigitsShown); ++i)
    tiles.push_back({PictureSource::digit, i});
  return tiles;
}

void paint(Ui& ui, Bench& bench, const std::vector<Tile>& tiles) {
  const ConvolutionState& state = convolution_of(bench);
  PictureSheet& sheet = bench.pictures.filters;
  sheet.begin();
  for (const Tile& tile : tiles) {
    const bool own = tile.source == PictureSource::own;
    BenchPicture made;
    if (tile.source == PictureSource::digit)
      made = {state.digits.height, state.digits.width, state.digits.pixels[static_cast<std::size_t>(tile.digit)],
              false};
    else if (!own)
      made = pattern(tile.source);
    const BenchPicture& shown = own ? state.own : made;
    Colour* out = sheet.add(shown.width, shown.height);
    for (int i = 0; i < shown.height * shown.width; ++i)
      out[i / shown.width * PictureSheet::stride() + i % shown.width] = cell_colour(
          ui, bench, shown.light ? CellGround::light : CellGround::ink, shown.pixels[static_cast<std::size_t>(i)], 1);
  }
  sheet.upload();
}

void tile(Ui& ui, Bench& bench, const Tile& tile, int picture, const Rect& box) {
  ConvolutionSetup& setup = convolution_of(bench).setup;
  const std::string key = "tile" + std::to_string(picture);
  const std::uint32_t id = widget_id(key.c_str());
  const Hit over = hit(ui, key.c_str(), box);
  if (over.clicked || ui.mirror->take_activate(id)) {
    setup.source = tile.source;
    if (tile.source == PictureSource::digit) setup.digit = tile.digit;
  }
  const bool chosen = setup.source == tile.source && (tile.source != PictureSource::digit || setup.digit == tile.digit);
  const float corner = ui.px(6);
  ui.canvas.fill(box, over.hovered ? ui.theme().sunken : ui.theme().card, corner);
  bench.pictures.filters.draw(ui.canvas, picture, box.inset(ui.px(2)), corner - ui.px(2));
  ui.canvas.outline(box, ui.theme().hairline, corner, std::max(1.f, ui.px(1)));
  if (chosen) ui.canvas.outline(box.inset(-ui.px(2)), ui.theme().accent, corner + ui.px(2), ui.px(2));
  MirrorItem item;
  item.id = id;
  item.role = Role::radio;
  item.name = name_of(tile);
  item.pressed = chosen;
  announce(ui, std::move(item), box, corner);
}

/// Back, forth, any; returns the bottom.
float digit_buttons(Ui& ui, Bench& bench, float x, float y, float width) {
  ConvolutionState& state = convolution_of(bench);
  const int count = static_cast<int>(state.digits.pixels.size());
  const float side = ui.target(26);
  const Icon back = Icon::chevron_left, forth = Icon::chevron_right, dice = Icon::dice;
  const auto place = [&](float at) { return Rect{at, y, side, side}; };
  if (button(
          ui, "earlier", place(x),
          {.name = tr(ImageText::earlier_digits), .icon = &back, .icon_size = 10, .disabled = state.first_tile == 0}))
    state.first_tile = std::max(0, state.first_tile - kDigitsShown);
  if (button(ui, "later", place(x + side + ui.px(6)),
             {.name = tr(ImageText::later_digits),
              .icon = &forth,
              .icon_size = 10,
              .disabled = state.first_tile + kDigitsShown >= count}))
    state.first_tile += kDigitsShown;
  if (button(ui, "random", place(x + width - side), {.name = tr(ImageText::random_digit), .icon = &dice}) &&
      count > 0) {
    const auto mixed = static_cast<std::uint32_t>(ui.platform->milliseconds() * 1000) * 2654435769u;
    state.setup.source = PictureSource::digit;
    state.setup.digit = static_cast<int>((mixed >> 8) % static_cast<std::uint32_t>(count));
    state.first_tile = state.setup.digit / kDigitsShown * kDigitsShown;
  }
  return y + side;
}

}  // namespace

float bench_picture_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ConvolutionState& state = convolution_of(bench);
  const std::vector<Tile> tiles = tiles_of(state);
  paint(ui, bench, tiles);
  const Card card = begin_card(ui, "data", tr(ImageText::bench_picture), rect);
  const float x = card.content.x, width = card.content.w, gap = ui.px(6);
  float y = scene_switch_on_card(ui, bench, x, card.content.y) + (ui.touch ? 10 : ui.px(6));
  card_title(ui, x, y, tr(ImageText::bench_picture));
  const std::string size = std::to_string(state.picture.height) + "\xC3\x97" + std::to_string(state.picture.width);
  ui.canvas.text(ui.fonts().mono, type::kSmall, x + width, y, ui.theme().muted, size, Align::right);
  y += ui.touch ? 26 : ui.px(17);
  const float side = std::floor((std::min(width, ui.px(290)) - gap * (kPerRow - 1)) / kPerRow);
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (tiles[i].source == PictureSource::drawing) continue;
    const auto column = static_cast<float>(i % kPerRow), row = static_cast<float>(i / kPerRow);
    tile(ui, bench, tiles[i], static_cast<int>(i),
         ui.canvas.snap(Rect{x + column * (side + gap), y + row * (side + gap), side, side}));
  }
  y += static_cast<float>((tiles.size() + kPerRow - 1) / kPerRow) * (side + gap);
  if (!state.digits.pixels.empty() && !draws(state)) y = digit_buttons(ui, bench, x, y, width) + ui.px(10);

  const ImageText names[] = {ImageText::draw_own, ImageText::choose_file, ImageText::take_camera};
  const float height = ui.target(28), third = (width - 2 * gap) / 3;
  for (int i = 0; i < 3; ++i) {
    const Rect place{x + static_cast<float>(i) * (third + gap), y, third, height};
    const std::string key = "from" + std::to_string(i);
    const ButtonLook look = i == 0 && draws(state) ? ButtonLook::primary : ButtonLook::outlined;
    if (!button(ui, key.c_str(), place, {.name = tr(names[i]), .look = look})) continue;
    if (i == 0)
      state.setup.source = draws(state) ? PictureSource::digit : PictureSource::drawing;
    else if (i == 1)
      ui.platform->choose_files();
    else
      ui.platform->take_photo();
  }
  y += height + ui.px(8);
  if (draws(state)) {
    const float pad = std::min(width, ui.px(ui.stacked ? 300 : 150));
    drawing_pad(ui, bench, {x + (width - pad) / 2, y, pad, pad});
    y += pad + ui.px(6);
    const float clear_w = button_width(ui, tr(ImageText::clear_drawing)), clear_h = ui.target(24);
    if (button(
            ui, "clear", {x, y, clear_w, clear_h},
            {.name = tr(ImageText::clear_drawing), .look = ButtonLook::quiet, .disabled = bench.images.ink.empty()})) {
      bench.images.ink.clear();
      bench.images.drawing_changed = true;
    }
    y += clear_h;
  } else {
    y += ui.canvas.paragraph(ui.fonts().regular, type::kSmall, x, y, width, ui.theme().muted,
                             tr(ImageText::drop_picture));
  }
  return end_card(ui, card, y);
}

}  // namespace deltarule
