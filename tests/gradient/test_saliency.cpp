// Saliency against central differences of the logit, in double: every pixel, dense and convolutional networks.
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <string>

#include "engine/core/rng.h"
#include "engine/io/experiment_json.h"
#include "engine/study/prepare.h"
#include "engine/study/saliency.h"
#include "tests/support/no_files.h"

using namespace deltarule;
using deltarule::testing::NoFiles;

namespace {

/// Shapes of 12 x 12 in four classes.
std::unique_ptr<Trainer> trained(const std::string& model, const std::string& loss) {
  const Result<Experiment> e = from_json(
      R"({"deltarule": 1, "data": {"kind": "images", "name": "shapes", "samples": 100, "side": 12}, "batch_size": 16,
          "optimizer": {"name": "adam", "learning_rate": 0.01}, "loss": ")" +
      loss + R"(", "model": )" + model + "}");
  INFO((e.ok() ? std::string() : e.error().text()));
  REQUIRE(e.ok());
  Result<Prepared> made = prepare(*e, NoFiles());
  INFO((made.ok() ? std::string() : made.error().text()));
  REQUIRE(made.ok());
  for (int i = 0; i < 40; ++i) made->trainer->step();
  return std::move(made->trainer);
}

}  // namespace

TEST_CASE("saliency: the slope of the logit by every pixel", "[study]") {
  struct Case {
    std::string model, loss;
    int outputs;
  };
  const std::string image_layers =
      R"([{"layer": "conv2d", "filters": 3, "kernel": 3, "padding": "same", "activation": "tanh"},
    {"layer": "batch_norm"}, {"layer": "max_pool2d", "kernel": 2},
    {"layer": "conv2d", "filters": 4, "kernel": 3, "activation": "relu"}, {"layer": "avg_pool2d", "kernel": 2},
    {"layer": "flatten"}, {"layer": "dense", "units": 4, "activation": "softmax"}])";
  const Case cases[] = {
      {R"([{"layer": "flatten"}, {"layer": "dense", "units": 9, "activation": "tanh"},
           {"layer": "dense", "units": 4, "activation": "softmax"}])",
       "softmax_cross_entropy", 4},
      {R"([{"layer": "flatten"}, {"layer": "dense", "units": 6, "activation": "gelu"}, {"layer": "dropout"},
           {"layer": "dense", "units": 4, "activation": "sigmoid"}])",
       "mse", 4},
      {image_layers, "softmax_cross_entropy", 4}};
  for (const Case& c : cases) {
    INFO(c.model);
    const std::unique_ptr<Trainer> trainer = trained(c.model, c.loss);
    const Shape shape = trainer->train_data().shape;
    Probe probe = make_probe(trainer->spec().model, shape, 1, ProbeFor::backward);
    Probe other = make_probe(trainer->spec().model, shape, 1, ProbeFor::forward);
    other.load(trainer->parameters());
    std::copy(trainer->network_state().begin(), trainer->network_state().end(), other.network->state().begin());
    // Noise instead of a picture: of equal pixels under a maximum none would be the first.
    Rng rng(11, Purpose::data);
    std::vector<Scalar> x(144);
    for (Scalar& pixel : x) pixel = rng.uniform();
    const LookRequest sample{LookSource::drawn, 0};
    const auto logit = [&](int unit) {
      other.network->forward(x.data(), 1, other.buffers, nullptr);
      return other.network->logits(other.buffers, 1)[unit];
    };
    int likeliest = 0;
    for (int answer = 0; answer < 4; ++answer) {
      likeliest = logit(answer) > logit(likeliest) ? answer : likeliest;
      const Saliency s = saliency_of(*trainer, probe, sample, static_cast<std::int16_t>(answer), 4, x);
      REQUIRE(s.gradient.size() == x.size());
      CHECK(s.answer == answer);
      CHECK(std::abs(double{s.logit} - logit(answer)) < 1e-5);
      double largest = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        constexpr double h = 1e-6;
        const Scalar here = x[i];
        x[i] = here + h;
        const double above = logit(answer);
        x[i] = here - h;
        const double below = logit(answer);
        x[i] = here;
        const double slope = (above - below) / (2 * h);
        INFO("class " << answer << ", pixel " << i << ": " << s.gradient[i] << ", not " << slope);
        CHECK(std::abs(slope - double{s.gradient[i]}) < 1e-5 * std::fmax(1, std::abs(slope)));
        largest = std::fmax(largest, std::abs(slope));
      }
      CHECK(largest > 0.01);
    }
    const Saliency chosen = saliency_of(*trainer, probe, sample, kSaliencyOfAnswer, 4, x);
    CHECK(chosen.answer == likeliest);
    CHECK(chosen.gradient == saliency_of(*trainer, probe, sample, static_cast<std::int16_t>(likeliest), 4, x).gradient);
    CHECK(saliency_of(*trainer, probe, sample, 4, 4, x).gradient.empty());
  }
}
