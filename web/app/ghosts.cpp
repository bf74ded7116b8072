// When a run ends, and what remains of it.
#include "web/app/ghosts.h"

#include <algorithm>
#include <utility>

#include "engine/experiment/fields.h"
#include "web/app/text.h"
#include "web/app/widgets.h"

namespace deltarule {
namespace {

constexpr double kLeastEpochs = 2;

double end_of(const std::vector<HistoryRecord>& history) { return history.empty() ? 0 : history.back().epoch; }

/// "8-8": the hidden layers' widths.
std::string widths_of(const Experiment& experiment) {
  std::string words;
  int last = -1;
  for (const LayerSpec& layer : experiment.training.model) {
    if (layer.kind != LayerKind::dense) continue;
    if (last >= 0) words += (words.empty() ? "" : "-") + std::to_string(last);
    last = layer.units;
  }
  return words.empty() ? "0" : words;
}

}  // namespace

void Ghosts::follow(const LiveRun& run, bool held) {
  const Snapshot& snapshot = run.snapshot();
  if (!held) kept_while_held_ = false;
  const bool began_again = run.current() && !snapshot.in_past && end_of(snapshot.history) < end_of(history_);
  if (run.generation() != generation_ || began_again) {
    if (!std::exchange(kept_while_held_, held)) keep();
    history_.clear();
  }
  generation_ = run.generation();
  if (!run.current() || snapshot.in_past || revision_ == run.revision()) return;
  revision_ = run.revision();
  history_ = snapshot.history;
  tested_ = snapshot.test.samples > 0;
  if (experiment_ != run.experiment()) experiment_ = run.experiment();
}

void Ghosts::keep() {
  if (end_of(history_) < kLeastEpochs) return;
  Ghost ghost;
  ghost.experiment = experiment_;
  ghost.experiment.data.points.clear();
  ghost.number = ++number_;
  const std::size_t stride = (history_.size() + kMostRecords - 2) / (kMostRecords - 1);
  for (std::size_t i = 0; i < history_.size(); ++i) {
    if (i % stride != 0 && i + 1 != history_.size()) continue;
    const HistoryRecord& record = history_[i];
    ghost.epochs.push_back(record.epoch);
    ghost.loss.push_back(tested_ ? record.test_loss : record.train_loss);
    ghost.accuracy.push_back(tested_ ? record.test_accuracy : record.train_accuracy);
  }
  // The same run again says no more than its longer half.
  const auto twin = std::find_if(ghosts_.begin(), ghosts_.end(),
                                 [&](const Ghost& other) { return other.experiment == ghost.experiment; });
  if (twin != ghosts_.end()) {
    if (twin->epochs.back() > ghost.epochs.back()) return;
    ghosts_.erase(twin);
  }
  if (ghosts_.size() == kMost) ghosts_.erase(ghosts_.begin());
  ghosts_.push_back(std::move(ghost));
}

bool comparable(const Experiment& a, const Experiment& b) {
  return a.data.name == b.data.name && a.training.loss == b.training.loss;
}

std::string difference(const Experiment& then, const Experiment& now) {
  if (std::string widths = widths_of(then); widths != widths_of(now))
    return std::string(tr(Text::layers)) + ' ' + widths;
  const auto& before = then.training.model;
  for (std::size_t i = 0; i < before.size() && i < now.training.model.size(); ++i) {
    if (before[i].activation != now.training.model[i].activation)
      return std::string(
          choice_label("model.activation", activation_names()[static_cast<std::size_t>(before[i].activation)]));
  }
  if (then.data.inputs != now.data.inputs) return std::string(tr(Text::inputs));
  for (const Field& field : fields()) {
    const double value = field.get(then);
    if (value == field.get(now)) continue;
    if (field.type == FieldType::choice)
      return std::string(choice_label(field.path, field.choices[static_cast<std::size_t>(value)]));
    return std::string(field_label(field.path)) + ' ' + figure_text(Figure::plain, value);
  }
  return std::string(tr(Text::same_settings));
}

}  // namespace deltarule
