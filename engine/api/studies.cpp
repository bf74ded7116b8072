// Glue between the run and engine/study.
#include "engine/api/studies.h"

#include <algorithm>
#include <cmath>

#include "engine/core/rng.h"
#include "engine/study/prepare.h"

namespace deltarule {
namespace {

/// What the run will train on next, without taking it: the batcher shuffles when it has come to the end.
const PlanePoint& next_point(const PointCloud& points, TrainerState& state) {
  if (state.position == state.order.size()) {
    Rng::State shuffle;
    std::copy_n(state.rng.begin(), shuffle.size(), shuffle.begin());
    Rng(shuffle).shuffle(std::span(state.order));
    state.position = 0;
  }
  return points.train[state.order[state.position]];
}

Trace trace_of(const Run& run, const TraceRequest& wanted) {
  const Trainer& trainer = run.trainer();
  const PointCloud& points = run.points();
  TrainerState state = trainer.state();
  PlanePoint point{wanted.x1, wanted.x2, wanted.label};
  if (wanted.next) {
    point = next_point(points, state);
  } else if (points.classes > 0) {
    // The page may still speak of a class that other data had.
    point.label = std::clamp(std::round(point.label), Scalar{0}, static_cast<Scalar>(points.classes - 1));
  }
  const Dataset one =
      encode_points({&point, 1}, run.experiment().data.inputs, point_targets(run.experiment(), points.classes));
  Trace trace = trace_sample(trainer.spec(), state, trainer.learning_rate(), one.input, one.target);
  trace.sample = {true, static_cast<float>(point.x1), static_cast<float>(point.x2), static_cast<float>(point.label),
                  wanted.next};
  return trace;
}

}  // namespace

void Studies::look(Run& run, const Subscription& wanted, bool fresh, Snapshot& out) {
  if (wanted.trace.on) out.trace = trace_of(run, wanted.trace);
  if (wanted.results) {
    if (fresh || !results_) results_ = measure_results(run.trainer(), run.points().classes);
    out.results = results_;
  }
  if (wanted.health) {
    if (!probe_) {
      const Trainer& trainer = run.trainer();
      probe_ =
          make_probe(trainer.spec().model, trainer.train_data().features, health_samples(trainer), ProbeFor::backward);
    }
    if (fresh || health_.empty()) health_ = measure_health(run.trainer(), *probe_);
    out.health = health_;
  }
}

void Studies::forget() {
  probe_.reset();
  results_.reset();
  health_.clear();
}

}  // namespace deltarule
