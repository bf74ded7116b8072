// build/native/deltarule-learning [NAME...]: trains what the articles promise and prints a table; without names all.
//
// Digits from the set-up's IDX files (DELTARULE_DIGITS), sequences drawn. Ends with status 1 if a promise is not kept.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include "engine/data/images.h"
#include "engine/data/sequences.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

struct Lesson {
  std::string name;
  std::string promise;
  int most_epochs;
  TrainingSpec training;
  Dataset train, test;
  /// What is measured, and whether it is good enough; looked at after every epoch.
  std::function<double(const Metrics&)> figure;
  std::function<bool(double)> enough;
  bool should_fail = false;  // a network that is known not to manage
  bool all_epochs = false;   // the promise is about that many epochs, not about the first good one
};

LayerSpec dense(int units, Activation activation) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}
LayerSpec conv(int filters, int padding) {
  return {
      .kind = LayerKind::conv2d, .activation = Activation::relu, .filters = filters, .kernel = 5, .padding = padding};
}
LayerSpec recurrent(LayerKind kind, int units, Returned returned) {
  return {.kind = kind, .units = units, .activation = Activation::tanh, .returned = returned};
}

TrainingSpec training(std::vector<LayerSpec> model, Loss loss, double rate, int batch) {
  TrainingSpec spec;
  spec.model = std::move(model);
  spec.loss.name = loss;
  spec.optimizer.name = Optimizer::adam;
  spec.optimizer.learning_rate = rate;
  spec.regularization.clip_norm = 1;
  spec.batch_size = batch;
  return spec;
}

std::vector<std::uint8_t> file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double accuracy(const Metrics& m) { return m.accuracy; }
double loss(const Metrics& m) { return m.loss; }
double bits(const Metrics& m) { return m.loss / std::log(2.0); }

std::vector<Lesson> digits() {
  const std::string folder = DELTARULE_DIGITS;
  const auto images = images_from_idx(file(folder + "/digits-images.idx3-ubyte"),
                                      file(folder + "/digits-labels.idx1-ubyte"), "digits-images", "digits-labels");
  if (!images) {
    std::fprintf(stderr, "%s\n", images.error().text().c_str());
    return {};
  }
  const auto [train, test] = split_images(*images, 8000, 1);
  const LayerSpec pool = default_layer(LayerKind::max_pool2d), flatten{.kind = LayerKind::flatten};
  TrainingSpec lenet = training({conv(6, 2), pool, conv(16, 0), pool, flatten, dense(120, Activation::relu),
                                 dense(84, Activation::relu), dense(10, Activation::softmax)},
                                Loss::softmax_cross_entropy, 0.002, 16);
  lenet.schedule = {.name = Schedule::exponential, .gamma = 0.6};
  lenet.initializer.name = Initializer::he_uniform;
  TrainingSpec mlp = training({flatten, dense(128, Activation::relu), dense(10, Activation::softmax)},
                              Loss::softmax_cross_entropy, 0.001, 32);
  mlp.initializer.name = Initializer::he_uniform;
  Lesson five{"lenet",  "LeNet-5, 8,000 digits, 5 epochs: test accuracy >= 0.975",
              5,        lenet,
              train,    test,
              accuracy, [](double a) { return a >= 0.975; }};
  five.all_epochs = true;
  return {five, {"mlp", "784-128-10: test accuracy >= 0.94", 10, mlp, train, test, accuracy, [](double a) {
                   return a >= 0.94;
                 }}};
}

Lesson sequence(std::string name, std::string promise, int epochs, const SequenceSpec& spec, TrainingSpec training,
                std::function<double(const Metrics&)> figure, std::function<bool(double)> enough) {
  Result<SequenceData> data = make_sequences(spec, 1);
  if (!data) std::fprintf(stderr, "%s\n", data.error().text().c_str());
  training.model.back().units = std::max(1, data->classes);
  return {std::move(name),       std::move(promise), epochs,           std::move(training), std::move(data->train),
          std::move(data->test), std::move(figure),  std::move(enough)};
}

