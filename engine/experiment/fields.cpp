// The table itself. To add a knob: add its member to a spec, add one line here. Nothing else lists the fields.
#include "engine/experiment/fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <vector>

#include "engine/experiment/field_makers.h"
#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"

namespace deltarule {
namespace {

using namespace field_makers;

bool optimizer_is(const Experiment& e, std::initializer_list<Optimizer> names) {
  return std::find(names.begin(), names.end(), e.training.optimizer.name) != names.end();
}
bool schedule_is(const Experiment& e, std::initializer_list<Schedule> names) {
  return std::find(names.begin(), names.end(), e.training.schedule.name) != names.end();
}
bool uses_generator(const Experiment& e) { return e.data.name != PointSet::custom; }
bool uses_own_points(const Experiment& e) { return !uses_generator(e); }
bool uses_balance(const Experiment& e) { return has_balance(e.data.name); }
bool uses_momentum(const Experiment& e) { return optimizer_is(e, {Optimizer::momentum, Optimizer::nesterov}); }
bool uses_betas(const Experiment& e) { return optimizer_is(e, {Optimizer::adam, Optimizer::adamw}); }
bool uses_rho(const Experiment& e) { return optimizer_is(e, {Optimizer::adadelta}); }
bool uses_alpha(const Experiment& e) { return optimizer_is(e, {Optimizer::rmsprop}); }
bool uses_epsilon(const Experiment& e) {
  return optimizer_is(e,
                      {Optimizer::adagrad, Optimizer::adadelta, Optimizer::rmsprop, Optimizer::adam, Optimizer::adamw});
}
bool uses_decay(const Experiment& e) { return optimizer_is(e, {Optimizer::adamw}); }
bool uses_gradient(const Experiment& e) { return !optimizer_is(e, {Optimizer::perceptron}); }
bool uses_delta(const Experiment& e) { return uses_gradient(e) && e.training.loss.name == Loss::huber; }
bool uses_period(const Experiment& e) { return schedule_is(e, {Schedule::step, Schedule::cosine, Schedule::warmup}); }
bool uses_gamma(const Experiment& e) { return schedule_is(e, {Schedule::step, Schedule::exponential}); }
bool uses_recurrence(const Experiment& e) {
  return std::any_of(e.training.model.begin(), e.training.model.end(),
                     [](const LayerSpec& layer) { return is_recurrent(layer.kind); });
}
bool uses_scale(const Experiment& e) {
  const Initializer name = e.training.initializer.name;
  return name == Initializer::constant || name == Initializer::uniform || name == Initializer::normal;
}

// What suits the other kinds of data better than what is usual for the plane's few points.
constexpr double kBatchSizeElsewhere = 32;
double usual_learning_rate(DataKind kind) {
  return kind == DataKind::points ? 0.03 : kind == DataKind::functions ? 0.01 : 0.003;
}

constexpr auto kData = &Experiment::data;
constexpr auto kTraining = &Experiment::training;
constexpr auto kLoss = &TrainingSpec::loss;
constexpr auto kOptimizer = &TrainingSpec::optimizer;
constexpr auto kSchedule = &TrainingSpec::schedule;
constexpr auto kRegularization = &TrainingSpec::regularization;
constexpr auto kInitializer = &TrainingSpec::initializer;
constexpr auto kStop = &Experiment::stop;

auto make_fields() {
  return std::to_array<Field>({
      // clang-format off
      choice<&Experiment::kind>("data.kind", "kind", data_kind_names(), kStructural),
      choice<kData, &PointsSpec::name>("data.name", "data", point_set_names(), kStructural),
      integer<kData, &PointsSpec::samples>("data.samples", "n", {4, kMaxSamples, kLog}, kStructural, uses_generator),
      real<kData, &PointsSpec::noise>("data.noise", "noise", {0, 0.5}, kStructural, uses_generator),
      real<kData, &PointsSpec::balance>("data.balance", "balance", {0.1, 0.9}, kStructural, uses_balance),
      real<kData, &PointsSpec::train>("data.train", "train", {0.1, 1}, kStructural),
      choice<kData, &PointsSpec::view>("data.view", "view", extent_names(), kStructural, uses_own_points),
      choice<kTraining, kLoss, &LossSpec::name>("loss.name", "loss", loss_names(), kStructural),
      real<kTraining, kLoss, &LossSpec::delta>("loss.delta", "delta", {0.01, 100, kLog}, kStructural, uses_delta),
      choice<kTraining, kOptimizer, &OptimizerSpec::name>("optimizer.name", "opt", optimizer_names(), kLive),
      real<kTraining, kOptimizer, &OptimizerSpec::learning_rate>("optimizer.learning_rate", "lr", {1e-5, 10, kLog}, kLive),
      real<kTraining, kOptimizer, &OptimizerSpec::momentum>("optimizer.momentum", "momentum", {0, 0.9999}, kLive, uses_momentum),
      real<kTraining, kOptimizer, &OptimizerSpec::beta1>("optimizer.beta1", "beta1", {0, 0.9999}, kLive, uses_betas),
      real<kTraining, kOptimizer, &OptimizerSpec::beta2>("optimizer.beta2", "beta2", {0, 0.99999}, kLive, uses_betas),
      real<kTraining, kOptimizer, &OptimizerSpec::rho>("optimizer.rho", "rho", {0, 0.9999}, kLive, uses_rho),
      real<kTraining, kOptimizer, &OptimizerSpec::alpha>("optimizer.alpha", "alpha", {0, 0.9999}, kLive, uses_alpha),
      real<kTraining, kOptimizer, &OptimizerSpec::epsilon>("optimizer.epsilon", "eps", {1e-12, 1, kLog}, kLive, uses_epsilon),
      real<kTraining, kOptimizer, &OptimizerSpec::weight_decay>("optimizer.weight_decay", "decay", {0, 10}, kLive, uses_decay),
      choice<kTraining, kSchedule, &ScheduleSpec::name>("schedule.name", "schedule", schedule_names(), kLive),
      integer<kTraining, kSchedule, &ScheduleSpec::period>("schedule.period", "period", {1, 100000, kLog}, kLive, uses_period),
      real<kTraining, kSchedule, &ScheduleSpec::gamma>("schedule.gamma", "gamma", {0.001, 1}, kLive, uses_gamma),
      real<kTraining, kRegularization, &RegularizationSpec::l1>("regularization.l1", "l1", {0, 10}, kLive, uses_gradient),
      real<kTraining, kRegularization, &RegularizationSpec::l2>("regularization.l2", "l2", {0, 10}, kLive, uses_gradient),
      real<kTraining, kRegularization, &RegularizationSpec::clip_norm>("regularization.clip_norm", "clip", {0, 1000}, kLive, uses_gradient),
      choice<kTraining, kInitializer, &InitializerSpec::name>("initializer.name", "init", initializer_names(), kStructural),
      real<kTraining, kInitializer, &InitializerSpec::scale>("initializer.scale", "scale", {0, 10}, kStructural, uses_scale),
      integer<kTraining, &TrainingSpec::batch_size>("batch_size", "batch", {1, kMaxSamples, kLog}, kLive),
      choice<kTraining, &TrainingSpec::carry_state>("carry_state", "carry", off_on(), kStructural, uses_recurrence),
      integer<kTraining, &TrainingSpec::seed>("seed", "seed", {0, 4294967295.0}, kStructural),
      integer<kStop, &StopSpec::epochs>("stop.epochs", "stop_epochs", {0, 1e6}, kLive),
      real<kStop, &StopSpec::loss>("stop.loss", "stop_loss", {0, 10}, kLive),
      choice<&Experiment::math>("math", "math", math_names(), kStructural),
      // clang-format on
  });
}

Status check_range(std::string_view where, FieldType type, double min, double max, double value) {
  if (value >= min && value <= max && (type == FieldType::real || value == std::floor(value))) return success();
  const char* kind = type == FieldType::real ? "use " : "use a whole number, ";
  const std::string problem = value >= min && value <= max ? " is not a whole number" : " is out of range";
  return Error{std::string(where),
               format_number(value) + problem + "; " + kind + format_number(min) + " to " + format_number(max)};
}

}  // namespace

std::span<const Field> fields() {
  static const auto kFields = make_fields();
  return kFields;
}

const Field* find_field(std::string_view path, DataKind kind) {
  for (const Field* field : fields_of(kind)) {
    if (field->path == path) return field;
  }
  return nullptr;
}

std::span<const Field* const> fields_of(DataKind kind) {
  static const auto kAll = [] {
    std::vector<std::vector<const Field*>> all(data_kind_names().size());
    for (std::size_t k = 0; k < all.size(); ++k) {
      for (const Field& field : fields()) {
        const bool of_points = field.path.starts_with("data.") && field.path != "data.kind";
        if (k == 0 || !of_points) all[k].push_back(&field);
        if (field.path != "data.kind") continue;
        for (const Field& own : data_fields(static_cast<DataKind>(k))) all[k].push_back(&own);
      }
    }
    return all;
  }();
  return kAll[static_cast<std::size_t>(kind)];
}

const Field* find_field_by_link(std::string_view key, DataKind kind) {
  for (const Field* field : fields_of(kind)) {
    if (field->link == key) return field;
  }
  return nullptr;
}

bool default_depends(const Field& field) {
  return field.path == "optimizer.epsilon" || field.path == "optimizer.learning_rate" || field.path == "loss.name" ||
         field.path == "batch_size";
}

double default_value(const Field& field, const Experiment& experiment) {
  if (field.path == "optimizer.epsilon") return default_epsilon(experiment.training.optimizer.name);
  if (field.path == "loss.name") return static_cast<double>(natural_loss(experiment));
  static const Experiment kDefaults = default_experiment();
  const double usual = field.get(kDefaults);
  const bool points = experiment.kind == DataKind::points;
  if (field.path == "optimizer.learning_rate") return usual_learning_rate(experiment.kind);
  if (field.path != "batch_size") return usual;
  return points ? std::min(usual, std::max(1.0, double{training_count(experiment.data) + 0.0})) : kBatchSizeElsewhere;
}

Status check_value(const Field& field, double value) {
  return check_range(field.path, field.type, field.min, field.max, value);
}

Status check_value(const LayerField& field, double value, std::string_view where) {
  return check_range(where, field.type, field.min, field.max, value);
}

Status check_point_units(int units, std::string_view where) {
  return check_range(where, FieldType::integer, 1, kMaxPointUnits, units);
}

}  // namespace deltarule
