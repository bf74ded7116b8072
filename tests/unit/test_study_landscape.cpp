// Planes, and the surface over them, against what can be worked out by hand or by another way.
#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "engine/study/landscape_job.h"
#include "tests/support/toy_data.h"

using namespace deltarule;
using Catch::Approx;
using toy::dense;

namespace {

std::unique_ptr<Trainer> trainer_for(std::vector<LayerSpec> model, int samples = 30) {
  TrainingSpec spec;
  spec.model = std::move(model);
  spec.loss.name = Loss::mse;
  spec.optimizer.name = Optimizer::sgd;
  spec.optimizer.learning_rate = 0.1;
  spec.batch_size = 5;
  auto built = Trainer::build(spec, toy::sectors(spec.model.back(), Loss::mse, samples), Dataset{});
  REQUIRE(built.ok());
  return std::move(*built);
}

std::unique_ptr<LandscapeJob> begun(const LandscapeSpec& spec, const Trainer& trainer, const Moments& way) {
  auto job = LandscapeJob::begin(spec, trainer, way);
  INFO((job.ok() ? std::string() : job.error().text()));
  REQUIRE(job.ok());
  return std::move(*job);
}

std::string refusal(const LandscapeSpec& spec, const Trainer& trainer) {
  const Moments way;
  const auto job = LandscapeJob::begin(spec, trainer, way);
  REQUIRE(!job.ok());
  REQUIRE(job.error().where.starts_with("landscape"));
  return job.error().text();
}

void pass(Moments& way, double epoch, const std::vector<Scalar>& parameters) {
  Moment moment;
  moment.epoch = epoch;
  moment.state.parameters = parameters;
  if (way.due(epoch)) way.add(std::move(moment));
}

void finish(LandscapeJob& job) {
  for (int i = 0; i < 1000 && job.busy(); ++i) job.work(100);
  REQUIRE(!job.busy());
}

}  // namespace

TEST_CASE("landscape: over two weights, every cell is the loss of that network", "[study]") {
  // More samples than are added up at a time.
  const auto trainer = trainer_for({dense(3, Activation::tanh), dense(1, Activation::sigmoid)}, 300);
  const std::vector<Scalar> before(trainer->parameters().begin(), trainer->parameters().end());
  Moments way;
  const LandscapeSpec spec{
      .axes = LandscapeAxes::parameters, .parameter_u = 10, .parameter_v = 2, .side = 7, .extent = 3, .race_rates = {}};
  const auto job = begun(spec, *trainer, way);
  finish(*job);
  CHECK(job->update(0.25F));
  CHECK(!job->update(0.25F));
  const Landscape l = job->landscape();
  CHECK(std::equal(before.begin(), before.end(), trainer->parameters().begin()));
  REQUIRE(l.losses.size() == 49);
  CHECK(l.rows_done == 7);
  CHECK(l.u_min == Approx(before[10] - 3));
  CHECK(l.u_max == Approx(before[10] + 3));
  CHECK(l.v_min == Approx(before[2] - 3));
  CHECK(l.ball.u == Approx(before[10]));
  CHECK(l.ball.v == Approx(before[2]));
  CHECK(l.ball.loss == 0.25F);
  for (std::size_t row = 0; row < 7; ++row) {
    for (std::size_t column = 0; column < 7; ++column) {
      trainer->parameters()[10] = static_cast<Scalar>(before[10] - 3 + static_cast<float>(column));
      trainer->parameters()[2] = static_cast<Scalar>(before[2] - 3 + static_cast<float>(row));
      CHECK(l.losses[row * 7 + column] == Approx(trainer->evaluate_train().loss).epsilon(1e-4));
    }
  }
}

TEST_CASE("landscape: random directions have each neuron's norm and leave biases alone", "[study]") {
  const auto trainer = trainer_for({dense(4, Activation::tanh), toy::dropout(0.3), dense(1, Activation::sigmoid)});
  auto parameters = trainer->parameters();
  for (std::size_t i = 0; i < parameters.size(); ++i) parameters[i] = static_cast<Scalar>(0.1 * static_cast<double>(i));
  parameters[2] = parameters[3] = 0;  // the second neuron
  const auto plane = random_plane(trainer->layout(), parameters, 5);
  REQUIRE(plane.ok());
  const auto norm = [](std::span<const Scalar> x) {
    double sum = 0;
    for (const Scalar v : x) sum += static_cast<double>(v) * static_cast<double>(v);
    return std::sqrt(sum);
  };
  for (const std::vector<Scalar>* d : {&plane->u, &plane->v}) {
    for (std::size_t neuron = 0; neuron < 4; ++neuron) {
      const double expected = neuron == 1 ? 1 : norm(parameters.subspan(2 * neuron, 2));
      CHECK(norm(std::span(*d).subspan(2 * neuron, 2)) == Approx(expected).margin(1e-6));
    }
    CHECK(norm(std::span(*d).subspan(12, 4)) == Approx(norm(parameters.subspan(12, 4))));
    for (const std::size_t bias : {8U, 9U, 10U, 11U, 16U}) CHECK((*d)[bias] == 0);
  }
  CHECK(plane->u != plane->v);
  CHECK(random_plane(trainer->layout(), parameters, 5)->u == plane->u);
  CHECK(random_plane(trainer->layout(), parameters, 6)->u != plane->u);
  // There and back.
  std::vector<Scalar> point(parameters.size());
  plane->point(0.75, -2, point);
  CHECK(plane->nearest(point).u == Approx(0.75));
  CHECK(plane->nearest(point).v == Approx(-2));
}

