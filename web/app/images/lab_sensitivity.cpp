// The lab: what the network's answer hangs on. The saliency of the image that is looked at, beside it or laid over it;
// and for any unit the test images that excite it most, with the place where it sees what it looks for.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/images/receptive_field.h"
#include "web/app/lab.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr std::uint16_t kImages = 32;
constexpr float kNarrow = 560, kLargestTile = 110;

std::string figure(float value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3g", static_cast<double>(value));
  return text;
}

std::string filled(ImageText key, const std::string& a, const std::string& b = {}) {
  char words[160];
  std::snprintf(words, sizeof words, format_of(key), a.c_str(), b.c_str());
  return words;
}

/// One number for each pixel; of colours the one that matters most, as in the paper, but with its sign.
std::vector<float> strongest(const std::vector<float>& gradient, std::size_t plane) {
  std::vector<float> most(gradient.begin(), gradient.begin() + static_cast<std::ptrdiff_t>(plane));
  for (std::size_t i = plane; i < gradient.size(); ++i)
    if (std::abs(gradient[i]) > std::abs(most[i % plane])) most[i % plane] = gradient[i];
  return most;
}

/// Strong slopes cover the image, weak ones let it shine through.
void lay_over(PictureSheet& sheet, const Theme& theme, const ColourMap& colours, const std::vector<float>& image,
              const std::vector<float>& slopes, int height, int width, float largest) {
  constexpr float kPale = 0.45f;
  Colour* out = sheet.add(width, height);
  for (int at = 0; at < height * width; ++at) {
    const auto i = static_cast<std::size_t>(at);
    const float t = largest > 0 ? slopes[i] / largest : 0;
    const Colour below = ink_colour(theme, kPale * image[i]);
    out[at / width * PictureSheet::stride() + at % width] =
        tinted(below, colours.signed_value(t > 0 ? 1.f : -1.f), std::clamp(std::abs(t), 0.f, 1.f));
  }
}

/// The image and its saliency; returns the bottom.
float saliency(Ui& ui, Bench& bench, const Rect& area) {
  ImageState& state = bench.images;
  const Snapshot& s = bench.run.snapshot();
  std::vector<std::string> names{std::string(tr(ImageText::logit_of_answer))};
  const bool number = bench.run.experiment().images.targets == ClassTargets::integer;
  for (unsigned c = 0; c < s.classes && !number; ++c) names.push_back(filled(ImageText::logit_of_class, class_name(c)));
  const std::vector<std::string_view> options(names.begin(), names.end());
  int chosen = saliency_wanted(bench) + 1;
  const float field_h = ui.target(26), over_w = check_box_width(ui, tr(ImageText::over_image), 12);
  const bool beside = area.w - over_w - ui.px(14) > ui.px(110);
  const float pick_w = std::min(ui.px(170), beside ? area.w - over_w - ui.px(14) : area.w);
  if (select(ui, "saliency of", {area.x, area.y, pick_w, field_h},
             {.name = tr(ImageText::saliency_of), .options = options}, chosen))
    state.saliency_of = chosen - 1;
  float right = beside ? area.right() : area.x + over_w, y = area.y + (beside ? 0 : field_h + ui.px(4));
  check_box(ui, "over", right, y + field_h / 2, tr(ImageText::over_image), state.saliency_over, 12);
  y += field_h + ui.px(8);

  const auto plane = static_cast<std::size_t>(s.height) * s.width;
  const bool known = s.look && s.saliency && s.saliency->sample == s.look->request && plane > 0 &&
                     s.saliency->gradient.size() == plane * s.channels && s.look->input.size() == plane * s.channels;
  if (!known) {
    const ImageText words = s.look ? ImageText::why_saliency : ImageText::look_at_an_image;
    return y + ui.canvas.paragraph(ui.fonts().regular, type::kSmall, area.x, y, area.w, ui.theme().muted, tr(words));
  }
  const auto height = static_cast<int>(s.height), width = static_cast<int>(s.width);
  const std::vector<float> slopes = strongest(s.saliency->gradient, plane);
  float largest = 0;
  for (const float slope : slopes) largest = std::max(largest, std::abs(slope));
  PictureSheet& sheet = bench.pictures.filters;
  sheet.begin();
  paint_image(sheet, ui.theme(), s.look->input, static_cast<int>(s.channels), height, width);
  if (state.saliency_over) {
    lay_over(sheet, ui.theme(), bench.pictures.colours, s.look->input, slopes, height, width, largest);
  } else {
    paint_map(sheet, ui.theme(), bench.pictures.colours, slopes.data(), height, width, largest, true);
  }
  sheet.upload();

  const std::string name = class_name(s.saliency->answer);
  const std::string logit = figure(s.saliency->logit);
  const std::string words =
      number ? filled(ImageText::number_words, logit) : filled(ImageText::saliency_words, name, logit);
  const float gap = ui.px(10), caption = ui.px(18);
  const float why = ui.canvas.paragraph(ui.fonts().regular, type::kSmall, area.x, 0, area.w, ui.theme().muted,
                                        tr(ImageText::why_saliency), false);
  const float room = ui.stacked ? ui.px(150) : area.bottom() - y - caption - why;
  const float side = std::floor(std::max(std::min((area.w - gap) / 2, room), ui.px(48)));
  const Rect image{area.x, y, side, side}, map{area.x + side + gap, y, side, side};
  const Rect* boxes[] = {&image, &map};
  for (int i = 0; i < 2; ++i) {
    sheet.draw(ui.canvas, i, *boxes[i]);
    ui.canvas.outline(boxes[i]->inset(-1), ui.theme().hairline, ui.px(4), std::max(1.f, ui.px(1)));
  }
  announce_words(ui, widget_id("looked at"), Role::image, tr(ImageText::image_word),
                 s.look->label < 0 ? std::string() : class_name(static_cast<unsigned>(s.look->label)), image, ui.px(4));
  announce_words(ui, widget_id("saliency"), Role::image, tr(ImageText::saliency), words, map, ui.px(4));
  y += side + caption / 2 + ui.px(2);
  ui.canvas.text(ui.fonts().mono, type::kSmall, area.x, y, ui.theme().ink, words);
  y += caption / 2 + ui.px(2);
  return y + ui.canvas.paragraph(ui.fonts().regular, type::kSmall, area.x, y, area.w, ui.theme().muted,
                                 tr(ImageText::why_saliency));
}

