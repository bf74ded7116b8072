#include "web/platform/mirror.h"

#include <algorithm>
#include <utility>

namespace deltarule {

void Mirror::begin_frame() {
  previous_.swap(items_);
  items_.clear();
  // A widget that is gone by now will never answer; two frames give one that is just being built its chance.
  for (Pending& pending : events_) ++pending.age;
  std::erase_if(events_, [](const Pending& pending) { return pending.age > 2; });
}

bool Mirror::changed() const { return items_ != previous_; }

void Mirror::announce(MirrorItem item) { items_.push_back(std::move(item)); }

std::optional<MirrorEvent> Mirror::take(std::uint32_t id, MirrorEvent::Kind kind) {
  const auto it = std::find_if(events_.begin(), events_.end(), [&](const Pending& pending) {
    return pending.event.id == id && pending.event.kind == kind;
  });
  if (it == events_.end()) return std::nullopt;
  MirrorEvent event = std::move(it->event);
  events_.erase(it);
  return event;
}

bool Mirror::take_activate(std::uint32_t id) { return take(id, MirrorEvent::Kind::activate).has_value(); }

std::optional<double> Mirror::take_number(std::uint32_t id) {
  const auto event = take(id, MirrorEvent::Kind::set_number);
  return event ? std::optional(event->number) : std::nullopt;
}

std::optional<int> Mirror::take_select(std::uint32_t id) {
  const auto event = take(id, MirrorEvent::Kind::select);
  return event ? std::optional(static_cast<int>(event->number)) : std::nullopt;
}

std::optional<std::string> Mirror::take_text(std::uint32_t id) {
  auto event = take(id, MirrorEvent::Kind::set_text);
  return event ? std::optional(std::move(event->text)) : std::nullopt;
}

bool Mirror::disabled(std::uint32_t id) const {
  const auto it = std::find_if(items_.begin(), items_.end(), [&](const MirrorItem& item) { return item.id == id; });
  return it != items_.end() && it->disabled;
}

void Mirror::push(MirrorEvent event) {
  if (event.kind == MirrorEvent::Kind::focus) {
    focused_ = event.id;
  } else if (event.kind == MirrorEvent::Kind::blur) {
    if (focused_ == event.id) focused_ = 0;
  } else if (!disabled(event.id)) {
    events_.push_back({std::move(event), 0});
  }
}

const MirrorItem* Mirror::find(Role role, std::string_view name) const {
  const auto matches = [&](const MirrorItem& item) { return item.role == role && item.name == name; };
  const auto it = std::find_if(items_.begin(), items_.end(), matches);
  return it == items_.end() ? nullptr : &*it;
}

}  // namespace deltarule
