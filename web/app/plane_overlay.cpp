// Lines, ring and figures over the map. They are drawn twice: a halo of the card's colour, then ink.
#include "web/app/plane_overlay.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/neuron_values.h"

namespace deltarule {
namespace {

constexpr float kVectorPerUnit = 26, kShortest = 16;  // design pixels of the vector's length, per unit of |w|
constexpr float kLongestShare = 0.3f;                 // of the map

void haloed_line(const Ui& ui, float x1, float y1, float x2, float y2) {
  ui.canvas.line(x1, y1, x2, y2, faded(ui.theme().card, 0.75f), ui.px(4));
  ui.canvas.line(x1, y1, x2, y2, ui.theme().ink, ui.px(1.7f));
}

/// The class of the highest of the last layer's units and its value; or of the only unit its value.
std::string answer_text(const Snapshot& snapshot, std::span<const Input> inputs, float x1, float x2) {
  const int last = static_cast<int>(dense_count(snapshot));
  char words[48] = "";
  double highest = -INFINITY;
  int best = -1;
  for (int unit = 0;; ++unit) {
    const auto values = values_at(snapshot, inputs, x1, x2, {last, unit});
    if (!values) {
      if (unit == 1) std::snprintf(words, sizeof words, "%.3f", highest);
      break;
    }
    if (values->output > highest || best < 0) highest = values->output, best = unit;
    std::snprintf(words, sizeof words, format_of(Text::class_at), best + 1);
  }
  return words;
}

}  // namespace

void neuron_line(const Ui& ui, const Bench& bench, const PlaneFrame& frame, NeuronId id) {
  if (id.column != 1) return;
  const auto neuron = weights_of(bench.run.snapshot(), id);
  const auto& inputs = bench.run.experiment().data.inputs;
  if (!neuron || neuron->weights.size() != inputs.size()) return;
  float w[2] = {0, 0};
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (inputs[i] > Input::x2) return;
    w[static_cast<std::size_t>(inputs[i])] = neuron->weights[i];
  }
  const float length = std::hypot(w[0], w[1]);
  if (!(length > 1e-6f && std::isfinite(length) && std::isfinite(neuron->bias))) return;
  const float n1 = w[0] / length, n2 = w[1] / length;
  // The foot of the perpendicular from the middle of the view, and far to both sides of it.
  const float centre = (frame.min + frame.max) / 2;
  const float distance = (n1 * centre + n2 * centre) + neuron->bias / length;
  const float f1 = centre - n1 * distance, f2 = centre - n2 * distance, far = 2 * (frame.max - frame.min);
  if (std::abs(distance) > far) return;
  const ImVec2 clip_min{frame.map.x, frame.map.y}, clip_max{frame.map.right(), frame.map.bottom()};
  ui.canvas.list->PushClipRect(clip_min, clip_max, true);
  haloed_line(ui, frame.x(f1 - n2 * far), frame.y(f2 + n1 * far), frame.x(f1 + n2 * far), frame.y(f2 - n1 * far));

  const float longest = frame.map.w * kLongestShare;
  const float arrow = std::clamp(length * ui.px(kVectorPerUnit), ui.px(kShortest), longest);
  const float x = frame.x(f1), y = frame.y(f2), tip_x = x + n1 * arrow, tip_y = y - n2 * arrow;
  const float head = ui.px(7);
  haloed_line(ui, x, y, tip_x - n1 * head * 0.6f, tip_y + n2 * head * 0.6f);
  const ImVec2 left{tip_x - n1 * head - n2 * head * 0.5f, tip_y + n2 * head - n1 * head * 0.5f};
  const ImVec2 right{tip_x - n1 * head + n2 * head * 0.5f, tip_y + n2 * head + n1 * head * 0.5f};
  ui.canvas.list->AddTriangleFilled({tip_x, tip_y}, left, right, ui.theme().ink);
  // Beside the tip, on a disc of its own: it may stand on any colour.
  const float lx = tip_x + n1 * ui.px(9), ly = tip_y - n2 * ui.px(9);
  ui.canvas.list->AddCircleFilled({lx, ly}, ui.px(7.5f), faded(ui.theme().card, 0.8f));
  ui.canvas.text(ui.fonts().semibold, type::kSmall, lx, ly, ui.theme().ink, "w", Align::centre);
  ui.canvas.list->PopClipRect();
}

void sample_ring(const Ui& ui, const PlaneFrame& frame, float x1, float x2) {
  const ImVec2 at{frame.x(x1), frame.y(x2)};
  ui.canvas.list->AddCircle(at, ui.px(8.5f), faded(ui.theme().card, 0.8f), 0, ui.px(4.5f));
  ui.canvas.list->AddCircle(at, ui.px(8.5f), ui.theme().ink, 0, ui.px(2));
}

void answer_at_pointer(const Ui& ui, const Bench& bench, const PlaneFrame& frame) {
  if (!bench.pointed || !bench.run.same_shape() || bench.run.snapshot().parameters.empty()) return;
  const PlanePlace place = *bench.pointed;
  char words[96];
  std::snprintf(words, sizeof words, "x\xE2\x82\x81 %.2f  x\xE2\x82\x82 %.2f  ", static_cast<double>(place.x1),
                static_cast<double>(place.x2));
  const std::string answer = answer_text(bench.run.snapshot(), bench.run.experiment().data.inputs, place.x1, place.x2);
  const Face& mono = ui.fonts().mono;
  const float before = ui.canvas.text_width(mono, type::kSmall, words);
  const float width = before + ui.canvas.text_width(mono, type::kSmall, answer) + ui.px(14), height = ui.px(20);
  // Where the pointer is not.
  const Rect& map = frame.map;
  const bool below = frame.y(place.x2) < map.bottom() - ui.px(56);
  const Rect box{map.x + ui.px(6), below ? map.bottom() - height - ui.px(6) : map.y + ui.px(6), width, height};
  ui.canvas.fill(box, faded(ui.theme().card, 0.88f), ui.px(5));
  ui.canvas.text(mono, type::kSmall, box.x + ui.px(7), box.cy(), ui.theme().muted, words);
  ui.canvas.text(mono, type::kSmall, box.x + ui.px(7) + before, box.cy(), ui.theme().ink, answer);
}

}  // namespace deltarule