/// Layers whose units mean something of their own: a rearrangement has those of the layer before it.
std::vector<int> layers_with_units(const Snapshot& s) {
  std::vector<int> found;
  for (std::size_t i = 0; i < s.layers.size(); ++i)
    if (s.layers[i].spec.kind != LayerKind::flatten && s.layers[i].spec.kind != LayerKind::dropout)
      found.push_back(static_cast<int>(i));
  return found;
}

/// Which layer and unit; returns the bottom.
float choose_unit(Ui& ui, Bench& bench, const GalleryRequest& unit, const Rect& area) {
  const Snapshot& s = bench.run.snapshot();
  const std::vector<int> layers = layers_with_units(s);
  std::vector<std::string> names;
  for (const int layer : layers)
    names.push_back(
        std::to_string(layer + 1) + " " +
        std::string(layer_kind_names()[static_cast<std::size_t>(s.layers[static_cast<std::size_t>(layer)].spec.kind)]));
  const std::vector<std::string_view> options(names.begin(), names.end());
  int chosen = static_cast<int>(std::find(layers.begin(), layers.end(), unit.layer) - layers.begin());
  const float field_h = ui.target(26), pick_w = ui.px(130), gap = ui.px(10), step_w = stepper_width(ui);
  if (select(ui, "excited layer", {area.x, area.y, pick_w, field_h}, {.name = tr(Text::layer), .options = options},
             chosen)) {
    bench.images.excited_layer = layers[static_cast<std::size_t>(chosen)];
    bench.images.excited_unit = 0;
  }
  const std::string_view label = tr(ImageText::unit_of_layer);
  const float label_w = ui.canvas.text_width(ui.fonts().regular, 12, label) + ui.px(6);
  float x = area.x + pick_w + gap, y = area.y;
  if (x + label_w + step_w > area.right() + 1) x = area.x, y += field_h + ui.px(6);
  ui.canvas.text(ui.fonts().regular, 12, x, y + field_h / 2, ui.theme().muted, label);
  int number = unit.unit + 1;
  if (stepper(ui, "excited unit", {x + label_w, y, step_w, field_h}, label, 1,
              static_cast<int>(s.layers[unit.layer].channels), number)) {
    bench.images.excited_layer = unit.layer;
    bench.images.excited_unit = number - 1;
  }
  return y + field_h;
}

void excited_tile(Ui& ui, Bench& bench, const GalleryRequest& unit, int i, int picture, const Rect& box,
                  float words_h) {
  const Snapshot& s = bench.run.snapshot();
  const GalleryImage& image = bench.images.exciting.images[static_cast<std::size_t>(i)];
  const std::string key = "exciting" + std::to_string(i), value = figure(image.sureness);
  gallery_tile(ui, bench, key.c_str(), image, picture, i + 1, box);
  const SnapshotLayer& layer = s.layers[unit.layer];
  std::string words = filled(ImageText::excited_words, value, class_name(image.label));
  if (layer.height * layer.width > 1) {
    const auto row = static_cast<int>(image.place / layer.width), column = static_cast<int>(image.place % layer.width);
    const ReceptiveField field = field_of_input(s, {unit.layer, unit.unit, row, column});
    const Rect inner = box.inset(ui.px(2));
    const float cell_x = inner.w / static_cast<float>(s.width), cell_y = inner.h / static_cast<float>(s.height);
    ui.canvas.outline({inner.x + static_cast<float>(field.columns.first) * cell_x,
                       inner.y + static_cast<float>(field.rows.first) * cell_y,
                       static_cast<float>(field.columns.last - field.columns.first + 1) * cell_x,
                       static_cast<float>(field.rows.last - field.rows.first + 1) * cell_y},
                      ui.theme().accent, ui.px(1), std::max(1.f, ui.px(1.5f)));
    char where[160];
    std::snprintf(where, sizeof where, format_of(ImageText::excited_where), value.c_str(),
                  class_name(image.label).c_str(), row + 1, column + 1);
    words = where;
  }
  ui.canvas.text(ui.fonts().mono, type::kSmall, box.cx(), box.bottom() + words_h / 2, ui.theme().muted, value,
                 Align::centre);
  announce_words(ui, widget_id((key + "words").c_str()), Role::status, tr(ImageText::exciting_images), words,
                 {box.x, box.bottom(), box.w, words_h}, ui.px(3));
}