TEST_CASE("landscape: the way's plane holds a way that lies in a plane", "[study]") {
  // A bow in the plane of two directions of a space of 17.
  std::vector<Scalar> a(17), b(17), start(17), here(17);
  for (std::size_t i = 0; i < 17; ++i) {
    a[i] = static_cast<Scalar>(std::sin(static_cast<double>(i)));
    b[i] = static_cast<Scalar>(std::cos(3.0 * static_cast<double>(i)));
    start[i] = static_cast<Scalar>(i);
  }
  Moments way;
  const auto bow = [&](int k) {
    const double t = 0.1 * k;
    for (std::size_t i = 0; i < 17; ++i)
      here[i] = start[i] + static_cast<Scalar>(t) * a[i] + static_cast<Scalar>(0.3 * t * t) * b[i];
  };
  for (int k = 0; k < 3; ++k) {
    CHECK(!way_plane(way.all(), start).ok());
    bow(k * 7);
    pass(way, k * 7, here);
  }
  REQUIRE(way_plane(way.all(), here).ok());
  for (int k = 20; k < 300; ++k) {
    bow(k);
    pass(way, k, here);
  }
  CHECK(way.all().size() < 256);  // thinned
  const auto plane = way_plane(way.all(), here);
  REQUIRE(plane.ok());
  for (const Moment& moment : way.all()) {
    const std::vector<Scalar>& place = moment.state.parameters;
    std::vector<Scalar> back(17);
    const Plane::Place at = plane->nearest(place);
    plane->point(at.u, at.v, back);
    for (std::size_t i = 0; i < 17; ++i) CHECK(std::abs(back[i] - place[i]) < 1e-2);
  }
  // Standing still, or going straight on, is no plane.
  Moments still;
  for (int k = 0; k < 9; ++k) pass(still, k, start);
  CHECK(!way_plane(still.all(), start).ok());
  // Another course from some epoch on.
  way.forget_after(9);
  pass(way, 10, start);
  CHECK(way.all().back().epoch == 10);
  CHECK(way.all().size() < 5);
}

TEST_CASE("landscape: what is no number is an infinite height", "[study]") {
  const auto trainer = trainer_for({dense(1, Activation::linear)});
  trainer->parameters()[1] = 1e30F;
  const Moments way;
  const auto job =
      begun({.axes = LandscapeAxes::parameters, .parameter_u = 0, .parameter_v = 2, .side = 3, .race_rates = {}},
            *trainer, way);
  finish(*job);
  for (const float loss : job->landscape().losses) CHECK(loss == std::numeric_limits<float>::infinity());
}

TEST_CASE("landscape: follows the network once it is done, and shows the old surface until the new one is", "[study]") {
  const auto trainer = trainer_for({dense(2, Activation::tanh), dense(1, Activation::sigmoid)});
  const Moments way;
  LandscapeSpec spec{.axes = LandscapeAxes::random, .side = 5, .follow = true, .race_rates = {}};
  const auto job = begun(spec, *trainer, way);
  finish(*job);
  job->update(1);
  const Landscape first = job->landscape();
  CHECK(first.rows_done == 5);
  CHECK(first.ball.u == Approx(0).margin(1e-6));
  for (int i = 0; i < 20; ++i) trainer->step();
  CHECK(job->busy());
  job->work(10);
  CHECK(job->update(1));
  CHECK(job->landscape().losses == first.losses);
  CHECK(job->landscape().rows_done == 5);
  CHECK(job->landscape().ball.u != Approx(0).margin(1e-6));  // it rolled
  finish(*job);
  job->update(1);
  CHECK(job->landscape().losses != first.losses);
  CHECK(job->landscape().revision != first.revision);
  CHECK(job->landscape().ball.u == Approx(0).margin(1e-6));

  // Along a way that has no directions yet there is nothing to follow: it waits, and keeps what it has.
  Moments way_of_run;
  for (int i = 0; i < 3; ++i) {
    pass(way_of_run, i, {trainer->parameters().begin(), trainer->parameters().end()});
    for (int k = 0; k < 20; ++k) trainer->step();
  }
  spec.axes = LandscapeAxes::trajectory;
  const auto along = begun(spec, *trainer, way_of_run);
  finish(*along);
  way_of_run.forget_after(0);
  trainer->step();
  finish(*along);
  CHECK(along->landscape().rows_done == 5);

  spec.axes = LandscapeAxes::random;
  spec.follow = false;
  const auto fixed = begun(spec, *trainer, way);
  finish(*fixed);
  trainer->step();
  CHECK(!fixed->busy());
}

