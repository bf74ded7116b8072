// Grid: the lists nested, the first one outermost. Random: every trial has a stream of its own.
#include "engine/study/tuning_job.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "engine/core/math.h"
#include "engine/core/rng.h"
#include "engine/experiment/fields.h"
#include "engine/study/prepare.h"

namespace deltarule {
namespace {

constexpr std::size_t kLongestList = 16, kMostTrials = 1000;
constexpr std::uint32_t kMostEpochs = 10'000;

Status check_list(const char* name, std::size_t size) {
  if (size >= 1 && size <= kLongestList) return success();
  return Error{std::string("tuning.") + name, "give 1 to 16 of them"};
}

Status check(const TuningSpec& s) {
  const std::pair<const char*, std::size_t> lists[] = {{"learning_rates", s.learning_rates.size()},
                                                       {"widths", s.widths.size()},
                                                       {"depths", s.depths.size()},
                                                       {"activations", s.activations.size()},
                                                       {"optimizers", s.optimizers.size()}};
  std::size_t combinations = 1;
  for (const auto& [name, size] : lists) {
    if (Status status = check_list(name, size); !status) return status;
    combinations *= size;
  }
  for (const double rate : s.learning_rates) {
    if (Status status = check_value(*find_field("optimizer.learning_rate"), rate); !status)
      return Error{"tuning.learning_rates", status.error().what};
  }
  for (const int width : s.widths) {
    if (Status status = check_point_units(width, "tuning.widths"); !status) return status;
  }
  for (const int depth : s.depths)
    if (depth < 0 || depth >= kMaxLayers)
      return Error{"tuning.depths", "use 0 to " + std::to_string(kMaxLayers - 1) + " hidden layers"};
  for (const Optimizer optimizer : s.optimizers)
    if (optimizer == Optimizer::perceptron)
      return Error{"tuning.optimizers", "the perceptron rule trains no hidden layers; choose others"};
  if (s.method == TuningMethod::grid && combinations > kMostTrials)
    return Error{"tuning", "a grid of " + std::to_string(combinations) +
                               " trials is too large; use at most 1,000, or a random search"};
  if (s.method == TuningMethod::random && (s.trials < 1 || s.trials > kMostTrials))
    return Error{"tuning.trials", "use 1 to 1,000"};
  if (s.epochs < 1 || s.epochs > kMostEpochs) return Error{"tuning.epochs", "use 1 to 10,000"};
  return success();
}

/// Three digits are enough for a learning rate, and a link stays short. x is 1e-5 to 10.
double rounded(double x) {
  double scale = 1;
  while (x * scale < 100) scale *= 10;
  return static_cast<double>(static_cast<std::int64_t>(x * scale + 0.5)) / scale;
}

template <class T>
T pick(const std::vector<T>& values, std::uint32_t& index) {
  const auto size = static_cast<std::uint32_t>(values.size());
  const T value = values[index % size];
  index /= size;
  return value;
}

template <class T>
T draw(const std::vector<T>& values, Rng& rng) {
  return values[rng.below(static_cast<std::uint32_t>(values.size()))];
}

float measured(double loss) {
  return loss <= std::numeric_limits<float>::max() ? static_cast<float>(loss) : std::numeric_limits<float>::infinity();
}

}  // namespace

Result<std::unique_ptr<TuningJob>> TuningJob::begin(const TuningSpec& spec, const Experiment& base) {
  if (Status status = check(spec); !status) return status.error();
  if (base.kind != DataKind::points) return Error{"tuning", "searches among networks for points only"};
  std::unique_ptr<TuningJob> job(new TuningJob(spec, base));
  job->tuning_.running = true;
  job->tuning_.total =
      spec.method == TuningMethod::random
          ? spec.trials
          : static_cast<std::uint32_t>(spec.learning_rates.size() * spec.widths.size() * spec.depths.size() *
                                       spec.activations.size() * spec.optimizers.size());
  return job;
}

TuningTrial TuningJob::trial(std::uint32_t index) const {
  TuningTrial t;
  if (spec_.method == TuningMethod::grid) {
    t.optimizer = pick(spec_.optimizers, index);
    t.activation = pick(spec_.activations, index);
    t.depth = pick(spec_.depths, index);
    t.width = pick(spec_.widths, index);
    t.learning_rate = pick(spec_.learning_rates, index);
    return t;
  }
  Rng rng(spec_.seed, Purpose::study, index);
  const auto [low, high] = std::minmax(spec_.learning_rates.front(), spec_.learning_rates.back());
  const auto range = static_cast<double>(math::log(static_cast<Scalar>(high / low)));
  const auto factor = static_cast<double>(math::exp(static_cast<Scalar>(rng.uniform() * range)));
  t.learning_rate = std::clamp(rounded(low * factor), low, high);
  t.width = draw(spec_.widths, rng);
  t.depth = draw(spec_.depths, rng);
  t.activation = draw(spec_.activations, rng);
  t.optimizer = draw(spec_.optimizers, rng);
  return t;
}

void TuningJob::start_trial() {
  current_ = trial(static_cast<std::uint32_t>(tuning_.trials.size()));
  Result<Prepared> prepared = prepare_points(tuned(base_, current_));
  if (prepared) trainer_ = std::move(prepared->trainer);
}

void TuningJob::finish_trial() {
  const Metrics train = trainer_->evaluate_train(), test = trainer_->evaluate_test();
  current_.diverged = !trainer_->divergence().where.empty();
  current_.train_loss = measured(train.loss);
  current_.test_loss = measured(test.loss);
  current_.train_accuracy = static_cast<float>(train.accuracy);
  current_.test_accuracy = static_cast<float>(test.accuracy);
  tuning_.trials.push_back(current_);
  trainer_.reset();
}

void TuningJob::work(int units) {
  for (; units > 0 && tuning_.running; --units) {
    if (trainer_ == nullptr) start_trial();
    if (trainer_ == nullptr) return stop();  // the base is a run: it and what is made coherent from it can be built
    trainer_->step();
    const std::uint64_t due = std::uint64_t{spec_.epochs} * static_cast<std::uint64_t>(trainer_->train_data().samples);
    double part = static_cast<double>(trainer_->samples_seen()) / static_cast<double>(due);
    if (part >= 1 || !trainer_->divergence().where.empty()) {
      finish_trial();
      part = 0;
    }
    const auto done = static_cast<double>(tuning_.trials.size());
    tuning_.progress = static_cast<float>((done + part) / tuning_.total);
    tuning_.running = tuning_.trials.size() < tuning_.total;
  }
}

void TuningJob::stop() {
  tuning_.running = false;
  trainer_.reset();
}

}  // namespace deltarule
