// Links of playground.tensorflow.org: their defaults, every key, every KEY_hide, and named mistakes.
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <vector>

#include "engine/io/experiment_link.h"

using namespace deltarule;

namespace {

Link opened(std::string_view text) {
  const auto link = read_link(text);
  INFO(text << ": " << (link.ok() ? "" : link.error().text()));
  REQUIRE(link.ok());
  return *link;
}

std::string error_of(std::string_view text) {
  const auto link = read_link(text);
  return link.ok() ? "" : link.error().text();
}

std::vector<std::string> hidden_by(std::string_view text) {
  const Link link = opened(text);
  return link.presentation ? link.presentation->hidden : std::vector<std::string>{};
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// As their page writes it, with every key.
constexpr std::string_view kWhole =
    "https://playground.tensorflow.org/#activation=relu&regularization=L2&batchSize=21&dataset=spiral&regDataset="
    "reg-gauss&learningRate=0.1&regularizationRate=0.003&noise=35&networkShape=7,5,2&seed=0.27894&showTestData=true&"
    "discretize=true&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=true&ySquared=false&cosX=false&sinX=true&"
    "cosY=true&sinY=false&collectStats=false&tutorial=dynamics&problem=classification&initZero=true&hideText=true";

}  // namespace

TEST_CASE("playground link: their defaults") {
  const Experiment e = opened("https://playground.tensorflow.org/").experiment;
  CHECK(e == opened("http://playground.tensorflow.org").experiment);
  CHECK(e == opened("#activation=tanh").experiment);
  CHECK(e == opened("learningRate=&networkShape=4,2&playButton_hide=false").experiment);
  CHECK(e.data.name == PointSet::circle);
  CHECK(e.data.samples == 500);
  CHECK(e.data.noise == 0);
  CHECK(e.data.train == 0.5);
  CHECK(e.data.inputs == std::vector{Input::x1, Input::x2});
  CHECK(e.training.model == std::vector<LayerSpec>{{.units = 4, .activation = Activation::tanh},
                                                   {.units = 2, .activation = Activation::tanh},
                                                   {.units = 1, .activation = Activation::tanh}});
  CHECK(e.training.loss.name == Loss::mse);
  CHECK(e.training.optimizer.name == Optimizer::sgd);
  CHECK(e.training.optimizer.learning_rate == 0.03);
  CHECK(e.training.regularization == RegularizationSpec{});
  CHECK(e.training.initializer == InitializerSpec{.name = Initializer::uniform, .scale = 0.5});
  CHECK(e.training.batch_size == 10);
}

TEST_CASE("playground link: every key means what it means there") {
  const Link link = opened(kWhole);
  const Experiment& e = link.experiment;
  CHECK(e.data.name == PointSet::spiral);
  CHECK(e.data.noise == 0.35);
  CHECK(e.data.train == 0.7);
  CHECK(e.data.inputs == std::vector{Input::x1, Input::x1_squared, Input::x1_x2, Input::sin_x1, Input::cos_x2});
  CHECK(e.training.model == std::vector<LayerSpec>{{.units = 7, .activation = Activation::relu},
                                                   {.units = 5, .activation = Activation::relu},
                                                   {.units = 2, .activation = Activation::relu},
                                                   {.units = 1, .activation = Activation::tanh}});
  CHECK(e.training.optimizer.learning_rate == 0.1);
  CHECK(e.training.regularization == RegularizationSpec{.l2 = 0.003});
  CHECK(e.training.initializer.name == Initializer::zeros);
  CHECK(e.training.batch_size == 21);
  CHECK(e.training.seed == 27894);
  CHECK(link.view == ViewWish{.test_points = true, .discretize = true});
  CHECK(link.presentation == Presentation{.hidden = {"title"}, .locked = {}});
  // What it became is an ordinary link of ours.
  CHECK(opened(to_link(e)).experiment == e);
}

TEST_CASE("playground link: regression") {
  const Experiment plane = opened("problem=regression&dataset=xor").experiment;
  CHECK(plane.data.name == PointSet::plane);
  CHECK(plane.data.samples == 1200);
  CHECK(plane.training.model.back() == LayerSpec{.units = 1, .activation = Activation::linear});
  CHECK(plane.training.loss.name == Loss::mse);
  CHECK(opened("problem=regression&regDataset=reg-gauss").experiment.data.name == PointSet::gaussians);
  CHECK(opened("dataset=xor&regDataset=reg-gauss").experiment.data.name == PointSet::xor_);
  CHECK(opened("dataset=gauss").experiment.data.name == PointSet::blobs);
}

TEST_CASE("playground link: single keys") {
  CHECK(opened("networkShape=").experiment.training.model.size() == 1);
  CHECK(opened("networkShape=8%2C8").experiment.training.model.size() == 3);
  CHECK(opened("regularization=L1&regularizationRate=0.1").experiment.training.regularization.l1 == 0.1);
  CHECK(opened("regularization=none&regularizationRate=0.1").experiment.training.regularization ==
        RegularizationSpec{});
  CHECK(opened("activation=sigmoid").experiment.training.model[0].activation == Activation::sigmoid);
  CHECK(opened("activation=linear").experiment.training.model[0].activation == Activation::linear);
  CHECK(opened("seed=0.00001&x=true").experiment.training.seed == 1);
  CHECK(opened("seed=42&x=true").experiment.training.seed == 42);
  // Any text is a seed there: the same one, every time, and another one for another text.
  const auto seed = [](std::string_view text) {
    return opened("x=true&seed=" + std::string(text)).experiment.training.seed;
  };
  CHECK(seed("hello") == seed("hello"));
  CHECK(seed("hello") != seed("hallo"));
  CHECK(seed("-3.5") != seed("3.5"));
}

TEST_CASE("playground link: what they hide is hidden") {
  CHECK(hidden_by("playButton_hide=true&stepButton_hide=true&resetButton_hide=false") ==
        std::vector<std::string>{"play", "step"});
  CHECK(hidden_by("regularization_hide=true&regularizationRate_hide=true") == std::vector<std::string>{"l1", "l2"});
  CHECK(hidden_by("learningRate_hide=true&activation_hide=true&dataset_hide=true&percTrainData_hide=true&noise_hide="
                  "true&batchSize_hide=true&discretize_hide=true&showTestData_hide=true&numHiddenLayers_hide=true&"
                  "resetButton_hide=true") == std::vector<std::string>{"lr", "activation", "data", "train", "noise",
                                                                       "batch", "discretize", "test_points", "layers",
                                                                       "reset"});
  CHECK(hidden_by("problem_hide=true&x_hide=true").empty());
  CHECK(hidden_by("banana_hide=true") == std::vector<std::string>{"banana"});
  const Link both = opened("learningRate_hide=true&hide=noise&lock=batch");
  CHECK(both.presentation == Presentation{.hidden = {"noise", "lr"}, .locked = {"batch"}});
}

TEST_CASE("playground link: mistakes are named") {
  CHECK(contains(error_of("activation=tahn"), "did you mean \"tanh\""));
  CHECK(contains(error_of("dataset=circel"), "dataset"));
  CHECK(contains(error_of("x=true&noise=80"), "use 0 to 50"));
  CHECK(contains(error_of("x=true&noise=nan"), "is not a number"));
  CHECK(contains(error_of("learningRate=fast"), "learningRate"));
  CHECK(contains(error_of("learningRate=1e999"), "out of range"));
  CHECK(contains(error_of("batchSize=2.5"), "whole number"));
  CHECK(contains(error_of("batchSize=400"), "batch_size"));
  CHECK(contains(error_of("percTrainData=0"), "use 10 to 100"));
  CHECK(contains(error_of("networkShape=4,x"), "networkShape[1]"));
  CHECK(contains(error_of("networkShape=4,900"), "networkShape[1]"));
  CHECK(contains(error_of("networkShape=1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1"), "too many layers"));
  CHECK(contains(error_of("x=false&y=false"), "inputs"));
  CHECK(contains(error_of("learningRate=1&learningRate=1"), "twice"));
  CHECK(contains(error_of("activation=tanh&learnignRate=1"), "did you mean \"learningRate\""));
  // A slip in a link of ours is answered with our names.
  CHECK(contains(error_of("data=spiral&activation=tanh"), "layers"));
}
