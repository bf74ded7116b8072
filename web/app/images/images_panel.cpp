// What is learned: the images by class, to choose one from; which set, and how many of them.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>

#include "engine/api/files.h"
#include "engine/experiment/fields.h"
#include "web/app/images/added_drawings.h"
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/images/output_kind.h"
#include "web/app/images/pixel_colours.h"
#include "web/app/images/presets.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr int kPerRow = 5;
constexpr float kCorner = 6;

std::string grouped(std::uint32_t n) { return figure_text(Figure::integer, n); }

/// A snapshot keeps the last gallery that came: most of the time it is known already.
bool same(const Gallery& a, const Gallery& b) {
  const auto equal = [](const GalleryImage& x, const GalleryImage& y) {
    return x.index == y.index && x.test == y.test && x.prediction == y.prediction && x.sureness == y.sureness &&
           x.place == y.place;
  };
  return a.request == b.request &&
         std::equal(a.images.begin(), a.images.end(), b.images.begin(), b.images.end(), equal);
}

void take_gallery(Bench& bench) {
  ImageState& state = bench.images;
  if (!bench.run.current()) return;
  if (state.galleries_of != bench.run.generation()) {
    state.galleries_of = bench.run.generation();
    state.classes = state.mistakes = state.exciting = {};
    state.pictures_stale = true;
  }
  const Snapshot& snapshot = bench.run.snapshot();
  if (!snapshot.gallery) return;
  const GalleryOrder order = snapshot.gallery->request.order;
  Gallery& mine = order == GalleryOrder::by_class   ? state.classes
                  : order == GalleryOrder::exciting ? state.exciting
                                                    : state.mistakes;
  if (same(mine, *snapshot.gallery)) return;
  mine = *snapshot.gallery;
  state.pictures_stale = true;
}

void paint(Ui& ui, Bench& bench) {
  ImageState& state = bench.images;
  PictureSheet& sheet = bench.pictures.gallery;
  if (!state.pictures_stale && state.painted_for == bench.pictures.theme_revision && sheet.count() > 0) return;
  state.pictures_stale = false;
  state.painted_for = bench.pictures.theme_revision;
  const Snapshot& snapshot = bench.run.snapshot();
  sheet.begin();
  for (const auto* images : {&state.classes.images, &state.mistakes.images, &state.exciting.images, &state.added})
    for (const GalleryImage& image : *images)
      paint_image(sheet, ui.theme(), image.pixels, static_cast<int>(snapshot.channels),
                  static_cast<int>(snapshot.height), static_cast<int>(snapshot.width));
  sheet.upload();
}

float progress_bar(Ui& ui, float fetched, float x, float y, float width) {
  ui.canvas.text(ui.fonts().regular, type::kBody, x, y, ui.theme().muted, tr(ImageText::loading_digits));
  const Rect bar{x, y + ui.px(14), width, ui.px(6)};
  ui.canvas.fill(bar, ui.theme().track, ui.px(3));
  ui.canvas.fill({bar.x, bar.y, bar.w * std::clamp(fetched, 0.02f, 1.f), bar.h}, ui.theme().accent, ui.px(3));
  announce_words(ui, widget_id("loading"), Role::status, tr(ImageText::loading_digits),
                 figure_text(Figure::percent, std::round(double{fetched} * 100) / 100), bar, ui.px(3));
  return bar.bottom() + ui.px(10);
}

