// The lab: how one number of a feature map comes about. Patch times filter, products, sum, bias, activation; of a pool
// the window and its largest or mean.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/arithmetic.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/images/window_sum.h"
#include "web/app/lab.h"
#include "web/app/text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

enum class Cells { patch, weights, products };

/// A square of numbers on their colours.
void cells(Ui& ui, Bench& bench, const WindowSum& sum, int input, Cells what, const Rect& box) {
  const int k = sum.kernel;
  const float side = box.w / static_cast<float>(k), em = std::clamp(side / ui.canvas.scale * 0.3f, 6.f, 11.f);
  const std::size_t first = static_cast<std::size_t>(input * k * k);
  float largest = 0;
  const auto value_of = [&](std::size_t i) {
    if (what == Cells::patch) return sum.patch[i];
    return what == Cells::weights ? sum.weights[i] : sum.weights[i] * sum.patch[i];
  };
  for (std::size_t i = first; i < first + static_cast<std::size_t>(k * k); ++i)
    largest = std::max(largest, std::abs(value_of(i)));
  const float most = *std::max_element(sum.patch.begin(), sum.patch.end());
  for (int i = 0; i < k * k; ++i) {
    const std::size_t at = first + static_cast<std::size_t>(i);
    const Rect cell{box.x + side * static_cast<float>(i % k), box.y + side * static_cast<float>(i / k), side, side};
    const float t = largest > 0 ? value_of(at) / largest : 0;
    const bool ink = what == Cells::patch && value_of(at) >= 0;
    const Colour ground = !sum.inside[at] && what == Cells::patch ? ui.theme().sunken
                          : ink                                   ? tinted(ui.theme().card, ui.theme().ink, t * 0.9f)
                                                                  : bench.pictures.colours.signed_value(t);
    ui.canvas.fill(cell.inset(ui.px(1)), ground, ui.px(3));
    // Of a pool the number that wins is framed.
    if (!sum.filter && what == Cells::patch && sum.value == sum.patch[at] && sum.patch[at] == most)
      ui.canvas.outline(cell.inset(ui.px(1)), ui.theme().accent, ui.px(3), ui.px(2));
    if (side < ui.px(18)) continue;
    char text[16];
    std::snprintf(text, sizeof text, "%.1f", static_cast<double>(value_of(at)));
    const bool dark_ground = ink && t > 0.45f;
    ui.canvas.text(ui.fonts().mono, em, cell.cx(), cell.cy(), dark_ground ? ui.theme().card : ui.theme().ink,
                   text[0] == '-' && std::string_view(text) == "-0.0" ? "0.0" : text, Align::centre);
  }
}

/// Lines of words and figures at the right; what a test reads.
void outcome(Ui& ui, const SnapshotLayer& layer, const WindowSum& sum, int input, float x, float y, float width) {
  struct Line {
    std::string words, value;
    bool strong = false;
  };
  std::vector<Line> lines;
  if (sum.filter) {
    const auto at = static_cast<std::size_t>(input);
    if (sum.inputs > 1) lines.push_back({std::string(tr(ImageText::sum_of_map)), arithmetic_figure(sum.sums[at])});
    lines.push_back({sum.inputs > 1 ? std::string(tr(ImageText::sum_of_all)) : std::string(tr(ImageText::sum_of_map)),
                     arithmetic_figure(sum.sum)});
    lines.push_back({std::string("+ ") + std::string(tr(Text::bias)), arithmetic_figure(sum.bias)});
    lines.push_back({"z", arithmetic_figure(sum.z)});
    lines.push_back({std::string(choice_label("model.activation",
                                              activation_names()[static_cast<std::size_t>(layer.spec.activation)])) +
                         " z",
                     arithmetic_figure(double{sum.value}), true});
  } else {
    const bool largest = layer.spec.kind == LayerKind::max_pool2d;
    lines.push_back({std::string(tr(largest ? ImageText::largest_of_window : ImageText::mean_of_window)),
                     arithmetic_figure(double{sum.value}), true});
  }
  for (const Line& line : lines) {
    ui.canvas.text(ui.fonts().regular, type::kBody, x, y, line.strong ? ui.theme().accent : ui.theme().muted,
                   line.words);
    ui.canvas.text(ui.fonts().mono, type::kFigure, x + width, y, line.strong ? ui.theme().accent : ui.theme().ink,
                   line.value, Align::right);
    announce_words(ui, widget_id(("sum" + line.words).c_str()), Role::status, line.words, line.value,
                   {x, y - ui.px(9), width, ui.px(18)}, ui.px(3));
    y += ui.px(22);
  }
}

}  // namespace