TEST_CASE("landscape: racers go their own ways from the same start", "[study]") {
  const auto trainer = trainer_for({dense(2, Activation::linear), dense(1, Activation::linear)});
  const auto same = trainer_for({dense(2, Activation::linear), dense(1, Activation::linear)});
  for (int i = 0; i < 7; ++i) trainer->step();
  const std::vector<Scalar> before(trainer->parameters().begin(), trainer->parameters().end());
  const Moments way;
  const auto job = begun({.axes = LandscapeAxes::parameters,
                          .parameter_u = 0,
                          .parameter_v = 1,
                          .side = 2,
                          .race_rates = {0.1, 0.001, 10},
                          .race_steps = 300},
                         *trainer, way);
  finish(*job);
  CHECK(std::equal(before.begin(), before.end(), trainer->parameters().begin()));
  const std::vector<LandscapeRunner>& runners = job->landscape().runners;
  REQUIRE(runners.size() == 3);
  CHECK(runners[0].learning_rate == 0.1);
  REQUIRE(runners[0].path.size() == 200);
  CHECK(runners[1].path.size() == 200);
  for (const LandscapeRunner& r : runners) {
    CHECK(r.path[0].u == Approx(same->parameters()[0]));
    CHECK(r.path[0].v == Approx(same->parameters()[1]));
    CHECK(r.path[0].loss == Approx(same->evaluate_train().loss));
  }
  for (int i = 0; i < 300; ++i) same->step();
  CHECK(runners[0].path.back().u == Approx(same->parameters()[0]));
  CHECK(runners[0].path.back().loss == Approx(same->evaluate_train().loss));
  CHECK(runners[0].path.back().loss < runners[1].path.back().loss);
  CHECK(!runners[0].diverged);
  CHECK(runners[2].diverged);
  CHECK(runners[2].path.size() < 200);
}

TEST_CASE("landscape: wishes that make no sense are refused in words", "[study]") {
  const auto trainer = trainer_for({dense(2, Activation::tanh), dense(1, Activation::sigmoid)});
  const LandscapeSpec good{.axes = LandscapeAxes::parameters, .parameter_u = 0, .parameter_v = 1, .race_rates = {}};
  const Moments way;
  CHECK(LandscapeJob::begin(good, *trainer, way).ok());
  LandscapeSpec s = good;
  s.parameter_v = 9;
  CHECK(refusal(s, *trainer).find("no such weight") != std::string::npos);
  s.parameter_v = 0;
  CHECK(refusal(s, *trainer).find("different") != std::string::npos);
  for (const int side : {0, 1, 82, 65535}) {
    s = good;
    s.side = static_cast<std::uint16_t>(side);
    CHECK(refusal(s, *trainer).find("2 to 81") != std::string::npos);
  }
  for (const float extent : {0.0F, -1.0F, std::numeric_limits<float>::quiet_NaN(), 1e9F}) {
    s = good;
    s.extent = extent;
    refusal(s, *trainer);
  }
  s = good;
  s.race_rates = {0.1, std::numeric_limits<double>::quiet_NaN()};
  s.race_steps = 10;
  refusal(s, *trainer);
  s.race_rates = std::vector<double>(9, 0.1);
  CHECK(refusal(s, *trainer).find("at most 8") != std::string::npos);
  s.race_rates = {0.1};
  for (const std::uint32_t steps : {0U, 2001U}) {
    s.race_steps = steps;
    CHECK(refusal(s, *trainer).find("2,000") != std::string::npos);
  }
  s = good;
  s.axes = LandscapeAxes::trajectory;
  CHECK(refusal(s, *trainer).find("train a few epochs first") != std::string::npos);
  trainer->parameters()[3] = std::numeric_limits<Scalar>::quiet_NaN();
  CHECK(refusal(good, *trainer).find("no numbers") != std::string::npos);
}
