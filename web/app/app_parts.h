// What the App is made of; shared by app.cpp (the frame) and host_api.cpp (the host page).
#pragma once

#include <array>
#include <string>

#include "web/app/app.h"
#include "web/app/bench.h"
#include "web/app/keep.h"
#include "web/app/layout.h"
#include "web/app/touch_scroll.h"
#include "web/app/ui.h"

namespace deltarule {

struct App::Parts {
  Parts(Platform& the_platform, EngineLink& the_link);

  // The circle.
  void take_in();  // news, snapshots, the address
  void draw();
  void apply_edits();  // the draft becomes an edit of the run
  void follow_up();    // address, storage, subscriptions

  void show_error(Text headline, std::string detail);
  /// Shows it in its scene; if this program has none for it, loads the program that has.
  void open(Experiment experiment, bool play);
  /// What a link says about how the experiment is shown.
  void present(Presentation presentation, const std::optional<ViewWish>& view);
  void tell_host();
  [[nodiscard]] std::string status() const;
  void describe();  // experiment as JSON and as link, made again when it has changed

  Platform& platform;
  EngineLink& link;
  LiveRun run{link};
  Fonts fonts;
  Bench bench;
  Keeper keeper;
  WidgetMemory memory;
  TouchScroll scroll;
  std::array<float, kCards> heights{};

  // What the host was told last.
  Experiment described;
  Presentation described_presentation;
  std::string described_json, described_link;
  bool described_once = false, new_picture = false;
  std::string told_status, told_link;

 private:
  void draw_page(Ui& ui, const Layout& layout);
  void shortcuts();
  const Theme& theme_now();
  const Theme* theme_ = nullptr;
  double frame_ms_ = 0;
};

}  // namespace deltarule