/// All classes or two of them, and which two; returns the bottom. Of the sets whose classes are known.
float choose_classes(Ui& ui, Bench& bench, float x, float y, float width) {
  const int all = all_classes(bench.experiment().images.name);
  const std::vector<std::string> now = chosen_classes(bench.experiment().images);
  const std::string& written = bench.experiment().images.classes;
  const std::string_view names[] = {tr(ImageText::all_classes), tr(ImageText::two_classes), written};
  const bool own = now.size() > 2;
  const float height = field_height(ui), gap = ui.px(8);
  const auto take = [&](const std::string& classes, int count) {
    Experiment& draft = bench.draft();
    const OutputKind kind = output_kind(draft);
    draft.images.classes = classes;
    set_output(draft, kind == OutputKind::single && count > 2 ? OutputKind::softmax : kind, count);
  };
  int chosen = now.empty() ? 0 : own ? 2 : 1;
  if (select(ui, "classes", {x, y, width, height},
             {.name = tr(ImageText::classes_used), .options = std::span(names).first(own ? 3 : 2)}, chosen) &&
      chosen < 2)
    take(chosen == 0 ? "" : "0,1", chosen == 0 ? all : 2);
  y += height + gap;
  if (now.size() != 2) return y;
  std::vector<std::string> words;
  for (int c = 0; c < all; ++c) words.push_back(std::to_string(c));
  const std::vector<std::string_view> options(words.begin(), words.end());
  const ImageText keys[] = {ImageText::first_class, ImageText::second_class};
  const float half = (width - gap) / 2;
  for (std::size_t i = 0; i < 2; ++i) {
    int which = static_cast<int>(std::find(words.begin(), words.end(), now[i]) - words.begin());
    if (!select(ui, i == 0 ? "one" : "other", {x + static_cast<float>(i) * (half + gap), y, half, height},
                {.name = tr(keys[i]), .options = options}, which))
      continue;
    std::string pair[] = {now[0], now[1]};
    // The other one's place is taken: they change places.
    if (pair[1 - i] == words[static_cast<std::size_t>(which)]) pair[1 - i] = now[i];
    pair[i] = words[static_cast<std::size_t>(which)];
    take(pair[0] + "," + pair[1], 2);
  }
  return y + height + gap;
}

/// Images by class, those of the user's own after the others of their class; returns the bottom.
float classes_gallery(Ui& ui, Bench& bench, float x, float y, float width) {
  const ImageState& state = bench.images;
  const auto& images = state.classes.images;
  const float gap = ui.px(6), side = std::floor((width - gap * (kPerRow - 1)) / kPerRow);
  int placed = 0, number = 0;  // of all; within its class
  const auto place = [&](const GalleryImage& image, const std::string& key, std::size_t picture, bool drawing) {
    const auto column = static_cast<float>(placed % kPerRow), row = static_cast<float>(placed / kPerRow);
    ++placed;
    gallery_tile(ui, bench, key.c_str(), image, static_cast<int>(picture), number,
                 ui.canvas.snap(Rect{x + column * (side + gap), y + row * (side + gap), side, side}), drawing);
  };
  const std::size_t first_drawing = images.size() + state.mistakes.images.size() + state.exciting.images.size();
  for (std::size_t i = 0; i < images.size(); ++i) {
    number = i > 0 && images[i - 1].label == images[i].label ? number + 1 : 1;
    place(images[i], "image" + std::to_string(i), i, false);
    if (i + 1 < images.size() && images[i + 1].label == images[i].label) continue;
    number = 0;
    for (std::size_t k = 0; k < state.added.size(); ++k) {
      if (state.added[k].label != images[i].label) continue;
      ++number;
      place(state.added[k], "drawing" + std::to_string(k), first_drawing + k, true);
    }
  }
  const int rows = (placed + kPerRow - 1) / kPerRow;
  return y + static_cast<float>(rows) * (side + gap);
}

}  // namespace

bool gallery_tile(Ui& ui, Bench& bench, const char* key, const GalleryImage& image, int picture, int number,
                  const Rect& box, bool drawing) {
  const LookRequest shows_it{image.test ? LookSource::test : LookSource::train, image.index};
  const bool chosen = bench.images.look == shows_it;
  const Hit over = hit(ui, key, box);
  const std::uint32_t id = widget_id(key);
  const bool taken = over.clicked || ui.mirror->take_activate(id);
  if (taken) bench.images.look = shows_it;
  const float corner = ui.px(kCorner);
  ui.canvas.fill(box, over.hovered ? ui.theme().sunken : ui.theme().card, corner);
  bench.pictures.gallery.draw(ui.canvas, picture, box.inset(ui.px(2)), corner - ui.px(2));
  ui.canvas.outline(box, ui.theme().hairline, corner, std::max(1.f, ui.px(1)));
  if (chosen) ui.canvas.outline(box.inset(-ui.px(2)), ui.theme().accent, corner + ui.px(2), ui.px(2));
  char name[96];
  if (drawing) {
    ui.canvas.list->AddCircleFilled({box.right() - ui.px(6), box.y + ui.px(6)}, ui.px(3), ui.theme().accent);
    std::snprintf(name, sizeof name, format_of(ImageText::drawing_of_class), number, class_name(image.label).c_str());
  } else {
    std::snprintf(name, sizeof name, format_of(ImageText::image_of_class), tr(ImageText::image_word).data(), number,
                  class_name(image.label).c_str());
  }
  MirrorItem item;
  item.id = id;
  item.role = Role::radio;
  item.name = name;
  item.pressed = chosen;
  announce(ui, std::move(item), box, corner);
  return taken;
}