void lab_arithmetic(Ui& ui, Bench& bench, const Rect& area) {
  const Snapshot& snapshot = bench.run.snapshot();
  const int layers = static_cast<int>(snapshot.layers.size());
  int first = 0;
  while (first < layers && arithmetic_of(snapshot, first) == ArithmeticKind::none) ++first;
  if (!bench.run.current() || first == layers || !snapshot.look) {
    ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x, area.y + ui.px(14), area.w, ui.theme().muted,
                        tr(ImageText::point_at_map));
    return;
  }
  MapPixel pixel = bench.images.pointed.value_or(bench.images.chosen.value_or(MapPixel{}));
  const auto is_there = [&] {
    const ArithmeticKind kind = arithmetic_of(snapshot, pixel.layer);
    return kind == ArithmeticKind::window ? window_sum(snapshot, pixel).has_value() : kind != ArithmeticKind::none;
  };
  if (!is_there()) {
    const SnapshotLayer& layer = snapshot.layers[static_cast<std::size_t>(first)];
    pixel = {first, 0, static_cast<int>(layer.height / 2), static_cast<int>(layer.width / 2)};
  }
  int& input = bench.images.input_map;
  const auto inputs_of = [](const std::optional<WindowSum>& sum) { return sum ? sum->inputs : 1; };
  std::optional<WindowSum> sum = window_sum(snapshot, pixel);
  input = std::clamp(input, 0, inputs_of(sum) - 1);
  const bool narrow = area.w < ui.px(520);
  const float top = arithmetic_choosers(ui, bench, pixel, inputs_of(sum), area) + ui.px(14);
  const Rect below{area.x, top, area.w, area.bottom() - top};
  const ArithmeticKind kind = arithmetic_of(snapshot, pixel.layer);  // what was chosen just now
  if (kind == ArithmeticKind::flatten || kind == ArithmeticKind::softmax) {
    const float bottom = kind == ArithmeticKind::flatten ? flatten_arithmetic(ui, bench, pixel, below)
                                                         : softmax_arithmetic(ui, bench, pixel.layer, below);
    if (ui.stacked) bench.lab_bottom = bottom;
    return;
  }
  sum = window_sum(snapshot, pixel);
  if (!sum) return;
  input = std::clamp(input, 0, sum->inputs - 1);

  const float signs = ui.px(26), words = ui.px(200);
  const int squares = sum->filter ? 3 : 1;
  const float room = narrow ? area.w : area.w - words - ui.px(30);
  const float fits = (room - signs * static_cast<float>(squares - 1)) / static_cast<float>(squares);
  const float side = std::min({fits, ui.stacked ? ui.px(190) : area.bottom() - top, ui.px(230)});
  const Cells shown[] = {Cells::patch, Cells::weights, Cells::products};
  const char* between[] = {"\xC3\x97", "="};
  float x = area.x;
  for (int i = 0; i < squares; ++i) {
    cells(ui, bench, *sum, input, shown[i], {x, top, side, side});
    x += side;
    if (i + 1 == squares) break;
    ui.canvas.text(ui.fonts().regular, type::kLarge, x + signs / 2, top + side / 2, ui.theme().muted, between[i],
                   Align::centre);
    x += signs;
  }
  const SnapshotLayer& layer = snapshot.layers[static_cast<std::size_t>(pixel.layer)];
  if (narrow) {
    outcome(ui, layer, *sum, input, area.x, top + side + ui.px(20), area.w);
    bench.lab_bottom = top + side + ui.px(20 + 22 * 5);
  } else {
    outcome(ui, layer, *sum, input, x + ui.px(30), top + ui.px(12), words);
  }
}

}  // namespace deltarule
