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
  const bool mistakes = bench.view.lab == LabView::landscape;
  return {.parameters = true,
          .checkpoint = true,
          .results = bench.view.lab == LabView::results,
          .health = bench.view.lab == LabView::health,
          .look = images.look,
          .gallery = first      ? classes
                     : mistakes ? images.mistakes_wanted
                                : GalleryRequest{}};
}

std::string_view lab_name(std::size_t view) {
  switch (static_cast<LabView>(view)) {
    case LabView::results: return tr(Text::results);
    case LabView::microscope: return tr(ImageText::arithmetic);
    case LabView::health: return tr(Text::health);
    case LabView::landscape: return tr(ImageText::mistakes);
    case LabView::tuning: return tr(ImageText::filters);
    default: return tr(Text::curves);
  }
}

void follow(Bench& bench, Platform& platform) {
  follow_files(bench, platform);
  follow_drawing(bench);
}

constexpr Scene kScene{
    .panels = {images_panel, training_panel, inside_panel, lab_panel, drawing_panel, layer_cards_panel},
    .lab = {lab_curves, lab_image_results, lab_arithmetic, lab_health, lab_mistakes, lab_filters},
    .lab_name = lab_name,
    .wanted = wanted,
    .waits = waits_for_digits,
    .follow = follow};

}  // namespace

const Scene* image_scene() { return &kScene; }

std::string class_name(unsigned index) { return std::to_string(index); }

}  // namespace deltarule
