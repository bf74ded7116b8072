// What the page is about: points or images. A scene says which panels stand on the cards, which views the lab has, and
// what the engine is to send.
//
// The page's first program knows the scene of points only; image_scene() of the whole program is in images/.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

struct Scene {
  using Panel = float (*)(Ui&, Bench&, const Rect&);
  using View = void (*)(Ui&, Bench&, const Rect&);
  std::array<Panel, kCards> panels;  // in the order of CardKind
  std::array<View, kLabViews> lab;   // in the order of LabView; null: the scene has no such view
  std::string_view (*lab_name)(std::size_t view);
  Subscription (*wanted)(const Bench&);
  /// True while the engine may say that it lacks something that is on its way; null: never.
  bool (*waits)(const LiveRun&);
  /// After every frame: what has to be asked for or sent.
  void (*follow)(Bench&, Platform&);
};

const Scene& points_scene();
/// Null: this program has none, and the page loads the one that has (Platform::reload).
const Scene* image_scene();
/// The scene of this kind of data; of points, where there is no other.
const Scene& scene_of(const Experiment& experiment);

/// The switch between them, as wide as it says; changes the draft's experiment to what that scene showed last.
float scene_switch_width(const Ui& ui);
void scene_switch(Ui& ui, Bench& bench, float x, float centre_y);
/// On a phone, whose bar has no room for it, above what a card holds; returns where that begins.
float scene_switch_on_card(Ui& ui, Bench& bench, float x, float y);

}  // namespace deltarule
