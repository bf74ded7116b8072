// The lab: test images that the network gets wrong, the surest first; or those it is least sure of.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>

#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/lab.h"
#include "web/app/widgets.h"
#include "web/viz/confusion.h"

namespace deltarule {
namespace {

std::string words_of_cell(const GalleryRequest& cell) {
  char words[64];
  std::snprintf(words, sizeof words, format_of(ImageText::mistakes_of_cell), class_name(cell.truth).c_str(),
                class_name(cell.prediction).c_str());
  return words;
}

}  // namespace

void lab_image_results(Ui& ui, Bench& bench, const Rect& area) {
  lab_results(ui, bench, area);
  const Snapshot& snapshot = bench.run.snapshot();
  if (!bench.run.current() || !snapshot.results || bench.lab.of_training) return;
  const unsigned classes = snapshot.results->classes;
  for (unsigned row = 0; row < classes; ++row) {
    for (unsigned column = 0; column < classes; ++column) {
      const std::uint32_t count = snapshot.results->test_confusion[row * classes + column];
      if (count == 0 || row == column) continue;
      const Rect cell = confusion_cell(ui.canvas, bench.lab.confusion, classes, row, column);
      char name[64];
      std::snprintf(name, sizeof name, format_of(ImageText::images_of_cell), static_cast<int>(count),
                    class_name(row).c_str(), class_name(column).c_str());
      const std::string key = "cell" + std::to_string(row * classes + column);
      const std::uint32_t id = widget_id(key.c_str());
      const Hit over = hit(ui, key.c_str(), cell);
      if (over.hovered) ui.canvas.outline(cell, ui.theme().accent, ui.px(5), ui.px(2));
      announce_words(ui, id, Role::button, name, {}, cell, ui.px(5));
      if (!over.clicked && !ui.mirror->take_activate(id)) continue;
      bench.images.mistakes_wanted.order = GalleryOrder::cell;
      bench.images.mistakes_wanted.truth = static_cast<std::uint8_t>(row);
      bench.images.mistakes_wanted.prediction = static_cast<std::uint8_t>(column);
      bench.view.lab = LabView::mistakes;
    }
  }
}

void lab_mistakes(Ui& ui, Bench& bench, const Rect& area) {
  ImageState& state = bench.images;
  const bool of_cell = state.mistakes_wanted.order == GalleryOrder::cell;
  const std::string cell = words_of_cell(state.mistakes_wanted);
  const std::string_view names[] = {tr(ImageText::mistakes_worst), tr(ImageText::mistakes_unsure), cell};
  int order = of_cell ? 2 : state.mistakes_wanted.order == GalleryOrder::least_certain ? 1 : 0;
  if (segments(ui, "mistakes", area.x, area.y + ui.px(12), std::span(names).first(of_cell ? 3 : 2), order) && order < 2)
    state.mistakes_wanted.order = order == 1 ? GalleryOrder::least_certain : GalleryOrder::worst;
  const float top = area.y + ui.px(30);
  const auto& images = state.mistakes.images;
  const bool fresh = state.mistakes.request == state.mistakes_wanted;
  if (images.empty() || !fresh) {
    if (fresh)
      ui.canvas.text(ui.fonts().regular, type::kBody, area.x, top + ui.px(14), ui.theme().muted,
                     tr(ImageText::no_mistakes));
    return;
  }
  const float gap = ui.px(8), words = ui.px(16), least = ui.px(ui.touch ? 56 : 50);
  const auto across = std::max(1, static_cast<int>((area.w + gap) / (least + gap)));
  const float side = std::floor((area.w - gap * static_cast<float>(across - 1)) / static_cast<float>(across));
  const float room = ui.stacked ? 1e6f : area.bottom() - top;
  const int rows = std::max(1, static_cast<int>((room + gap) / (side + words + gap)));
  const int shown = std::min(static_cast<int>(images.size()), rows * across);
  const int first = static_cast<int>(state.classes.images.size());  // their pictures come after those of the classes
  for (int i = 0; i < shown; ++i) {
    const GalleryImage& image = images[static_cast<std::size_t>(i)];
    const auto column = static_cast<float>(i % across), row = static_cast<float>(i / across);
    const Rect box{area.x + column * (side + gap), top + row * (side + words + gap), side, side};
    const std::string key = "mistake" + std::to_string(i);
    gallery_tile(ui, bench, key.c_str(), image, first + i, i + 1, box);
    char sure[16], told[96];
    std::snprintf(sure, sizeof sure, "%.0f %%", static_cast<double>(image.sureness) * 100);
    std::snprintf(told, sizeof told, format_of(ImageText::mistake_words), class_name(image.label).c_str(),
                  class_name(image.prediction).c_str(), sure);
    const std::string figures = class_name(image.label) + " \xE2\x86\x92 " + class_name(image.prediction);
    ui.canvas.text(ui.fonts().mono, type::kSmall, box.cx(), box.bottom() + words / 2,
                   image.label == image.prediction ? ui.theme().muted : ui.theme().negative, figures, Align::centre);
    announce_words(ui, widget_id((key + "words").c_str()), Role::status, tr(ImageText::mistakes), told,
                   {box.x, box.bottom(), box.w, words}, ui.px(3));
  }
  if (ui.stacked)
    bench.lab_bottom = top + std::ceil(static_cast<float>(shown) / static_cast<float>(across)) * (side + words + gap);
}

}  // namespace deltarule