/// The unit and its images; returns the bottom.
float exciting(Ui& ui, Bench& bench, const Rect& area) {
  const GalleryRequest unit = exciting_wanted(bench);
  if (unit.order == GalleryOrder::none) return area.y;
  const float top = choose_unit(ui, bench, unit, area) + ui.px(8);
  const Gallery& gallery = bench.images.exciting;
  if (gallery.request != unit) return top;
  if (gallery.images.empty())
    return top + ui.canvas.paragraph(ui.fonts().regular, type::kBody, area.x, top, area.w, ui.theme().muted,
                                     tr(ImageText::no_test_images));
  const float gap = ui.px(8), words = ui.px(16), least = ui.px(ui.touch ? 56 : 50);
  auto across = std::max(1, static_cast<int>((area.w + gap) / (least + gap)));
  const auto side_of = [&](int n) {
    return std::floor((area.w - gap * static_cast<float>(n - 1)) / static_cast<float>(n));
  };
  const auto all = static_cast<int>(gallery.images.size());
  const float room = ui.stacked ? 4 * (side_of(across) + words + gap) : area.bottom() - top;
  // Where there is room for all of them, as large as they can be and still all fit.
  const auto fit = [&](int n) {
    return static_cast<float>((all + n - 1) / n) * (side_of(n) + words + gap) <= room + gap;
  };
  while (across > 1 && fit(across - 1) && side_of(across - 1) <= ui.px(kLargestTile)) --across;
  const float side = side_of(across);
  const int rows = std::max(1, static_cast<int>((room + gap) / (side + words + gap)));
  const int shown = std::min(all, rows * across);
  // Their pictures come after those of the other galleries.
  const auto first = static_cast<int>(bench.images.classes.images.size() + bench.images.mistakes.images.size());
  for (int i = 0; i < shown; ++i)
    excited_tile(ui, bench, unit, i, first + i,
                 {area.x + static_cast<float>(i % across) * (side + gap),
                  top + static_cast<float>(i / across) * (side + words + gap), side, side},
                 words);
  return top + std::ceil(static_cast<float>(shown) / static_cast<float>(across)) * (side + words + gap);
}

}  // namespace

std::int16_t saliency_wanted(const Bench& bench) {
  // A number has no class of its own.
  const bool number = bench.run.experiment().images.targets == ClassTargets::integer;
  const bool there = bench.images.saliency_of < static_cast<int>(bench.run.snapshot().classes);
  return there && !number ? static_cast<std::int16_t>(bench.images.saliency_of) : kSaliencyOfAnswer;
}

GalleryRequest exciting_wanted(const Bench& bench) {
  const Snapshot& s = bench.run.snapshot();
  const std::vector<int> layers = layers_with_units(s);
  if (layers.empty()) return {};
  const bool there = std::find(layers.begin(), layers.end(), bench.images.excited_layer) != layers.end();
  const int layer = there ? bench.images.excited_layer : layers.front();
  const auto units = static_cast<int>(s.layers[static_cast<std::size_t>(layer)].channels);
  return {.order = GalleryOrder::exciting,
          .count = kImages,
          .layer = static_cast<std::uint16_t>(layer),
          .unit = static_cast<std::uint16_t>(std::clamp(bench.images.excited_unit, 0, units - 1))};
}

void lab_sensitivity(Ui& ui, Bench& bench, const Rect& area) {
  if (!bench.run.current() || bench.run.snapshot().layers.empty()) return;
  if (area.w < ui.px(kNarrow)) {
    const float middle = saliency(ui, bench, area) + ui.px(14);
    const float bottom = exciting(ui, bench, {area.x, middle, area.w, area.bottom() - middle});
    if (ui.stacked) bench.lab_bottom = bottom;
    return;
  }
  const float left = std::floor(area.w * 0.4f), between = ui.px(24);
  const float a = saliency(ui, bench, {area.x, area.y, left, area.h});
  const float b = exciting(ui, bench, {area.x + left + between, area.y, area.w - left - between, area.h});
  if (ui.stacked) bench.lab_bottom = std::max(a, b);
}

}  // namespace deltarule
