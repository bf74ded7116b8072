// Opening and keeping: address first, storage second, the default last; written only when an edit has come to rest.
// It never decides what a broken link means to the user; it hands the message up.
#include "web/app/keep.h"

#include <utility>

#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"

namespace deltarule {
namespace {

constexpr double kRestMs = 250;  // browsers refuse addresses that change more often than about ten times a second
constexpr std::string_view kExperimentKey = "experiment", kViewKey = "view";

}  // namespace

Result<Experiment> experiment_from_text(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin != std::string_view::npos && text[begin] == '{') return from_json(text);
  return from_link(text);
}

Keeper::Opened Keeper::open() {
  Opened opened{.experiment = default_experiment(), .message = {}};
  const std::string link = platform_.link();
  if (!link.empty()) {
    Result<Experiment> wanted = experiment_from_text(link);
    if (wanted) {
      opened.experiment = std::move(*wanted);
      kept_ = opened.experiment;
      return opened;
    }
    opened.message = Message{Text::bad_link, wanted.error().text()};
  }
  const std::string stored = platform_.load(kExperimentKey);
  if (!stored.empty()) {
    Result<Experiment> wanted = from_json(stored);
    if (wanted) {
      opened.experiment = std::move(*wanted);
    } else if (!opened.message) {
      opened.message = Message{Text::bad_stored, wanted.error().text()};
    }
  }
  kept_ = opened.experiment;
  return opened;
}

Keeper::Opened Keeper::reopen(const Experiment& present) {
  Opened opened{.experiment = present, .message = {}};
  const std::string link = platform_.link();
  Result<Experiment> wanted = link.empty() ? Result<Experiment>(default_experiment()) : experiment_from_text(link);
  if (wanted) {
    opened.experiment = std::move(*wanted);
    kept_ = opened.experiment;
  } else {
    opened.message = Message{Text::bad_link, wanted.error().text()};
  }
  return opened;
}

View Keeper::open_view() const { return view_from_text(platform_.load(kViewKey)); }

void Keeper::keep_view(const View& view) {
  if (view == kept_view_) return;
  kept_view_ = view;
  platform_.store(kViewKey, to_text(view));
}

void Keeper::follow(const Experiment& experiment) {
  if (kept_ && experiment == *kept_) {
    waiting_.reset();
    return;
  }
  const double now = platform_.milliseconds();
  if (!waiting_ || *waiting_ != experiment) {
    waiting_ = experiment;
    since_ = now;
  }
  if (now - since_ < kRestMs) {
    platform_.request_frame();
    return;
  }
  kept_ = experiment;
  waiting_.reset();
  platform_.set_link(to_link(experiment));
  platform_.store(kExperimentKey, to_json(experiment));
}

}  // namespace deltarule
