// The arithmetic of softmax, with the real exponentials. The largest logit is taken off each first, as the engine does:
// that changes no share, and no power of e can become infinite.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <vector>

#include "web/app/images/arithmetic.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

/// z = W x + b of a dense layer, x being what the layer before made of the image.
std::vector<double> logits(const Snapshot& snapshot, std::size_t layer) {
  const SnapshotLayer& dense = snapshot.layers[layer];
  std::size_t offset = 0;
  for (std::size_t i = 0; i + 1 < layer; ++i) offset += snapshot.layers[i].outputs;
  const std::vector<float>& x = layer > 0 ? snapshot.look->activations : snapshot.look->input;
  const std::size_t weights_end = dense.weight_offset + std::size_t{dense.inputs} * dense.outputs;
  if (x.size() < offset + dense.inputs || snapshot.parameters.size() < weights_end ||
      snapshot.parameters.size() < std::size_t{dense.bias_offset} + dense.bias_count)
    return {};
  std::vector<double> z(dense.outputs);
  for (std::size_t unit = 0; unit < z.size(); ++unit) {
    const float* weights = snapshot.parameters.data() + dense.weight_offset + unit * dense.inputs;
    double sum = dense.bias_count > 0 ? double{snapshot.parameters[dense.bias_offset + unit]} : 0;
    for (std::size_t i = 0; i < dense.inputs; ++i) sum += double{weights[i]} * x[offset + i];
    z[unit] = sum;
  }
  return z;
}

}  // namespace

float softmax_arithmetic(Ui& ui, Bench& bench, int layer, const Rect& area) {
  const Snapshot& snapshot = bench.run.snapshot();
  const std::vector<double> z = logits(snapshot, static_cast<std::size_t>(layer));
  if (z.empty()) return area.y;
  const double highest = *std::max_element(z.begin(), z.end());
  double sum = 0;
  for (const double value : z) sum += std::exp(value - highest);

  const auto count = static_cast<int>(z.size());
  const float words = ui.px(24), width = std::min(area.w, ui.px(560));
  const float columns[] = {area.x + words + width * 0.16f, area.x + words + width * 0.44f, area.x + width};
  const float share_x = columns[1] + ui.px(22), share_w = width - (share_x - area.x) - ui.px(66);
  float y = area.y + ui.px(8);
  const std::string_view heads[] = {"z", "e^(z \xE2\x88\x92 max)", tr(ImageText::share_of_sum)};
  for (int i = 0; i < 3; ++i)
    ui.canvas.text(ui.fonts().regular, type::kSmall, columns[i], y, ui.theme().muted, heads[i], Align::right);
  y += ui.px(16);
  const float room = ui.stacked ? 1e9f : area.bottom() - y - ui.px(20);
  const float line = std::clamp(room / static_cast<float>(count), ui.px(12), ui.px(20));
  const float em = line < ui.px(16) ? type::kSmall : type::kBody;
  for (int i = 0; i < count; ++i, y += line) {
    const double power = std::exp(z[static_cast<std::size_t>(i)] - highest), share = power / sum;
    const float middle = y + line / 2;
    const bool best = z[static_cast<std::size_t>(i)] == highest;
    const Colour ink = best ? ui.theme().accent : ui.theme().ink;
    const std::string name = class_name(static_cast<unsigned>(i));
    ui.canvas.text(best ? ui.fonts().semibold : ui.fonts().regular, em, area.x, middle, ink, name);
    char figures[3][24];
    std::snprintf(figures[0], sizeof figures[0], "%.3f", z[static_cast<std::size_t>(i)]);
    std::snprintf(figures[1], sizeof figures[1], power < 0.0005 ? "%.1e" : "%.4f", power);
    std::snprintf(figures[2], sizeof figures[2], "%.2f %%", share * 100);
    for (int c = 0; c < 3; ++c) ui.canvas.text(ui.fonts().mono, em, columns[c], middle, ink, figures[c], Align::right);
    const Rect track{share_x, middle - ui.px(3), share_w, ui.px(6)};
    ui.canvas.fill(track, ui.theme().track, ui.px(3));
    ui.canvas.fill({track.x, track.y, std::max(ui.px(2), track.w * static_cast<float>(share)), track.h},
                   ui.theme().accent, ui.px(3));
    announce_words(ui, widget_id(("softmax" + name).c_str()), Role::status, "softmax " + name,
                   std::string("z ") + figures[0] + ", e^(z - max) " + figures[1] + ", " + figures[2],
                   {area.x, y, width, line}, ui.px(3));
  }
  y += ui.px(10);
  char total[64];
  std::snprintf(total, sizeof total, "%.4f", sum);
  ui.canvas.text(ui.fonts().regular, type::kSmall, columns[0], y, ui.theme().muted, tr(ImageText::sum_of_powers),
                 Align::right);
  ui.canvas.text(ui.fonts().mono, em, columns[1], y, ui.theme().ink, total, Align::right);
  return y + ui.px(12);
}

}  // namespace deltarule
