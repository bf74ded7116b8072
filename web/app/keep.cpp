// Opening and keeping: address first, storage second, the default last; written only when an edit has come to rest.
// It never decides what a broken link means to the user; it hands the message up.
#include "web/app/keep.h"

#include <utility>

#include "engine/io/experiment_json.h"
#include "web/app/presentation.h"

namespace deltarule {
namespace {

constexpr double kRestMs = 250;  // browsers refuse addresses that change more often than about ten times a second
constexpr std::string_view kExperimentKey = "experiment", kViewKey = "view";

/// An error for what this page cannot show.
Status check_shown(const Experiment& experiment) {
  if (experiment.kind == DataKind::points || experiment.kind == DataKind::images) return success();
  return Error{"data.kind",
               "this page trains on points in the plane and on images so far; for tables, sequences and functions use "
               "the command line, deltarule train"};
}

Result<Link> any_link(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos || text[begin] != '{') return read_link(text);
  Result<Experiment> experiment = from_json(text);
  if (!experiment) return experiment.error();
  return Link{.experiment = std::move(*experiment), .presentation = {}, .view = {}};
}

}  // namespace

std::string scene_key(DataKind kind) {
  return "scene-" + std::string(data_kind_names()[static_cast<std::size_t>(kind)]);
}

Result<Link> link_from_text(std::string_view text) {
  Result<Link> link = any_link(text);
  if (!link) return link;
  if (Status status = check_shown(link->experiment); !status) return status.error();
  return link;
}

void Keeper::take(Link link, Opened& opened) {
  opened.experiment = std::move(link.experiment);
  opened.presentation = std::move(link.presentation).value_or(Presentation{});
  opened.view = link.view;
  if (std::string unknown = take_unknown(opened.presentation); !unknown.empty())
    opened.message = Message{Text::unknown_control, std::move(unknown)};
  kept_ = {opened.experiment, opened.presentation};
}

Keeper::Opened Keeper::open() {
  Opened opened{.experiment = default_experiment(), .presentation = {}, .view = {}, .message = {}};
  const std::string address = platform_.link();
  if (!address.empty()) {
    Result<Link> wanted = link_from_text(address);
    if (wanted) {
      take(std::move(*wanted), opened);
      return opened;
    }
    opened.message = Message{Text::bad_link, wanted.error().text()};
  }
  const std::string stored = platform_.load(kExperimentKey);
  if (!stored.empty()) {
    Result<Link> wanted = link_from_text(stored);
    if (wanted) {
      opened.experiment = std::move(wanted->experiment);
    } else if (!opened.message) {
      opened.message = Message{Text::bad_stored, wanted.error().text()};
    }
  }
  kept_ = {opened.experiment, opened.presentation};
  return opened;
}

Keeper::Opened Keeper::reopen(const Experiment& present, const Presentation& presentation) {
  Opened opened{.experiment = present, .presentation = presentation, .view = {}, .message = {}};
  // An address without a link is the default experiment.
  Result<Link> wanted = link_from_text(platform_.link());
  if (wanted) {
    take(std::move(*wanted), opened);
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

void Keeper::follow(const Experiment& experiment, const Presentation& presentation) {
  const auto is = [&](const std::optional<Kept>& kept) {
    return kept && kept->experiment == experiment && kept->presentation == presentation;
  };
  if (is(kept_)) {
    waiting_.reset();
    return;
  }
  const double now = platform_.milliseconds();
  if (!is(waiting_)) {
    waiting_ = {experiment, presentation};
    since_ = now;
  }
  if (now - since_ < kRestMs) {
    platform_.request_frame();
    return;
  }
  keep_now(experiment, presentation);
}

void Keeper::keep_now(const Experiment& experiment, const Presentation& presentation) {
  kept_ = {experiment, presentation};
  waiting_.reset();
  platform_.set_link(to_link(experiment, presentation));
  platform_.store(kExperimentKey, to_json(experiment));
}

}  // namespace deltarule
