// The picture in its padding with the window on it, and beside it the output, which fills as the window slides. Both at
// one scale, so that one sees what a stride or a border costs. Pointing at either shows the place in both.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kLargestCell = 26, kBetween = 54, kLabel = 22, kLeastForGrid = 7;
enum Picture { kInput, kOutput };

struct Scale {
  float cell;       // of both pictures, in logical pixels
  Rect padded, in;  // the picture with its padding, and without
  Rect out;
};

Scale scale_of(const Ui& ui, const ConvolutionState& state, const Rect& area) {
  const auto real = [](int n) { return static_cast<float>(n); };
  const float around = real(2 * state.setup.padding);
  const float width = real(state.picture.width) + around, height = real(state.picture.height) + around;
  const float out_w = real(std::max(1, state.out.width)), out_h = real(std::max(1, state.out.height));
  const float between = std::min(ui.px(kBetween), area.w * 0.12f), label = ui.px(kLabel);
  float cell = std::min((area.w - between) / (width + out_w), (area.h - label) / std::max(height, out_h));
  cell = std::min(cell, ui.px(kLargestCell));
  if (cell > 3) cell = std::floor(cell * ui.canvas.pixel_ratio) / ui.canvas.pixel_ratio;
  const float used = (width + out_w) * cell + between, left = area.x + std::max(0.f, (area.w - used) / 2);
  const float middle = area.y + label + (area.h - label) / 2;
  const Rect padded = ui.canvas.snap(Rect{left, middle - height * cell / 2, width * cell, height * cell});
  const float p = real(state.setup.padding) * cell;
  return {.cell = cell,
          .padded = padded,
          .in = {padded.x + p, padded.y + p, padded.w - 2 * p, padded.h - 2 * p},
          .out = ui.canvas.snap(Rect{padded.right() + between, middle - out_h * cell / 2, out_w * cell, out_h * cell})};
}

void paint(Ui& ui, Bench& bench) {
  const ConvolutionState& state = convolution_of(bench);
  const BenchPicture& picture = state.picture;
  const CellGround ground = picture.light ? CellGround::light : CellGround::ink;
  const auto fill = [&](int width, int height, auto colour) {
    PictureSheet& sheet = bench.pictures.inside;
    Colour* out = sheet.add(std::max(1, width), std::max(1, height));
    for (int i = 0; i < width * height; ++i) out[i / width * PictureSheet::stride() + i % width] = colour(i);
  };
  bench.pictures.inside.begin();
  fill(picture.width, picture.height,
       [&](int i) { return cell_colour(ui, bench, ground, picture.pixels[static_cast<std::size_t>(i)], 1); });
  float least = 0, largest = 0;
  for (const float value : state.out.y) {
    least = std::min(least, value);
    largest = std::max(largest, std::abs(value));
  }
  const CellGround made = least < 0 ? CellGround::sign : ground;
  fill(state.out.width, state.out.height, [&](int i) {
    return i < state.filled ? cell_colour(ui, bench, made, state.out.y[static_cast<std::size_t>(i)], largest)
                            : ui.theme().sunken;
  });
  bench.pictures.inside.upload();
}

void grid_lines(const Ui& ui, const Rect& box, float cell) {
  if (cell < ui.px(kLeastForGrid)) return;
  const Colour line = faded(ui.theme().muted, 0.18f);
  for (float x = box.x + cell; x < box.right() - 1; x += cell) ui.canvas.line(x, box.y, x, box.bottom(), line, 1);
  for (float y = box.y + cell; y < box.bottom() - 1; y += cell) ui.canvas.line(box.x, y, box.right(), y, line, 1);
}

/// The place whose window lies around a cell of the padded picture.
int place_around(const ConvolutionState& state, int row, int column) {
  const PreviewWindow& window = state.out.window;
  const int half = window.dilation * (window.kernel - 1) / 2;
  const auto along = [&](int cell, int places) {
    const auto at = static_cast<float>(cell - half) / static_cast<float>(window.stride);
    return std::clamp(static_cast<int>(std::lround(at)), 0, places - 1);
  };
  return along(row, state.out.height) * state.out.width + along(column, state.out.width);
}

/// The mouse or finger over either picture.
void point(Ui& ui, ConvolutionState& state, const Scale& scale) {
  state.pointed.reset();
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const auto cell = [&](const Rect& box, bool across) {
    return static_cast<int>((across ? mouse.x - box.x : mouse.y - box.y) / scale.cell);
  };
  const Hit over_in = hit(ui, "bench input", scale.padded), over_out = hit(ui, "bench output", scale.out);
  if (over_in.hovered || over_in.held)
    state.pointed = place_around(state, cell(scale.padded, false), cell(scale.padded, true));
  if (over_out.hovered || over_out.held)
    state.pointed = std::clamp(cell(scale.out, false), 0, state.out.height - 1) * state.out.width +
                    std::clamp(cell(scale.out, true), 0, state.out.width - 1);
  if (state.pointed && (over_in.held || over_out.held)) {
    state.move_to(*state.pointed);
    state.slides = false;
  }
}

Rect cell_rect(const Rect& box, float cell, int row, int column) {
  return {box.x + static_cast<float>(column) * cell, box.y + static_cast<float>(row) * cell, cell, cell};
}

