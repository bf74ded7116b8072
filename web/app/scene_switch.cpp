// From one scene to another and back; each comes back as it was left.
#include <string>

#include "engine/io/experiment_json.h"
#include "web/app/keep.h"
#include "web/app/presentation.h"
#include "web/app/scene.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr DataKind kKinds[] = {DataKind::points, DataKind::images};
constexpr Text kNames[] = {Text::scene_points, Text::scene_images, Text::scene_convolution};
constexpr std::size_t kConvolution = 2;

/// What was shown last in that scene, or what it opens on.
Experiment left_there(const Platform& platform, DataKind kind) {
  Result<Experiment> kept = from_json(platform.load(scene_key(kind)));
  if (kept && kept->kind == kind) return std::move(*kept);
  if (kind == DataKind::points) return default_experiment();
  return *from_json(R"({"deltarule": 1, "data": {"kind": "images"}, "batch_size": 32})");
}

}  // namespace

const Scene& scene_of(const Bench& bench) {
  const Scene* other = !bench.presentation.bench.empty()                 ? convolution_scene()
                       : bench.run.experiment().kind == DataKind::images ? image_scene()
                                                                         : nullptr;
  return other ? *other : points_scene();
}

void go_to_scene(const Platform& platform, Bench& bench, DataKind kind) {
  bench.presentation.bench.clear();
  bench.other_scene = left_there(platform, kind);
}

bool can_show(const Experiment& experiment, const Presentation& presentation) {
  return (experiment.kind == DataKind::points && presentation.bench.empty()) || image_scene();
}

float scene_switch_width(const Ui& ui) {
  float width = 0;
  for (const Text name : kNames) width += tab_width(ui, tr(name));
  return width;
}

void scene_switch(Ui& ui, Bench& bench, float x, float centre_y) {
  const float height = ui.target(28);
  const char* keys[] = {"scene-points", "scene-images", "scene-convolution"};
  const DataKind kind = bench.run.experiment().kind;
  std::string& opened = bench.presentation.bench;
  const std::size_t shown = !opened.empty() ? kConvolution : kind == DataKind::images ? 1 : 0;
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    const float width = tab_width(ui, tr(kNames[i]));
    if (tab(ui, keys[i], {x, centre_y - height / 2, width, height}, tr(kNames[i]), i == shown) && i != shown) {
      // The bench leaves the run as it is, behind it.
      opened = i == kConvolution ? kConvolutionBench : "";
      if (i == kConvolution ? !convolution_scene() : kind != kKinds[i])
        bench.other_scene = i == kConvolution ? bench.run.experiment() : left_there(*ui.platform, kKinds[i]);
    }
    x += width;
  }
}

bool open_experiment(Bench& bench, const Platform::GivenFile& file) {
  if (!file.name.ends_with(".json")) return false;
  Result<Experiment> opened = from_json({reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()});
  if (opened) {
    bench.other_scene = std::move(*opened);
  } else {
    bench.message = Message{Text::file_refused, file.name + ": " + opened.error().text()};
  }
  return true;
}

float scene_switch_on_card(Ui& ui, Bench& bench, float x, float y) {
  if (!ui.phone || !shows(bench.presentation, "scenes")) return y;
  const Lock lock(ui, bench.presentation, "scenes");
  scene_switch(ui, bench, x - ui.px(10), y + ui.px(10));
  if (shows(bench.presentation, "share")) file_menu(ui, bench, x + scene_switch_width(ui) + ui.px(4), y + ui.px(10));
  return y + ui.px(44);
}

}  // namespace deltarule
