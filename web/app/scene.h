// What the page is about: points, images, or a convolution by itself. A scene says which panels stand on the cards,
// which views the lab has, what the engine is to send, and what the transport drives.
//
// The page's first program knows the scene of points only; the others of the whole program are in images/.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

struct FieldFlow;

/// What is pressed in the transport or on the keyboard.
enum class Press { play, step, reset, seed };

struct Scene {
  using Panel = float (*)(Ui&, Bench&, const Rect&);
  using View = void (*)(Ui&, Bench&, const Rect&);
  std::array<Panel, kCards> panels;  // in the order of CardKind
  std::array<View, kLabViews> lab;   // in the order of LabView; null: no such view. Of a scene without a lab all
  std::string_view (*lab_name)(std::size_t view);
  Subscription (*wanted)(const Bench&);
  /// True while the engine may say that it lacks something that is on its way; null: never.
  bool (*waits)(const LiveRun&);
  /// On the training card, before the loss; null: nothing more.
  void (*output)(Ui&, Bench&, FieldFlow&) = nullptr;
  /// After every frame: what has to be asked for or sent.
  void (*follow)(Bench&, Platform&);
  /// Of a scene that does not train; null: the run plays.
  void (*press)(Bench&, Press) = nullptr;
  bool (*plays)(const Bench&) = nullptr;
};

/// Presentation::bench of the convolution's, as it was left.
inline constexpr char kConvolutionBench[] = "convolution";

const Scene& points_scene();
/// Null: this program has none, and the page loads the one that has (Platform::reload).
const Scene* image_scene();
const Scene* convolution_scene();
/// The bench that is open, else the scene of the experiment's kind of data; of points, where there is no other.
const Scene& scene_of(const Bench& bench);
/// What this program shows; if it cannot, the one that can is loaded.
bool can_show(const Experiment& experiment, const Presentation& presentation);

/// To what that scene showed last, after this frame.
void go_to_scene(const Platform& platform, Bench& bench, DataKind kind);

/// The switch between them, as wide as it says; changes the draft's experiment to what that scene showed last.
float scene_switch_width(const Ui& ui);
void scene_switch(Ui& ui, Bench& bench, float x, float centre_y);
/// On a phone, whose bar has no room for it, above what a card holds; returns where that begins.
float scene_switch_on_card(Ui& ui, Bench& bench, float x, float y);

/// A dropped file with an experiment is opened; true if it was one, even if a message had to say what is wrong with it.
bool open_experiment(Bench& bench, const Platform::GivenFile& file);
/// The same for a network (safetensors, ONNX). The first program, which knows no file formats, has no such files.
bool open_network(Bench& bench, Platform::GivenFile& file);
/// After every snapshot: networks on their way from files and to them (images/network_files.cpp).
void follow_networks(Bench& bench, Platform& platform);
/// The engine's complaint about a network's file, for the user or for a host page that waits; false: about something
/// else.
bool refuse_network(Bench& bench, std::string_view error);

/// Saving and opening, behind a button of the bar (on a phone: of the card), and a sentence below the bar once a link
/// was copied. Of the whole program; the first one, which knows no file formats, has none.
float file_menu_width(const Ui& ui);
void file_menu(Ui& ui, Bench& bench, float x, float centre_y);
void share_note(Ui& ui, const Bench& bench, const Rect& bar);

}  // namespace deltarule
