// The names, looked up; and the lock, which mutes what was drawn while it was on.
#include "web/app/presentation.h"

#include <imgui.h>

#include <algorithm>
#include <vector>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "web/style/theme.h"

namespace deltarule {
namespace {

// What has no field of its own: the lists of an experiment, then parts of the page.
constexpr std::string_view kParts[] = {"inputs", "layers",    "points",      "activation", "dropout",  "title",
                                       "play",   "step",      "reset",       "speed",      "share",    "theme",
                                       "more",   "transport", "test_points", "discretize", "boundary", "scenes"};

std::vector<std::string_view> presentation_names() {
  std::vector<std::string_view> names;
  for (const Field& field : fields()) names.push_back(field.link);
  for (const auto list : {std::span<const std::string_view>(kParts), std::span<const std::string_view>(kCardNames),
                          std::span<const std::string_view>(kLabNames)})
    names.insert(names.end(), list.begin(), list.end());
  return names;
}

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool is_presentation_name(std::string_view name) {
  const auto names = presentation_names();
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string take_unknown(Presentation& presentation) {
  std::string unknown;
  for (std::vector<std::string>* names : {&presentation.hidden, &presentation.locked}) {
    std::erase_if(*names, [&](const std::string& name) {
      if (is_presentation_name(name)) return false;
      if (unknown.empty()) {
        unknown = in_quotes(name) + did_you_mean(name, presentation_names()) + " There are " +
                  join(presentation_names()) + ".";
      }
      return true;
    });
  }
  return unknown;
}

bool shows(const Presentation& presentation, std::string_view name) { return !has(presentation.hidden, name); }
bool locked(const Presentation& presentation, std::string_view name) { return has(presentation.locked, name); }

Lock::Lock(Ui& ui, bool on) : ui_(ui), list_(nullptr), begin_(0), before_(ui.locked) {
  // Within another lock everything is muted already.
  if (!on || ui.locked) return;
  ui.locked = true;
  list_ = ui.canvas.list;
  begin_ = list_->VtxBuffer.Size;
}

Lock::~Lock() {
  ui_.locked = before_;
  if (list_) mute(*list_, begin_);
}

}  // namespace deltarule
