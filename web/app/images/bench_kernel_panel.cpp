// The kernel: its size, a preset or cells of one's own, and whether it is turned before it is laid over the picture.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/convolution_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr float kPi = 3.14159265f;
constexpr double kStep = 0.1, kTrack = 10;  // of a cell's slider
constexpr float kPerPixel = 0.05f;          // of a cell that is dragged, by a design pixel

float largest_of(const std::vector<float>& cells) {
  float largest = 0;
  for (const float cell : cells) largest = std::max(largest, std::abs(cell));
  return largest;
}

void sizes(Ui& ui, ConvolutionSetup& setup, float right, float centre_y) {
  std::string words[std::size(kKernelSizes)];
  std::string_view names[std::size(kKernelSizes)];
  for (std::size_t i = 0; i < std::size(kKernelSizes); ++i)
    names[i] = words[i] = std::to_string(kKernelSizes[i]) + "\xC3\x97" + std::to_string(kKernelSizes[i]);
  int chosen = (setup.size - 1) / 2;
  if (segments(ui, "size", right - segments_width(ui, names), centre_y, names, chosen))
    resize_kernel(setup, kKernelSizes[chosen]);
}

void presets(Ui& ui, ConvolutionState& state, const Rect& rect) {
  constexpr ImageText kNames[] = {ImageText::kernel_identity, ImageText::kernel_box_blur,  ImageText::kernel_gaussian,
                                  ImageText::kernel_sharpen,  ImageText::kernel_sobel_x,   ImageText::kernel_sobel_y,
                                  ImageText::kernel_emboss,   ImageText::kernel_laplacian, ImageText::kernel_random,
                                  ImageText::own_kernel};
  std::vector<std::string_view> options;
  int chosen = preset_of(state.setup);
  const bool own = chosen < 0;
  for (const ImageText name : kNames) options.push_back(tr(name));
  if (!own) options.pop_back();
  if (own) chosen = kKernelPresets;
  if (select(ui, "preset", rect, {.name = tr(ImageText::preset), .options = options}, chosen) &&
      chosen < kKernelPresets)
    take_preset(state.setup, static_cast<KernelPreset>(chosen), ++state.randoms * 7919u);
}