/// The window on the picture, its number in the output, and which belongs to which.
void window(Ui& ui, const ConvolutionState& state, const Scale& scale) {
  const PlaceSum sum = sum_at(state, state.shown());
  const Colour accent = ui.theme().accent;
  const Rect first = cell_rect(scale.in, scale.cell, sum.rows.front(), sum.columns.front());
  const Rect last = cell_rect(scale.in, scale.cell, sum.rows.back(), sum.columns.back());
  const Rect frame{first.x, first.y, last.right() - first.x, last.bottom() - first.y};
  const Rect number = cell_rect(scale.out, scale.cell, sum.row, sum.column);
  if (state.setup.dilation > 1)
    for (std::size_t i = 0; i < sum.rows.size(); ++i) {
      const Rect cell = cell_rect(scale.in, scale.cell, sum.rows[i], sum.columns[i]);
      ui.canvas.fill(cell, faded(accent, 0.28f));
      ui.canvas.outline(cell, accent, 0, std::max(1.f, ui.px(1)));
    }
  else
    ui.canvas.fill(frame, faded(accent, 0.12f));
  ui.canvas.line(frame.right(), frame.y, number.x, number.y, faded(accent, 0.45f), ui.px(1));
  ui.canvas.line(frame.right(), frame.bottom(), number.x, number.bottom(), faded(accent, 0.45f), ui.px(1));
  ui.canvas.outline(frame, accent, ui.px(2), ui.px(2));
  ui.canvas.outline(number.inset(-ui.px(1)), accent, ui.px(2), ui.px(2));
}

std::string times(int a, int b) { return std::to_string(a) + "\xC3\x97" + std::to_string(b); }

void label(const Ui& ui, const Rect& over, std::string_view name, const std::string& size) {
  const float y = over.y - ui.px(11);
  ui.canvas.text(ui.fonts().medium, 11.5f, over.x, y, ui.theme().ink, name);
  const float width = ui.canvas.text_width(ui.fonts().medium, 11.5f, name) + ui.px(6);
  ui.canvas.text(ui.fonts().mono, type::kSmall, over.x + width, y, ui.theme().muted, size);
}

}  // namespace

float bench_slide_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ConvolutionState& state = convolution_of(bench);
  const Card card = begin_card(ui, "network", tr(Text::scene_convolution), rect);
  const Rect& content = card.content;
  float y = content.y + ui.px(6);
  card_title(ui, content.x, y, tr(state.setup.turned ? ImageText::true_convolution : ImageText::correlation));
  const float speed_w = std::min(ui.px(190), content.w * 0.55f), tall = slider_height(ui);
  slider(ui, "speed", {content.right() - speed_w, content.y - ui.px(4), speed_w, tall},
         {.label = tr(ImageText::window_speed), .min = 1, .max = 200, .logarithmic = true, .figure = Figure::integer},
         state.speed);
  y = content.y + tall + ui.px(6);
  if (state.picture.pixels.empty()) return end_card(ui, card, y);  // until the first numbers are there
  const float room = ui.stacked ? std::min(content.w * 0.62f, ui.px(420)) : card.rect.bottom() - ui.px(14) - y;
  const Rect area{content.x, y, content.w, room};
  if (state.places() == 0) {
    const float height =
        ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x, area.y + ui.px(10), area.w, ui.theme().ink,
                            std::string(tr(ImageText::no_window)) + " " + state.refused);
    announce_words(ui, widget_id("refused"), Role::status, tr(ImageText::no_window), state.refused,
                   {area.x, area.y, area.w, height + ui.px(10)}, ui.px(4));
    return end_card(ui, card, area.bottom());
  }
  const Scale scale = scale_of(ui, state, area);
  point(ui, state, scale);
  paint(ui, bench);
  if (state.setup.padding > 0) {
    ui.canvas.fill(scale.padded, ui.theme().sunken);
    ui.canvas.outline(scale.padded, ui.theme().hairline, 0, std::max(1.f, ui.px(1)));
  }
  bench.pictures.inside.draw(ui.canvas, kInput, scale.in);
  bench.pictures.inside.draw(ui.canvas, kOutput, scale.out);
  grid_lines(ui, scale.padded, scale.cell);
  grid_lines(ui, scale.out, scale.cell);
  for (const Rect& box : {scale.in, scale.out}) ui.canvas.outline(box, ui.theme().hairline, 0, std::max(1.f, ui.px(1)));
  window(ui, state, scale);

  const std::string in_size = times(state.picture.height, state.picture.width) +
                              (state.setup.padding > 0 ? " + " + std::to_string(state.setup.padding) : "");
  const std::string out_size = times(state.out.height, state.out.width);
  label(ui, scale.padded, tr(ImageText::bench_input), in_size);
  label(ui, scale.out, tr(ImageText::bench_output), out_size);
  char where[64];
  const int place = state.shown();
  std::snprintf(where, sizeof where, format_of(ImageText::place_words), place / state.out.width + 1,
                place % state.out.width + 1);
  announce_words(ui, widget_id("bench input"), Role::image, tr(ImageText::bench_input), in_size, scale.padded,
                 ui.px(2));
  announce_words(ui, widget_id("bench output"), Role::image, tr(ImageText::bench_output),
                 out_size + ", " + std::to_string(state.filled) + "/" + std::to_string(state.places()) + ", " + where,
                 scale.out, ui.px(2));
  return end_card(ui, card, area.bottom());
}

}  // namespace deltarule
