// The lab: test images that the network gets wrong, the surest first; or those it is least sure of.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "web/app/images/image_panels.h"
#include "web/app/lab.h"
#include "web/app/widgets.h"

namespace deltarule {

void lab_mistakes(Ui& ui, Bench& bench, const Rect& area) {
  ImageState& state = bench.images;
  const std::string_view names[] = {tr(Text::mistakes_worst), tr(Text::mistakes_unsure)};
  int order = state.mistakes_wanted.order == GalleryOrder::least_certain ? 1 : 0;
  if (segments(ui, "mistakes", area.x, area.y + ui.px(12), names, order))
    state.mistakes_wanted.order = order == 1 ? GalleryOrder::least_certain : GalleryOrder::worst;
  const float top = area.y + ui.px(30);
  const auto& images = state.mistakes.images;
  const bool fresh = state.mistakes.request == state.mistakes_wanted;
  if (images.empty() || !fresh) {
    if (fresh)
      ui.canvas.text(ui.fonts().regular, type::kBody, area.x, top + ui.px(14), ui.theme().muted, tr(Text::no_mistakes));
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
    std::snprintf(told, sizeof told, format_of(Text::mistake_words), class_name(image.label).c_str(),
                  class_name(image.prediction).c_str(), sure);
    const std::string figures = class_name(image.label) + " \xE2\x86\x92 " + class_name(image.prediction);
    ui.canvas.text(ui.fonts().mono, type::kSmall, box.cx(), box.bottom() + words / 2,
                   image.label == image.prediction ? ui.theme().muted : ui.theme().negative, figures, Align::centre);
    announce_words(ui, widget_id((key + "words").c_str()), Role::status, tr(Text::mistakes), told,
                   {box.x, box.bottom(), box.w, words}, ui.px(3));
  }
  if (ui.stacked)
    bench.lab_bottom = top + std::ceil(static_cast<float>(shown) / static_cast<float>(across)) * (side + words + gap);
}

}  // namespace deltarule