/// A number in its colour: dragged with the mouse, changed by keys, chosen for the slider below by a click.
void cell(Ui& ui, Bench& bench, int index, const Rect& place) {
  ConvolutionState& state = convolution_of(bench);
  float& value = state.setup.kernel[static_cast<std::size_t>(index)];
  const std::string key = "cell" + std::to_string(index);
  const std::uint32_t id = widget_id(key.c_str());
  const Hit over = hit(ui, key.c_str(), place);
  if (over.hovered || over.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  const auto set = [&](double wanted) {
    value =
        static_cast<float>(std::clamp(std::round(wanted / kStep) * kStep, -double{kKernelReach}, double{kKernelReach}));
  };
  if (over.held) {
    state.chosen_cell = index;
    WidgetMemory& memory = *ui.memory;
    memory.slider_held = true;
    if (memory.dragged != id) memory.dragged = id, memory.dragged_from = static_cast<int>(std::lround(value * 1000));
    const float way = ImGui::GetMouseDragDelta(ImGuiMouseButton_Left, ui.px(4)).x;
    if (way != 0) memory.drag_moved = true;
    if (memory.drag_moved) set(double(memory.dragged_from) / 1000 + double{way / ui.px(1) * kPerPixel});
  } else if (ui.memory->dragged == id) {
    ui.memory->dragged = 0;
    ui.memory->drag_moved = false;
  }
  if (over.double_clicked) begin_typing(ui, widget_id("chosen"), Figure::plain, double{value});
  if (const auto number = ui.mirror->take_number(id); number && std::isfinite(*number)) {
    state.chosen_cell = index;
    set(*number);
  }
  if (ui.mirror->take_activate(id)) state.chosen_cell = index;
  char name[64];
  const int size = state.setup.size;
  std::snprintf(name, sizeof name, format_of(ImageText::kernel_cell), index / size + 1, index % size + 1);
  if (state.chosen_cell == index) ui.canvas.outline(place.inset(-ui.px(0.5f)), ui.theme().accent, ui.px(4), ui.px(2));
  MirrorItem item;
  item.id = id;
  item.role = Role::slider;
  item.name = name;
  item.value = double{value};
  item.min = -double{kKernelReach};
  item.max = double{kKernelReach};
  item.step = kStep;
  item.value_text = cell_figure(value, 40);
  announce(ui, std::move(item), place, ui.px(3));
}

float cells(Ui& ui, Bench& bench, float x, float y, float width) {
  ConvolutionState& state = convolution_of(bench);
  const int size = state.setup.size;
  state.chosen_cell = std::min(state.chosen_cell, size * size - 1);
  const float whole =
      std::min(width, ui.px(std::min(36.f * static_cast<float>(size) + 36, ui.stacked ? 288.f : 200.f)));
  const Rect box{x + (width - whole) / 2, y, whole, whole};
  number_grid(ui, bench, {.size = size, .values = state.setup.kernel, .largest = largest_of(state.setup.kernel)}, box);
  const float side = whole / static_cast<float>(size);
  for (int i = 0; i < size * size; ++i)
    cell(ui, bench, i,
         Rect{box.x + side * static_cast<float>(i % size), box.y + side * static_cast<float>(i / size), side, side}
             .inset(ui.px(1)));
  y += whole + ui.px(8);
  float& chosen = state.setup.kernel[static_cast<std::size_t>(state.chosen_cell)];
  double value = double{chosen};
  char name[48];
  std::snprintf(name, sizeof name, format_of(ImageText::kernel_chosen), state.chosen_cell / size + 1,
                state.chosen_cell % size + 1);
  // Beside it what is done with all of them.
  float right = x + width;
  const float words = check_box_width(ui, tr(ImageText::divide_by_sum)) + ui.px(18);
  check_box(ui, "mean", right, y + slider_height(ui) / 2, tr(ImageText::divide_by_sum), state.setup.mean);
  if (slider(ui, "chosen", {x, y, width - words, slider_height(ui)},
             {.label = name, .min = -kTrack, .max = kTrack, .step = kStep, .about_zero = true}, value))
    chosen = static_cast<float>(std::clamp(value, -double{kKernelReach}, double{kKernelReach}));
  return y + slider_height(ui);
}

/// The kernel as it lies over the picture, on its way round while it is being turned.
void turned_kernel(Ui& ui, Bench& bench, const Rect& box) {
  const ConvolutionState& state = convolution_of(bench);
  const int size = state.setup.size;
  const float side = box.w / static_cast<float>(size), angle = kPi * state.turn;
  const float c = std::cos(angle), s = std::sin(angle), half = side / 2 - ui.px(0.75f);
  const float largest = largest_of(state.setup.kernel);
  const auto at = [&](float dx, float dy) { return ImVec2{box.cx() + dx * c - dy * s, box.cy() + dx * s + dy * c}; };
  for (int i = 0; i < size * size; ++i) {
    const float x = (static_cast<float>(i % size) + 0.5f) * side - box.w / 2;
    const float y = (static_cast<float>(i / size) + 0.5f) * side - box.h / 2;
    const Colour ground =
        cell_colour(ui, bench, CellGround::sign, state.setup.kernel[static_cast<std::size_t>(i)], largest);
    ui.canvas.list->AddQuadFilled(at(x - half, y - half), at(x + half, y - half), at(x + half, y + half),
                                  at(x - half, y + half), ground);
  }
  // A mark in the corner that is the first one of the kernel as it is written.
  const ImVec2 mark = at(-box.w / 2 + side / 2, -box.h / 2 + side / 2);
  ui.canvas.list->AddCircle(mark, std::min(side * 0.28f, ui.px(4)), ui.theme().ink, 0, ui.px(1.4f));
}

}  // namespace

float bench_kernel_panel(Ui& ui, Bench& bench, const Rect& rect) {
  ConvolutionState& state = convolution_of(bench);
  ConvolutionSetup& setup = state.setup;
  const Card card = begin_card(ui, "output", tr(ImageText::kernel_title), rect);
  const float x = card.content.x, width = card.content.w;
  float y = card.content.y + (ui.touch ? 10 : ui.px(6));
  card_title(ui, x, y, tr(ImageText::kernel_title));
  sizes(ui, setup, x + width, y);
  y += ui.touch ? 30 : ui.px(18);
  presets(ui, state, {x, y, width, field_height(ui)});
  y += field_height(ui) + ui.px(10);
  y = cells(ui, bench, x, y, width) + ui.px(10);

  const float small = ui.px(66), words_x = x + small + ui.px(14);
  const std::string_view names[] = {tr(ImageText::correlation), tr(ImageText::true_convolution)};
  int operation = setup.turned ? 1 : 0;
  if (segments(ui, "operation", words_x, y + ui.target(22) / 2, names, operation)) setup.turned = operation == 1;
  turned_kernel(ui, bench, {x + ui.px(4), y + ui.px(8), small - ui.px(8), small - ui.px(8)});
  const float words_y = y + ui.target(22) + ui.px(6);
  const float words_h =
      ui.canvas.paragraph(ui.fonts().regular, type::kSmall, words_x, words_y, x + width - words_x, ui.theme().muted,
                          tr(setup.turned ? ImageText::convolution_words : ImageText::correlation_words));
  return end_card(ui, card, std::max(y + small + ui.px(6), words_y + words_h));
}

}  // namespace deltarule