float images_panel(Ui& ui, Bench& bench, const Rect& rect) {
  take_gallery(bench);
  follow_added_drawings(bench);
  paint(ui, bench);
  const Card card = begin_card(ui, "data", tr(Text::data), rect);
  const float x = card.content.x, width = card.content.w;
  float y = scene_switch_on_card(ui, bench, x, card.content.y) + (ui.touch ? 10 : ui.px(6));
  const ImagesSpec& spec = bench.experiment().images;
  const Snapshot& snapshot = bench.run.snapshot();
  const std::string_view names[] = {tr(ImageText::digits), tr(ImageText::shapes_set), tr(ImageText::own_images)};
  const bool own = spec.name == ImageSet::idx || spec.name == ImageSet::folder;
  card_title(ui, x, y, names[own ? 2 : spec.name == ImageSet::shapes ? 1 : 0]);
  if (bench.run.current()) {
    char counts[64];
    std::snprintf(counts, sizeof counts, format_of(ImageText::split_counts), grouped(snapshot.training_samples).c_str(),
                  grouped(snapshot.test_samples).c_str());
    ui.canvas.text(ui.fonts().regular, type::kSmall, x + width, y, ui.theme().muted, counts, Align::right);
  }
  y += ui.touch ? 26 : ui.px(17);
  if (waits_for_digits(bench.run)) y = progress_bar(ui, ui.platform->fetched(), x, y, width);

  y = classes_gallery(ui, bench, x, y, width) + ui.px(4);

  if (!own) {
    const Field& field = *find_field("data.samples", bench.experiment().kind);
    const double most = spec.name == ImageSet::mnist ? double{kDigitCount} : 5000;
    double value = spec.samples == 0 ? (spec.name == ImageSet::mnist ? most : double{kDrawnShapes}) : spec.samples;
    if (slider(ui, "samples", {x, y, width, slider_height(ui)},
               {.label = tr(ImageText::use_the_first), .min = 100, .max = most, .step = 100, .figure = Figure::integer},
               value))
      field.set(bench.draft(), value >= most && spec.name == ImageSet::mnist ? 0 : value);
    y += slider_height(ui) + ui.px(8);
    y = choose_classes(ui, bench, x, y, width);
  }
  int chosen = own ? 2 : spec.name == ImageSet::shapes ? 1 : 0;
  const std::size_t offered = own ? 3 : 2;
  if (select(ui, "set", {x, y, width, field_height(ui)},
             {.name = tr(ImageText::image_set), .options = std::span(names).first(offered)}, chosen) &&
      chosen < 2) {
    Experiment& draft = bench.draft();
    const OutputKind kind = output_kind(draft);
    ImagesSpec before = std::exchange(draft.images, ImagesSpec{});
    draft.images.name = chosen == 1 ? ImageSet::shapes : ImageSet::mnist;
    put_drawings_aside(bench, before);
    take_drawings_back(bench, draft.images);
    set_output(draft, kind == OutputKind::single ? OutputKind::softmax : kind, all_classes(draft.images.name));
  }
  y += field_height(ui) + ui.px(8);
  y += ui.canvas.paragraph(ui.fonts().regular, type::kSmall, x, y, width, ui.theme().muted, tr(ImageText::drop_hint));
  return end_card(ui, card, y);
}

}  // namespace deltarule
