// What the panels work at: the run, how the user wants it shown, the pictures kept between frames, and the draft.
//
// Panels read experiment() and write to draft(); after the last panel the app turns a draft into one edit of the run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/io/experiment_link.h"
#include "web/app/images/image_state.h"
#include "web/app/lab_state.h"
#include "web/app/landscape.h"
#include "web/app/live_run.h"
#include "web/app/microscope.h"
#include "web/app/point_tools.h"
#include "web/app/text.h"
#include "web/viz/landscape_surface.h"
#include "web/viz/link_strokes.h"
#include "web/viz/network_diagram.h"
#include "web/viz/neuron_atlas.h"
#include "web/viz/output_map.h"
#include "web/viz/picture_sheet.h"
#include "web/viz/point_sprites.h"
#include "web/viz/thumbnail_sheet.h"

namespace deltarule {

enum class ThemeChoice { system, light, dark };

/// What is open in the lab; which of these there are is the scene's to say.
enum class LabView {
  curves,
  results,
  microscope,
  health,
  landscape,
  tuning,
  arithmetic,
  mistakes,
  filters,
  sensitivity
};
inline constexpr std::size_t kLabViews = 10;  // at most, one digit each in the view's text form

/// How fast it plays: a level from 0, slow motion, to as fast as it goes (app/transport.h); or slowly first, then ever
/// faster.
inline constexpr int kSpeedAuto = -1, kSpeedMax = 10;

/// How things are shown: kept in this browser, not in links.
struct View {
  ThemeChoice theme = ThemeChoice::system;
  bool test_points = false;
  bool discretize = false;
  bool boundary = false;
  bool log_loss = false;
  bool more = false;
  LabView lab = LabView::curves;
  command::Unit step_unit = command::Unit::batch;
  int speed = kSpeedAuto;
  friend bool operator==(const View&, const View&) = default;
};
std::string to_text(const View& view);
View view_from_text(std::string_view text);

/// What is said above the panels, until dismissed.
struct Message {
  Text headline = Text::bad_edit;
  std::string detail;
};

struct PlanePlace {
  float x1 = 0, x2 = 0;
};

/// What the diagram remembers: the windows on wide layers, what a finger chose, the number that is being edited.
struct DiagramState {
  std::vector<int> first;          // by column: the first neuron that is shown
  std::optional<NeuronId> tapped;  // stays pointed at when the finger is gone
  std::optional<WeightId> edited;
  float edit_x = 0, edit_y = 0;  // where it was clicked
  double edit_reach = 0;         // of its slider; 0: it was not opened yet
};

/// GL objects and other things that are costly to make anew.
struct Pictures {
  explicit Pictures(const Theme& theme) : colours(theme) {}
  ColourMap colours;
  NeuronAtlas atlas;
  LinkStrokes links;
  OutputMap map;
  PictureSheet inside, gallery, pad, filters;  // the image scene's
  PointSprites points;
  LandscapeSurface surface;
  ThumbnailSheet sheet;
  std::vector<Thumbnail> thumbnails;  // by PointSet
  std::vector<Point> own_points;      // that the last of them shows
  std::uint32_t own_revision = 0;
  std::vector<NeuronId> atlas_shows;
  std::uint64_t atlas_revision = ~std::uint64_t{0};
  std::uint32_t theme_revision = 0;
  void forget() {
    atlas.forget(), map.forget(), points.forget(), sheet.forget();
    surface.forget(), links.forget(), inside.forget(), gallery.forget(), pad.forget(), filters.forget();
    atlas_revision = ~std::uint64_t{0};
  }
};

class Bench {
 public:
  Bench(LiveRun& the_run, const Theme& theme) : run(the_run), pictures(theme) {}

  LiveRun& run;
  View view;
  Pictures pictures;
  std::optional<Message> message;
  Presentation presentation;  // what is hidden and what locked; asked for with presentation.h
  std::optional<NeuronId> hovered, selected;
  DiagramState diagram;
  std::optional<PlanePlace> pointed;  // the place of the plane under the pointer
  TraceRequest traced;                // the sample under the microscope
  MicroscopeState microscope;
  LandscapeState landscape;
  LabState lab;      // of the other views
  PointTools tools;  // for painting points
  ImageState images;
  std::optional<Experiment> other_scene;  // to go to, after this frame
  double link_copied_until = 0;           // by the platform's clock
  float lab_bottom = 0;                   // where the lab's open view ended, if it asks for a height of its own
  float flow = 0;                         // phase of the light along the links

  [[nodiscard]] const Experiment& experiment() const { return draft_ ? *draft_ : run.experiment(); }
  Experiment& draft() {
    if (!draft_) draft_ = run.experiment();
    return *draft_;
  }
  std::optional<Experiment> take_draft() { return std::exchange(draft_, std::nullopt); }

 private:
  std::optional<Experiment> draft_;
};

}  // namespace deltarule
