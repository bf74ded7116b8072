// The scene of images: which panels, which views, what the engine sends. scene_first.cpp is the program without it.
#include "web/app/images/image_panels.h"
#include "web/app/images/image_text.h"
#include "web/app/lab.h"
#include "web/app/panels.h"
#include "web/app/scene.h"

namespace deltarule {
namespace {

constexpr std::uint16_t kClassesShown = 20;

Subscription wanted(const Bench& bench) {
  const ImageState& images = bench.images;
  // One gallery at a time: those of the classes come once and are kept.
  const bool first = images.classes.images.empty();
  const GalleryRequest classes{GalleryOrder::by_class, kClassesShown, 0, 0};
  const bool mistakes = bench.view.lab == LabView::mistakes, sensitivity = bench.view.lab == LabView::sensitivity;
  return {.parameters = true,
          .checkpoint = true,
          .results = bench.view.lab == LabView::results,
          .health = bench.view.lab == LabView::health,
          .look = images.look,
          .gallery = first         ? classes
                     : mistakes    ? images.mistakes_wanted
                     : sensitivity ? exciting_wanted(bench)
                                   : GalleryRequest{},
          .saliency = sensitivity ? saliency_wanted(bench) : kNoSaliency};
}

std::string_view lab_name(std::size_t view) {
  switch (static_cast<LabView>(view)) {
    case LabView::results: return tr(Text::results);
    case LabView::health: return tr(Text::health);
    case LabView::arithmetic: return tr(ImageText::arithmetic);
    case LabView::mistakes: return tr(ImageText::mistakes);
    case LabView::filters: return tr(ImageText::filters);
    case LabView::sensitivity: return tr(ImageText::sensitivity);
    default: return tr(Text::curves);
  }
}

/// Of the run's experiment, if it chooses among the classes. Like the language, the same for all that is shown.
std::vector<std::string>& chosen_names() {
  static std::vector<std::string> names;
  return names;
}

void follow(Bench& bench, Platform& platform) {
  chosen_names() = chosen_classes(bench.run.experiment().images);
  follow_files(bench, platform);
  follow_drawing(bench);
}

constexpr Scene kScene{
    .panels = {images_panel, training_panel, inside_panel, lab_panel, drawing_panel, layer_cards_panel},
    .lab = {lab_curves, lab_image_results, nullptr, lab_health, nullptr, nullptr, lab_arithmetic, lab_mistakes,
            lab_filters, lab_sensitivity},
    .lab_name = lab_name,
    .wanted = wanted,
    .waits = waits_for_digits,
    .output = choose_output,
    .follow = follow};

}  // namespace

const Scene* image_scene() { return &kScene; }

std::string class_name(unsigned index) {
  return index < chosen_names().size() ? chosen_names()[index] : std::to_string(index);
}

}  // namespace deltarule
