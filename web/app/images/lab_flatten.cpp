// The arithmetic of flatten, which computes nothing: maps, row by row, become one line.
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "web/app/images/arithmetic.h"
#include "web/app/images/image_text.h"
#include "web/app/widgets.h"

namespace deltarule {

MapPixel before_flatten(const Snapshot& snapshot, const MapPixel& number) {
  const bool of_input = number.layer == 0;
  const SnapshotLayer* before = of_input ? nullptr : &snapshot.layers[static_cast<std::size_t>(number.layer - 1)];
  const int H = static_cast<int>(of_input ? snapshot.height : before->height);
  const int W = static_cast<int>(of_input ? snapshot.width : before->width);
  return {number.layer - 1, number.channel / (H * W), number.channel / W % H, number.channel % W};
}

float flatten_arithmetic(Ui& ui, Bench& bench, MapPixel& pixel, const Rect& area) {
  const Snapshot& snapshot = bench.run.snapshot();
  const auto index = static_cast<std::size_t>(pixel.layer);
  const auto whole = [](std::uint32_t n) { return static_cast<int>(n); };
  const bool of_input = index == 0;
  const int C = whole(of_input ? snapshot.channels : snapshot.layers[index - 1].channels);
  const int H = whole(of_input ? snapshot.height : snapshot.layers[index - 1].height);
  const int W = whole(of_input ? snapshot.width : snapshot.layers[index - 1].width);
  const int N = C * H * W;
  std::size_t offset = 0;
  for (std::size_t i = 0; i < index; ++i) offset += snapshot.layers[i].outputs;
  if (!snapshot.look || N < 1 || snapshot.look->activations.size() < offset + static_cast<std::size_t>(N))
    return area.y;
  const float* values = snapshot.look->activations.data() + offset;
  pixel.channel = std::clamp(pixel.channel, 0, N - 1);
  float largest = 0;
  for (int i = 0; i < N; ++i) largest = std::max(largest, std::abs(values[i]));
  const auto colour = [&](int i) { return bench.pictures.colours.signed_value(largest > 0 ? values[i] / largest : 0); };

  // The maps, in as few rows as they are large enough in, all rows about as long.
  const float gap = ui.px(6), smallest = ui.px(36), largest_side = ui.px(64);
  const int fit = std::clamp(static_cast<int>((area.w + gap) / (smallest + gap)), 1, C);
  const int rows = (C + fit - 1) / fit, per_row = (C + rows - 1) / rows;
  const float side = std::min(largest_side, (area.w + gap) / static_cast<float>(per_row) - gap);
  float y = area.y;
  for (int c = 0; c < C; ++c) {
    const Rect map{area.x + static_cast<float>(c % per_row) * (side + gap),
                   area.y + static_cast<float>(c / per_row) * (side + gap), side, side};
    const float cell_w = side / static_cast<float>(W), cell_h = side / static_cast<float>(H);
    for (int i = 0; i < H * W; ++i) {
      const Rect cell{map.x + static_cast<float>(i % W) * cell_w, map.y + static_cast<float>(i / W) * cell_h, cell_w,
                      cell_h};
      ui.canvas.list->AddRectFilled({cell.x, cell.y}, {cell.right(), cell.bottom()}, colour(c * H * W + i));
      if (c * H * W + i == pixel.channel) ui.canvas.outline(cell.inset(-1), ui.theme().accent, ui.px(2), ui.px(2));
    }
    ui.canvas.outline(map.inset(-1), ui.theme().hairline, ui.px(3), std::max(1.f, ui.px(1)));
    const std::string key = "flat" + std::to_string(c);
    if (hit(ui, key.c_str(), map).clicked) {
      const ImVec2 mouse = ImGui::GetIO().MousePos;
      const int row = std::clamp(static_cast<int>((mouse.y - map.y) / cell_h), 0, H - 1);
      const int column = std::clamp(static_cast<int>((mouse.x - map.x) / cell_w), 0, W - 1);
      pixel.channel = (c * H + row) * W + column;
      bench.images.chosen = pixel;
    }
    y = map.bottom();
  }

  // The line; small strokes where a map ends and the next one begins.
  y += ui.px(16);
  const float tall = ui.px(14), pitch = area.w / static_cast<float>(N);
  for (int i = 0; i < N; ++i)
    ui.canvas.list->AddRectFilled({area.x + pitch * static_cast<float>(i), y},
                                  {area.x + pitch * static_cast<float>(i + 1), y + tall}, colour(i));
  ui.canvas.outline({area.x - 1, y - 1, area.w + 2, tall + 2}, ui.theme().hairline, ui.px(2), std::max(1.f, ui.px(1)));
  for (int c = 1; c < C; ++c) {
    const float x = area.x + pitch * static_cast<float>(c * H * W);
    ui.canvas.list->AddLine({x, y - ui.px(3)}, {x, y + tall + ui.px(3)}, ui.theme().muted, std::max(1.f, ui.px(1)));
  }
  const float at = area.x + pitch * (static_cast<float>(pixel.channel) + 0.5f);
  ui.canvas.outline({at - std::max(pitch / 2, ui.px(2.5f)), y - ui.px(2), std::max(pitch, ui.px(5)), tall + ui.px(4)},
                    ui.theme().accent, ui.px(2), ui.px(2));
  y += tall + ui.px(18);

  const auto [layer, c, row, column] = before_flatten(snapshot, pixel);
  static_cast<void>(layer);
  char where[160], sum[120];
  std::snprintf(where, sizeof where, format_of(ImageText::place_in_map), c + 1, row + 1, column + 1, pixel.channel + 1,
                N);
  std::snprintf(sum, sizeof sum, "%d = %d\xC2\xB7%d\xC2\xB7%d + %d\xC2\xB7%d + %d", pixel.channel + 1, c, H, W, row, W,
                column + 1);
  const float tall_words =
      ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x, y, area.w, ui.theme().ink, where);
  y += tall_words + ui.px(18);
  const float sum_w = ui.canvas.text_width(ui.fonts().mono, type::kFigure, sum);
  ui.canvas.text(ui.fonts().mono, type::kFigure, area.x, y, ui.theme().muted, sum);
  const std::string value = arithmetic_figure(double{values[pixel.channel]});
  ui.canvas.text(ui.fonts().mono, type::kFigure, area.x + sum_w + ui.px(32), y, ui.theme().accent, value);
  announce_words(ui, widget_id("flattened"), Role::status, where, value, {area.x, y - ui.px(9), ui.px(300), ui.px(18)},
                 ui.px(3));
  return y + ui.px(14);
}

}  // namespace deltarule
