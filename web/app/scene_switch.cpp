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

std::string_view name_of(std::size_t scene) { return tr(scene == 0 ? Text::scene_points : Text::scene_images); }

/// What was shown last in that scene, or what it opens on.
Experiment left_there(const Platform& platform, DataKind kind) {
  Result<Experiment> kept = from_json(platform.load(scene_key(kind)));
  if (kept && kept->kind == kind) return std::move(*kept);
  if (kind == DataKind::points) return default_experiment();
  return *from_json(R"({"deltarule": 1, "data": {"kind": "images"}, "batch_size": 32})");
}

}  // namespace

const Scene& scene_of(const Experiment& experiment) {
  const Scene* images = experiment.kind == DataKind::images ? image_scene() : nullptr;
  return images ? *images : points_scene();
}

float scene_switch_width(const Ui& ui) { return tab_width(ui, name_of(0)) + tab_width(ui, name_of(1)); }

void scene_switch(Ui& ui, Bench& bench, float x, float centre_y) {
  const float height = ui.target(28);
  const char* keys[] = {"scene-points", "scene-images"};
  for (std::size_t i = 0; i < std::size(kKinds); ++i) {
    const float width = tab_width(ui, name_of(i));
    const bool open = bench.run.experiment().kind == kKinds[i];
    if (tab(ui, keys[i], {x, centre_y - height / 2, width, height}, name_of(i), open) && !open)
      bench.other_scene = left_there(*ui.platform, kKinds[i]);
    x += width;
  }
}

float scene_switch_on_card(Ui& ui, Bench& bench, float x, float y) {
  if (!ui.phone || !shows(bench.presentation, "scenes")) return y;
  const Lock lock(ui, bench.presentation, "scenes");
  scene_switch(ui, bench, x - ui.px(10), y + ui.px(10));
  return y + ui.px(44);
}

}  // namespace deltarule
