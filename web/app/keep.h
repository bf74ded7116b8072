// Never lose what the user built: the address follows it, and so does this browser's storage, a moment after each edit.
#pragma once

#include <optional>
#include <string>

#include "engine/core/result.h"
#include "engine/io/experiment_link.h"
#include "web/app/bench.h"
#include "web/platform/platform.h"

namespace deltarule {

/// Under which what a scene showed last is kept.
[[nodiscard]] std::string scene_key(DataKind kind);

/// JSON or a link, as a person may paste it.
Result<Link> link_from_text(std::string_view text);

class Keeper {
 public:
  explicit Keeper(Platform& platform) : platform_(platform) {}

  struct Opened {
    Experiment experiment;
    Presentation presentation;
    std::optional<ViewWish> view;
    std::optional<Message> message;  // what could not be opened, and why
  };
  /// The address, else what is kept, else the default.
  Opened open();
  /// After the address was changed by hand: what it says now, or a message.
  Opened reopen(const Experiment& present, const Presentation& presentation);

  View open_view() const;
  void keep_view(const View& view);

  /// Every frame; writes when an edit has rested for a moment.
  void follow(const Experiment& experiment, const Presentation& presentation);
  /// At once.
  void keep_now(const Experiment& experiment, const Presentation& presentation);

 private:
  /// Of what the address says into what is opened.
  void take(Link link, Opened& opened);

  Platform& platform_;
  struct Kept {
    Experiment experiment;
    Presentation presentation;
    friend bool operator==(const Kept&, const Kept&) = default;
  };
  std::optional<Kept> kept_, waiting_;
  View kept_view_;
  double since_ = 0;
};

}  // namespace deltarule
