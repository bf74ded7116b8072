// The surface's rows from the lowest v up; racers side by side, whoever is behind goes next.
#include "engine/study/landscape_job.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/core/kernels/vector_ops.h"
#include "engine/experiment/fields.h"
#include "engine/train/evaluate.h"
#include "engine/train/loss.h"

namespace deltarule {
namespace {

constexpr std::uint16_t kLeastSide = 2, kMostSide = 81;
constexpr float kMostExtent = 1000;
constexpr std::size_t kMostRacers = 8;
constexpr std::uint32_t kMostRaceSteps = 2000;
constexpr std::uint32_t kMostPlaces = 200;

Status check(const LandscapeSpec& spec) {
  if (spec.side < kLeastSide || spec.side > kMostSide)
    return Error{"landscape.side", "use 2 to 81 grid points in each direction"};
  if (!(spec.extent > 0 && spec.extent <= kMostExtent))
    return Error{"landscape.extent", "use a number greater than 0 and at most 1,000"};
  if (spec.race_rates.size() > kMostRacers) return Error{"landscape.race_rates", "at most 8 learning rates can race"};
  for (const double rate : spec.race_rates) {
    if (Status status = check_value(*find_field("optimizer.learning_rate"), rate); !status)
      return Error{"landscape.race_rates", status.error().what};
  }
  if (!spec.race_rates.empty() && (spec.race_steps < 1 || spec.race_steps > kMostRaceSteps))
    return Error{"landscape.race_steps", "use 1 to 2,000 batches"};
  return success();
}

/// Whatever is not a finite number is a mountain without a top.
float height(double loss) {
  return loss <= std::numeric_limits<float>::max() ? static_cast<float>(loss) : std::numeric_limits<float>::infinity();
}

/// Of the i-th of n points from low to high.
double along(float low, float high, std::size_t i, std::size_t n) {
  const auto from = static_cast<double>(low), to = static_cast<double>(high);
  return from + (to - from) * static_cast<double>(i) / static_cast<double>(n - 1);
}

/// The part of an axis with this middle and this half of the width.
void cut(double middle, double half, float& low, float& high) {
  low = static_cast<float>(middle - half);
  high = static_cast<float>(middle + half);
}

}  // namespace

LandscapeJob::LandscapeJob(const LandscapeSpec& spec, const Trainer& run, const Moments& way)
    : spec_(spec),
      run_(run),
      way_(way),
      probe_(make_probe(run.spec().model, run.train_data().shape, kInferenceColumns, ProbeFor::forward)) {}

Result<std::unique_ptr<LandscapeJob>> LandscapeJob::begin(const LandscapeSpec& spec, const Trainer& run,
                                                          const Moments& way) {
  if (Status status = check(spec); !status) return status.error();
  std::unique_ptr<LandscapeJob> job(new LandscapeJob(spec, run, way));
  Result<Surface> surface = job->make_surface();
  if (!surface) return surface.error();
  job->surface_ = std::move(*surface);
  for (const double rate : spec.race_rates) {
    TrainingSpec racing = run.spec();
    racing.optimizer.learning_rate = rate;
    Result<std::unique_ptr<Trainer>> trainer = Trainer::build(racing, run.train_data(), Dataset{});
    if (!trainer) return trainer.error();
    job->racers_.push_back({std::move(*trainer)});
    job->landscape_.runners.push_back({rate, false, {}});
  }
  job->landscape_.axes = spec.axes;
  job->landscape_.side = spec.side;
  job->show_surface();
  return job;
}

Result<LandscapeJob::Surface> LandscapeJob::make_surface() const {
  const std::span<const Scalar> parameters = run_.parameters();
  if (!all_finite(parameters.size(), parameters.data()))
    return Error{"landscape", "the weights are no numbers any more; go back or reset first"};
  Result<Plane> plane = spec_.axes == LandscapeAxes::parameters
                            ? parameter_plane(parameters, spec_.parameter_u, spec_.parameter_v)
                        : spec_.axes == LandscapeAxes::random ? random_plane(run_.layout(), parameters, spec_.seed)
                                                              : way_plane(way_.all(), parameters);
  if (!plane) return plane.error();
  Surface s;
  s.around.assign(parameters.begin(), parameters.end());
  s.plane = std::move(*plane);
  s.losses.assign(std::size_t{spec_.side} * spec_.side, 0);
  const auto extent = static_cast<double>(spec_.extent);
  const Plane::Place here = s.plane.nearest(parameters);
  Plane::Place middle = here, half{extent, extent};
  if (spec_.axes == LandscapeAxes::trajectory) {
    Plane::Place low = here, high = here;
    for (const Moment& moment : way_.all()) {
      const Plane::Place p = s.plane.nearest(moment.state.parameters);
      low = {std::min(low.u, p.u), std::min(low.v, p.v)};
      high = {std::max(high.u, p.u), std::max(high.v, p.v)};
    }
    middle = {(low.u + high.u) / 2, (low.v + high.v) / 2};
    half = {(high.u - low.u) * extent, (high.v - low.v) * extent};
  }
  cut(middle.u, half.u, s.u_min, s.u_max);
  cut(middle.v, half.v, s.v_min, s.v_max);
  return s;
}

bool LandscapeJob::moved() const {
  const std::span<const Scalar> now = run_.parameters();
  return !std::equal(now.begin(), now.end(), surface_.around.begin()) && all_finite(now.size(), now.data());
}

bool LandscapeJob::busy() const {
  if (surface_.cells < surface_.losses.size() || next_) return true;
  for (const Racer& racer : racers_)
    if (!racer.done) return true;
  // A race keeps to its surface: its places are nowhere else.
  return spec_.follow && racers_.empty() && moved();
}

void LandscapeJob::work(int units) {
  for (; units > 0; --units) {
    Surface& surface = working();
    if (surface.cells < surface.losses.size()) {
      work_on_surface(surface);
    } else if (!racers_.empty()) {
      work_on_race();
    } else if (spec_.follow && moved()) {
      Result<Surface> next = make_surface();
      if (next) {
        next_ = std::move(*next);
      } else {
        // There is no plane there; once it has moved on there may be one.
        surface_.around.assign(run_.parameters().begin(), run_.parameters().end());
      }
    } else {
      return;
    }
  }
}

void LandscapeJob::work_on_surface(Surface& surface) {
  const std::size_t side = spec_.side;
  if (!measuring_) {
    const double u = along(surface.u_min, surface.u_max, surface.cells % side, side);
    const double v = along(surface.v_min, surface.v_max, surface.cells / side, side);
    surface.plane.point(u, v, probe_.network->parameters());
  }
  if (!measure()) return;
  surface.losses[surface.cells++] = height(sum_);
  if (next_ && surface.cells == surface.losses.size()) {
    surface_ = std::move(*next_);
    next_.reset();
    show_surface();
  } else if (!next_ && surface.cells % side == 0) {
    show_surface();
  }
}

void LandscapeJob::show_surface() {
  Landscape& l = landscape_;
  l.rows_done = static_cast<std::uint16_t>(surface_.cells / spec_.side);
  l.u_min = surface_.u_min;
  l.u_max = surface_.u_max;
  l.v_min = surface_.v_min;
  l.v_max = surface_.v_max;
  l.losses = surface_.losses;
  ++l.revision;
}

void LandscapeJob::work_on_race() {
  if (!measuring_) {
    const auto behind = std::min_element(racers_.begin(), racers_.end(), [](const Racer& a, const Racer& b) {
      return std::pair(a.done, a.steps) < std::pair(b.done, b.steps);
    });
    if (behind->done) return;
    racing_ = static_cast<std::size_t>(behind - racers_.begin());
  }
  Racer& racer = racers_[racing_];
  LandscapeRunner& shown = landscape_.runners[racing_];
  // Its i-th place, the start being the 0-th, is due after i / (places - 1) of the steps.
  const std::uint32_t places = std::min(kMostPlaces, spec_.race_steps + 1);
  const auto due = static_cast<std::uint32_t>(shown.path.size() * spec_.race_steps / (places - 1));
  if (racer.steps < due) {
    racer.trainer->step();
    ++racer.steps;
    if (racer.trainer->divergence().where.empty()) return;
    shown.diverged = racer.done = true;
    ++landscape_.revision;
    return;
  }
  if (!measuring_) probe_.load(racer.trainer->parameters());
  if (!measure()) return;
  shown.path.push_back(place(racer.trainer->parameters(), height(sum_)));
  racer.done = shown.path.size() == places;
  if (racer.done) racer.trainer.reset();
  ++landscape_.revision;
}

bool LandscapeJob::measure() {
  if (!measuring_) {
    measuring_ = true;
    measured_ = 0;
    sum_ = 0;
  }
  const Dataset& data = run_.train_data();
  const auto features = static_cast<std::size_t>(data.features()), units = static_cast<std::size_t>(data.targets);
  const auto samples = static_cast<std::size_t>(data.samples);
  const std::size_t n = std::min(kInferenceColumns, samples - measured_);
  Network& net = *probe_.network;
  net.forward(data.input.data() + measured_ * features, n, probe_.buffers, nullptr);
  const LossSpec& loss = run_.spec().loss;
  add_loss(
      loss,
      {units, n, net.output(probe_.buffers), net.logits(probe_.buffers, n), data.target.data() + measured_ * units},
      sum_);
  measured_ += n;
  if (measured_ < samples) return false;
  measuring_ = false;
  sum_ /= loss_count(loss.name, units, samples);
  return true;
}

LandscapePlace LandscapeJob::place(std::span<const Scalar> parameters, float loss) const {
  const Plane::Place p = surface_.plane.nearest(parameters);
  return {static_cast<float>(p.u), static_cast<float>(p.v), loss};
}

bool LandscapeJob::update(float loss) {
  Landscape& l = landscape_;
  const std::span<const Scalar> now = run_.parameters();
  // A ball whose weights are no numbers stays where it was last seen.
  const LandscapePlace ball = all_finite(now.size(), now.data()) ? place(now, height(loss)) : l.ball;
  const bool rolled = ball.u != l.ball.u || ball.v != l.ball.v || ball.loss != l.ball.loss;
  const bool news = told_revision_ != l.revision || told_way_ != way_.version() || rolled;
  if (told_revision_ != l.revision || told_way_ != way_.version()) {
    l.path.clear();
    for (const Moment& m : way_.all()) l.path.push_back(place(m.state.parameters, m.loss));
  }
  l.ball = ball;
  told_revision_ = l.revision;
  told_way_ = way_.version();
  return news;
}

}  // namespace deltarule