std::vector<Lesson> adding() {
  const SequenceSpec spec{.name = SequenceTask::adding, .samples = 11000, .steps = 100, .train = 10.0 / 11};
  std::vector<Lesson> lessons;
  for (const auto& [name, kind] :
       {std::pair{"adding-lstm", LayerKind::lstm}, {"adding-gru", LayerKind::gru}, {"adding-rnn", LayerKind::rnn}}) {
    lessons.push_back(
        sequence(name, std::string("adding, T = 100, ") + (name + 7) + ": test MSE < 0.01", 25, spec,
                 training({recurrent(kind, 64, Returned::last), dense(1, Activation::linear)}, Loss::mse, 0.005, 50),
                 loss, [](double l) { return l < 0.01; }));
  }
  lessons.back().should_fail = true;
  lessons.back().promise = "adding, T = 100, plain rnn: does not get there";
  return lessons;
}

Lesson order() {
  return sequence("order", "temporal order, T = 50, lstm: test accuracy >= 0.99", 60,
                  {.name = SequenceTask::temporal_order, .samples = 4000, .steps = 50},
                  training({recurrent(LayerKind::lstm, 32, Returned::last), dense(4, Activation::softmax)},
                           Loss::softmax_cross_entropy, 0.005, 32),
                  accuracy, [](double a) { return a >= 0.99; });
}

Lesson reber() {
  const SequenceSpec spec{.name = SequenceTask::reber, .samples = 4000, .steps = 60};
  const double limit = make_sequences(spec, 1)->limit;
  char promise[120];
  std::snprintf(promise, sizeof promise, "embedded Reber, lstm: within 2 %% of the limit of %.4f nats a letter", limit);
  return sequence("reber", promise, 60, spec,
                  training({recurrent(LayerKind::lstm, 32, Returned::all), dense(7, Activation::softmax)},
                           Loss::softmax_cross_entropy, 0.005, 32),
                  loss, [limit](double l) { return l <= 1.02 * limit; });
}

/// By character, on 20 KB of this project's own headers; no part of it is held back.
Lesson letters() {
  std::string text;
  for (const char* name :
       {"layers/layer.h", "train/trainer.h", "core/math.h", "train/training_spec.h", "data/points_spec.h"}) {
    const std::vector<std::uint8_t> bytes = file(std::string(DELTARULE_ENGINE) + "/" + name);
    text.append(bytes.begin(), bytes.end());
  }
  text.resize(std::min<std::size_t>(text.size(), 20000));
  SequenceSpec spec{.name = SequenceTask::text, .steps = 50, .train = 1, .text = text};
  Lesson lesson = sequence("letters", "char lstm, 20 KB of text: below 2 bits a character", 60, spec,
                           training({recurrent(LayerKind::lstm, 128, Returned::all), dense(1, Activation::softmax)},
                                    Loss::softmax_cross_entropy, 0.005, 16),
                           bits, [](double b) { return b < 2; });
  lesson.test = lesson.train;
  return lesson;
}

int teach(const Lesson& lesson) {
  auto trainer = Trainer::build(lesson.training, lesson.train, lesson.test);
  if (!trainer) {
    std::printf("FAIL %-12s %s\n", lesson.name.c_str(), trainer.error().text().c_str());
    return 1;
  }
  const auto begin = std::chrono::steady_clock::now();
  double best = 0;
  int epoch = 0;
  bool reached = false;
  while (epoch < lesson.most_epochs && (!reached || lesson.all_epochs)) {
    while ((*trainer)->epoch() < epoch + 1 && (*trainer)->divergence().where.empty()) (*trainer)->step();
    ++epoch;
    best = lesson.figure((*trainer)->evaluate_test());
    reached = lesson.enough(best);
    if (!(*trainer)->divergence().where.empty()) break;
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  const bool kept = reached != lesson.should_fail;
  std::printf("%s %-12s %.4f after %2d epochs, %5.1f s   %s\n", kept ? "ok  " : "FAIL", lesson.name.c_str(), best,
              epoch, seconds, lesson.promise.c_str());
  std::fflush(stdout);
  return kept ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  const std::vector<std::string> wanted(words + 1, words + count);
  const auto is_wanted = [&](const std::string& name) {
    bool found = wanted.empty();
    for (const std::string& word : wanted) found = found || name.starts_with(word);
    return found;
  };
  int failed = 0;
  const auto teach_all = [&](const std::vector<Lesson>& lessons) {
    for (const Lesson& lesson : lessons)
      if (is_wanted(lesson.name)) failed += teach(lesson);
  };
  if (is_wanted("lenet") || is_wanted("mlp")) teach_all(digits());
  teach_all({order()});
  teach_all({reber()});
  teach_all({letters()});
  teach_all(adding());
  return failed == 0 ? 0 : 1;
}
