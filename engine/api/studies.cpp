// Glue between the run and engine/study.
#include "engine/api/studies.h"

#include <algorithm>
#include <cmath>
#include <utility>

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
  look_inside(run, wanted, fresh, out);
  if (wanted.trace.on && run.experiment().kind == DataKind::points) out.trace = trace_of(run, wanted.trace);
  // What needs a pass over much data is as old as the metrics that are shown beside it.
  const auto due = [&](std::uint64_t& taken_at) {
    return run.costly() ? std::exchange(taken_at, run.measurements()) != run.measurements() : fresh;
  };
  if (wanted.results) {
    if (due(results_at_) || !results_) results_ = measure_results(run.trainer(), run.classes());
    out.results = results_;
  }
  if (wanted.health) {
    if (!probe_) {
      const Trainer& trainer = run.trainer();
      probe_ =
          make_probe(trainer.spec().model, trainer.train_data().shape, health_samples(trainer), ProbeFor::backward);
    }
    if (due(health_at_) || health_.empty()) health_ = measure_health(run.trainer(), *probe_);
    out.health = health_;
  }
  tell(out);
}

void Studies::look_inside(Run& run, const Subscription& wanted, bool fresh, Snapshot& out) {
  if (run.diverged()) return;
  Trainer& trainer = run.trainer();
  if (wanted.saliency == kNoSaliency) saliency_probe_.reset();
  if (const auto sample = sample_of(trainer, wanted.look, drawn_); !sample.empty()) {
    out.look = look_at(trainer, wanted.look, sample);
    // Back through the network takes longer than there, so less often.
    if (wanted.saliency != kNoSaliency && fresh) {
      if (!saliency_probe_)
        saliency_probe_ = make_probe(trainer.spec().model, trainer.train_data().shape, 1, ProbeFor::backward);
      out.saliency = saliency_of(trainer, *saliency_probe_, wanted.look, wanted.saliency, run.classes(), sample);
    }
  }
  if (const auto drawn = sample_of(trainer, {LookSource::drawn, 0}, drawn_); !drawn.empty())
    out.drawn = answer_to(trainer, drawn);
  const bool other = wanted.gallery != shown_;
  // Some of each class stay the same as long as the data does; the others are chosen anew after every measurement.
  const bool aged =
      wanted.gallery.order > GalleryOrder::by_class && (run.costly() || fresh) && shown_at_ != run.measurements();
  if (wanted.gallery.order != GalleryOrder::none && (other || aged || shown_at_ == 0)) {
    out.gallery = choose_images(trainer, wanted.gallery, run.classes());
    shown_at_ = run.measurements();
  }
  shown_ = wanted.gallery;
}

void Studies::take_over(const Run& run) {
  shown_at_ = results_at_ = health_at_ = 0;
  probe_.reset();
  saliency_probe_.reset();
  results_.reset();
  health_.clear();
  news_tuning_ = tuning_ != nullptr;
  if (landscape_ == nullptr) return;
  const LandscapeSpec spec = landscape_->spec();
  // What the new network does not have cannot be looked at; the page asks again.
  if (!study(run, spec)) {
    landscape_.reset();
    landscape_ended_ = true;
  }
}

Status Studies::study(const Run& run, const LandscapeSpec& spec) {
  if (spec.axes == LandscapeAxes::off) {
    landscape_ended_ = landscape_ != nullptr;
    landscape_.reset();
    return success();
  }
  Result<std::unique_ptr<LandscapeJob>> begun = LandscapeJob::begin(spec, run.trainer(), run.moments());
  if (!begun) return begun.error();
  landscape_ = std::move(*begun);
  landscape_ended_ = false;
  return success();
}

Status Studies::tune(const Run& run, const TuningSpec& spec) {
  Result<std::unique_ptr<TuningJob>> begun = TuningJob::begin(spec, run.experiment());
  if (!begun) return begun.error();
  tuning_ = std::move(*begun);
  news_tuning_ = true;
  return success();
}

void Studies::stop_tuning() {
  if (!searching()) return;
  tuning_->stop();
  news_tuning_ = true;
}

bool Studies::busy() const { return searching() || surveying(); }

void Studies::work(int units) {
  // Two jobs take turns.
  const bool search = searching() && (tuning_next_ || !surveying());
  tuning_next_ = !search;
  if (search) {
    tuning_->work(units);
    news_tuning_ = true;
  } else if (landscape_ != nullptr) {
    landscape_->work(units);
  }
}

void Studies::tell(Snapshot& out) {
  if (landscape_ != nullptr) {
    if (landscape_->update(out.train.loss)) out.landscape = landscape_->landscape();
  } else if (std::exchange(landscape_ended_, false)) {
    out.landscape.emplace();
  }
  if (std::exchange(news_tuning_, false)) out.tuning = tuning_->tuning();
}

}  // namespace deltarule
