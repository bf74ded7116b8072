// Their keys, values and defaults, as tensorflow/playground's state.ts has them, and what each is here.
//
// Their loss is (y - t)^2 / 2 with targets -1 and 1; the nearest here is the mean squared error, (y - t)^2, whose
// slopes are twice theirs. The learning rate is kept as written all the same: what a link says is what the page shows.
#include "engine/io/playground_link.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"
#include "engine/io/draft.h"

namespace deltarule {
namespace {

using Names = std::span<const std::string_view>;
constexpr std::string_view kHide = "_hide";
constexpr int kClassPoints = 500, kRegressionPoints = 1200;

// What a link of theirs says, and their defaults for what it leaves out.
struct Wish {
  std::size_t activation = 1, regularization = 0, dataset = 0, reg_dataset = 0, problem = 0;  // into the names below
  double batch_size = 10, learning_rate = 0.03, regularization_rate = 0, noise = 0, train_percent = 50;
  std::array<bool, 9> inputs = {true, true};  // in our order
  bool zeros = false, hide_text = false;
  ViewWish view;
  std::vector<int> hidden_layers = {4, 2};
  std::uint32_t seed = 1;
};

constexpr std::string_view kActivations[] = {"relu", "tanh", "sigmoid", "linear"};
constexpr Activation kOurActivations[] = {Activation::relu, Activation::tanh, Activation::sigmoid, Activation::linear};
constexpr std::string_view kRegularizations[] = {"none", "L1", "L2"};
constexpr std::string_view kDatasets[] = {"circle", "xor", "gauss", "spiral"};
constexpr PointSet kOurDatasets[] = {PointSet::circle, PointSet::xor_, PointSet::blobs, PointSet::spiral};
constexpr std::string_view kRegDatasets[] = {"reg-plane", "reg-gauss"};
constexpr PointSet kOurRegDatasets[] = {PointSet::plane, PointSet::gaussians};
constexpr std::string_view kProblems[] = {"classification", "regression"};

struct ChoiceKey {
  std::string_view key;
  Names names;
  std::size_t Wish::*member;
};
constexpr ChoiceKey kChoices[] = {{"activation", kActivations, &Wish::activation},
                                  {"regularization", kRegularizations, &Wish::regularization},
                                  {"dataset", kDatasets, &Wish::dataset},
                                  {"regDataset", kRegDatasets, &Wish::reg_dataset},
                                  {"problem", kProblems, &Wish::problem}};

struct NumberKey {
  std::string_view key;
  FieldType type;
  double min, max;
  double Wish::*member;
};
constexpr NumberKey kNumbers[] = {{"batchSize", FieldType::integer, 1, kMaxSamples, &Wish::batch_size},
                                  {"learningRate", FieldType::real, 1e-5, 10, &Wish::learning_rate},
                                  {"regularizationRate", FieldType::real, 0, 10, &Wish::regularization_rate},
                                  {"noise", FieldType::real, 0, 50, &Wish::noise},
                                  {"percTrainData", FieldType::real, 10, 100, &Wish::train_percent}};

// In the order of Input.
constexpr std::string_view kInputKeys[] = {"x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY", "cosX", "cosY"};

// Controls that they can hide, and the names of ours. What has none of its own here hides nothing: the problem follows
// from the data set.
struct HideKey {
  std::string_view key, ours, also;
};
constexpr HideKey kHideKeys[] = {{"showTestData", "test_points", {}},
                                 {"discretize", "discretize", {}},
                                 {"playButton", "play", {}},
                                 {"stepButton", "step", {}},
                                 {"resetButton", "reset", {}},
                                 {"learningRate", "lr", {}},
                                 {"activation", "activation", {}},
                                 {"regularization", "l1", "l2"},
                                 {"regularizationRate", "l1", "l2"},
                                 {"problem", {}, {}},
                                 {"dataset", "data", {}},
                                 {"regDataset", "data", {}},
                                 {"percTrainData", "train", {}},
                                 {"noise", "noise", {}},
                                 {"batchSize", "batch", {}},
                                 {"numHiddenLayers", "layers", {}},
                                 {"networkShape", "layers", {}},
                                 {"seed", "seed", {}}};

// Keys without a table of their own. The last two have no meaning here: their text for a tutorial, their statistics.
constexpr std::string_view kOtherKeys[] = {"networkShape", "seed",     "showTestData", "discretize",
                                           "initZero",     "hideText", "tutorial",     "collectStats"};

std::vector<std::string_view> known_keys() {
  std::vector<std::string_view> keys;
  for (const ChoiceKey& choice : kChoices) keys.push_back(choice.key);
  for (const NumberKey& number : kNumbers) keys.push_back(number.key);
  keys.insert(keys.end(), std::begin(kInputKeys), std::end(kInputKeys));
  keys.insert(keys.end(), std::begin(kOtherKeys), std::end(kOtherKeys));
  return keys;
}

Result<double> read_number(std::string_view key, std::string_view text, FieldType type, double min, double max) {
  const std::optional<double> number = parse_number(text);
  if (!number) return Error{std::string(key), in_quotes(text) + " is not a number"};
  LayerField range;
  range.type = type;
  range.min = min;
  range.max = max;
  if (Status status = check_value(range, *number, key); !status) return status.error();
  return *number;
}

Status read_shape(Wish& wish, std::string_view text) {
  wish.hidden_layers.clear();
  if (text.empty()) return success();
  for (const std::string_view part : split(text, ",")) {
    const std::string where = "networkShape[" + std::to_string(wish.hidden_layers.size()) + "]";
    const Result<double> units = read_number(where, part, FieldType::integer, 1, kMaxPointUnits);
    if (!units) return units.error();
    if (wish.hidden_layers.size() + 1 >= static_cast<std::size_t>(kMaxLayers)) {
      return Error{"networkShape", "has too many layers; use at most " + std::to_string(kMaxLayers - 1)};
    }
    wish.hidden_layers.push_back(static_cast<int>(*units));
  }
  return success();
}

/// Theirs is any text, usually "0." and five digits: those become the number, as does a whole number; any other text is
/// mixed into one (FNV-1a).
std::uint32_t seed_of(std::string_view text) {
  constexpr double kLargest = 4294967295.0;
  if (const std::optional<double> number = parse_number(text); number && *number >= 0 && *number <= kLargest) {
    if (*number < 1) return static_cast<std::uint32_t>(std::round(*number * 1e5));
    if (*number == std::floor(*number)) return static_cast<std::uint32_t>(*number);
  }
  std::uint32_t hash = 2166136261U;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

void hide(std::vector<std::string>& hidden, std::string_view name) {
  if (!name.empty() && std::find(hidden.begin(), hidden.end(), name) == hidden.end()) hidden.emplace_back(name);
}

/// One of their HIDE keys; a control that nobody knows stays in the list, for the page to say so.
void read_hide(std::vector<std::string>& hidden, std::string_view control) {
  for (const HideKey& known : kHideKeys) {
    if (known.key != control) continue;
    hide(hidden, known.ours);
    hide(hidden, known.also);
    return;
  }
  // What is a key but no control there (x_hide, initZero_hide) hides nothing there either.
  const auto keys = known_keys();
  if (std::find(keys.begin(), keys.end(), control) == keys.end()) hide(hidden, control);
}

Status read_setting(Wish& wish, const Setting& setting) {
  const auto& [key, value] = setting;
  if (key == "networkShape") return read_shape(wish, value);
  const auto known = known_keys();
  if (std::find(known.begin(), known.end(), key) == known.end()) {
    const std::string guess = did_you_mean(key, known);
    return Error{key.size() > 40 ? std::string() : key, "the setting " + in_quotes(key) +
                                                            " is unknown to playground.tensorflow.org" +
                                                            (guess.empty() ? "; known are " + join(known) : guess)};
  }
  if (value.empty()) return success();  // the default, as there
  for (const ChoiceKey& choice : kChoices) {
    if (choice.key != key) continue;
    const Result<std::size_t> index = index_of(value, choice.names, key);
    if (!index) return index.error();
    wish.*choice.member = *index;
    return success();
  }
  for (const NumberKey& number : kNumbers) {
    if (number.key != key) continue;
    const Result<double> read = read_number(key, value, number.type, number.min, number.max);
    if (!read) return read.error();
    wish.*number.member = *read;
    return success();
  }
  const bool on = value != "false";  // anything else is true, as there
  for (std::size_t i = 0; i < wish.inputs.size(); ++i) {
    if (kInputKeys[i] == key) wish.inputs[i] = on;
  }
  if (key == "seed") wish.seed = seed_of(value);
  if (key == "showTestData") wish.view.test_points = on;
  if (key == "discretize") wish.view.discretize = on;
  if (key == "initZero") wish.zeros = on;
  if (key == "hideText") wish.hide_text = on;
  return success();
}

Experiment experiment_of(const Wish& wish) {
  const bool regression = wish.problem == 1;
  Experiment e;
  e.data.name = regression ? kOurRegDatasets[wish.reg_dataset] : kOurDatasets[wish.dataset];
  e.data.samples = regression ? kRegressionPoints : kClassPoints;
  e.data.noise = wish.noise / 100;
  e.data.train = wish.train_percent / 100;
  e.data.inputs.clear();
  for (std::size_t i = 0; i < wish.inputs.size(); ++i) {
    if (wish.inputs[i]) e.data.inputs.push_back(static_cast<Input>(i));
  }
  TrainingSpec& t = e.training;
  for (const int units : wish.hidden_layers) {
    t.model.push_back({.kind = LayerKind::dense, .units = units, .activation = kOurActivations[wish.activation]});
  }
  t.model.push_back(
      {.kind = LayerKind::dense, .units = 1, .activation = regression ? Activation::linear : Activation::tanh});
  t.loss.name = Loss::mse;
  t.optimizer.name = Optimizer::sgd;
  t.optimizer.learning_rate = wish.learning_rate;
  if (wish.regularization == 1) t.regularization.l1 = wish.regularization_rate;
  if (wish.regularization == 2) t.regularization.l2 = wish.regularization_rate;
  t.initializer = wish.zeros ? InitializerSpec{.name = Initializer::zeros}
                             : InitializerSpec{.name = Initializer::uniform, .scale = 0.5};
  t.batch_size = static_cast<int>(wish.batch_size);
  t.seed = wish.seed;
  return e;
}

}  // namespace

bool is_playground_key(std::string_view key) {
  if (key == "noise" || key == "seed") return false;  // ours as well
  const auto keys = known_keys();
  return key.ends_with(kHide) || std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_playground_address(std::string_view link) {
  const std::string_view page = link.substr(0, link.find('#'));
  return page.find("://playground.tensorflow.org") != std::string_view::npos;
}

Result<Link> read_playground_link(const std::vector<Setting>& settings) {
  Wish wish;
  Presentation presentation;
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (Status status = check_once(settings, i); !status) return status.error();
    const std::string_view key = settings[i].key;
    if (key.ends_with(kHide)) {
      if (settings[i].value == "true") read_hide(presentation.hidden, key.substr(0, key.size() - kHide.size()));
      continue;
    }
    if (Status status = read_setting(wish, settings[i]); !status) return status.error();
  }
  if (wish.hide_text) hide(presentation.hidden, "title");
  Link link{.experiment = experiment_of(wish), .presentation = {}, .view = wish.view};
  if (Status status = validate(link.experiment); !status) return status.error();
  if (!presentation.hidden.empty()) link.presentation = std::move(presentation);
  return link;
}

}  // namespace deltarule
