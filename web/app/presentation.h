// What a link hides or locks on the page: the names that there are, and two questions for the panels.
//
//   if (shows(bench.presentation, "noise")) { const Lock lock(ui, bench.presentation, "noise"); slider(...); }
//
// A hidden control is not drawn; a locked one is drawn muted, announced as disabled, and answers nothing. A name stands
// for a control (a field's link key, a list's, or a part's of its own), a card, or a view of the lab.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/io/experiment_link.h"
#include "web/app/bench.h"
#include "web/app/layout.h"
#include "web/app/ui.h"

namespace deltarule {

/// The cards, in the order of CardKind.
inline constexpr std::string_view kCardNames[kCards] = {"data_card", "training_card", "network_card",
                                                        "lab",       "output_card",   "neuron_card"};
/// The lab's views, in the order of LabView.
inline constexpr std::string_view kLabNames[kLabViews] = {"curves",    "results",    "microscope", "health",
                                                          "landscape", "tuning",     "arithmetic", "mistakes",
                                                          "filters",   "sensitivity"};

bool is_presentation_name(std::string_view name);
/// Takes out the names that are unknown; what to tell the user about them, or nothing.
std::string take_unknown(Presentation& presentation);

bool shows(const Presentation& presentation, std::string_view name);
bool locked(const Presentation& presentation, std::string_view name);

/// While it lives, the widgets of this Ui answer nothing if the name is locked; in the end what was drawn is muted.
class Lock {
 public:
  Lock(Ui& ui, const Presentation& presentation, std::string_view name) : Lock(ui, locked(presentation, name)) {}
  Lock(Ui& ui, bool on);
  ~Lock();
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  Ui& ui_;
  ImDrawList* list_;
  int begin_;
  bool before_;
};

}  // namespace deltarule
