// deltarule train: epochs or steps, with curves and a progress bar.
#include <array>
#include <chrono>
#include <cstdio>
#include <limits>
#include <string>

#include <sys/stat.h>
#include <unistd.h>

#include "engine/cli/command.h"
#include "engine/cli/data_option.h"
#include "engine/cli/files.h"
#include "engine/cli/task.h"
#include "engine/experiment/text.h"
#include "engine/io/safetensors.h"
#include "engine/io/weights.h"

namespace deltarule::cli {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t kUsualEpochs = 100;  // where neither the command nor the experiment says how many
constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

/// When to stop: after so many steps or samples, or at an epoch's end below a loss.
struct Goal {
  std::uint64_t steps = kNoEnd, samples = kNoEnd;
  double loss = 0;
};

Result<Goal> goal_of(const Arguments& arguments, const Task& task) {
  Goal goal;
  const auto epochs = arguments.count("--epochs"), steps = arguments.count("--steps");
  if (!epochs) return epochs.error();
  if (!steps) return steps.error();
  if (*epochs && *steps) return Error{"--steps", "says how long to train, and so does --epochs; remove one"};
  if (*steps) {
    goal.steps = **steps;
    return goal;
  }
  const StopSpec& stop = task.experiment.stop;
  const std::uint64_t usual = stop.epochs > 0 ? static_cast<std::uint64_t>(stop.epochs) : kUsualEpochs;
  if (!*epochs) goal.loss = stop.loss;
  goal.samples = epochs->value_or(usual) * static_cast<std::uint64_t>(task.trainer->train_data().samples);
  return goal;
}

/// "epoch,trainLoss,...": a line for every epoch. Empty where there is nothing to measure.
class Curves {
 public:
  void add(Trainer& trainer) {
    const Metrics train = trainer.evaluate_train(), test = trainer.evaluate_test();
    const bool classes = !trainer.train_data().classes.empty(), tested = test.samples > 0;
    const auto cell = [](double value, bool there) { return there ? "," + format_number(value) : std::string(","); };
    text_ += format_number(trainer.epoch()) + cell(train.loss, true) + cell(test.loss, tested) +
             cell(train.accuracy, classes) + cell(test.accuracy, classes && tested) + "\n";
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_ = "epoch,trainLoss,testLoss,trainAccuracy,testAccuracy\n";
};

/// Under Node isatty() says yes to everything; a pipe or a file is no character device there either.
bool on_terminal(int stream) {
  struct stat what {};
  return isatty(stream) != 0 && fstat(stream, &what) == 0 && S_ISCHR(what.st_mode);
}

/// A bar on the terminal, a few times a second; nothing where stderr is no terminal.
class Progress {
 public:
  void show(const Trainer& trainer, const Goal& goal) {
    if (!on_ || Clock::now() < next_) return;
    next_ = Clock::now() + std::chrono::milliseconds(100);
    constexpr int kWidth = 30;
    const double share = goal.steps != kNoEnd
                             ? static_cast<double>(trainer.steps()) / static_cast<double>(goal.steps)
                             : static_cast<double>(trainer.samples_seen()) / static_cast<double>(goal.samples);
    std::string bar(kWidth, '.');
    bar.replace(0, static_cast<std::size_t>(share * kWidth), static_cast<std::size_t>(share * kWidth), '#');
    std::fprintf(stderr, "\r[%s] %3.0f %%  epoch %.0f  step %llu ", bar.c_str(), share * 100, trainer.epoch(),
                 static_cast<unsigned long long>(trainer.steps()));
    std::fflush(stderr);
    shown_ = true;
  }
  ~Progress() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
  }

 private:
  bool on_ = on_terminal(STDERR_FILENO), shown_ = false;
  Clock::time_point next_{};
};

/// Trains to the goal or to a divergence; returns the seconds it took, without looking.
double train(Trainer& trainer, const Goal& goal, Curves* curves) {
  Progress progress;
  const auto samples = static_cast<std::uint64_t>(trainer.train_data().samples);
  Clock::duration spent{};
  if (curves != nullptr) curves->add(trainer);
  const auto finished = [&] {
    return trainer.steps() >= goal.steps || trainer.samples_seen() >= goal.samples ||
           !trainer.divergence().where.empty();
  };
  while (!finished()) {
    const std::uint64_t epoch_end = (trainer.samples_seen() / samples + 1) * samples;
    const Clock::time_point begin = Clock::now();
    while (!finished() && trainer.samples_seen() < epoch_end) {
      trainer.step();
      progress.show(trainer, goal);
    }
    spent += Clock::now() - begin;
    if (!trainer.divergence().where.empty()) break;
    if (curves != nullptr) curves->add(trainer);
    if (goal.loss > 0 && trainer.evaluate_train().loss < goal.loss) break;
  }
  return std::chrono::duration<double>(spent).count();
}

Exit run(const Arguments& arguments) {
  Result<Task> task = read_task(arguments, BatchSize::as_said);
  if (!task) return fail(kInvalid, task.error());
  const Result<Goal> goal = goal_of(arguments, *task);
  if (!goal) return fail(kUsage, goal.error());
  Trainer& trainer = *task->trainer;

  Curves curves;
  const std::optional<std::string> history = arguments.get("--history"), save = arguments.get("--save");
  const double seconds = train(trainer, *goal, history ? &curves : nullptr);
  if (history) {
    if (Status status = write_file(*history, curves.text()); !status) return fail(kFailed, status.error());
  }
  if (const Divergence& d = trainer.divergence(); !d.where.empty()) {
    return fail(kFailed, {"the training diverged at step " + std::to_string(trainer.steps()) + ", " + d.where, d.what});
  }
  if (save) {
    const TensorFile weights = weights_of(trainer.layout(), trainer.parameters(), trainer.network_state());
    if (Status status = write_file(*save, write_safetensors(weights)); !status) return fail(kFailed, status.error());
  }
  const bool json = arguments.has("--json");
  if (!json) {
    std::printf("%s epochs, %llu steps in %.3f s\n", format_number(trainer.epoch()).c_str(),
                static_cast<unsigned long long>(trainer.steps()), seconds);
    const MemoryUse memory = trainer.memory();
    std::printf("memory: %lld bytes (parameters %lld, activations %lld, scratch %lld)\n",
                static_cast<long long>(memory.total()), static_cast<long long>(memory.parameters),
                static_cast<long long>(memory.activations), static_cast<long long>(memory.scratch));
  }
  std::fputs(report(trainer, seconds, json).c_str(), stdout);
  return kDone;
}

constexpr std::array kOptions = {
    Option{"--epochs", "N", "train for N epochs (else as the experiment says when to stop, or 100)"},
    Option{"--steps", "N", "train for N batches"},
    kWeightsOption,
    kBatchOption,
    kDataOption,
    Option{"--save", "FILE", "write the weights (.safetensors)"},
    Option{"--history", "FILE", "write losses and accuracies of every epoch (.csv)"},
    kJsonOption,
};

}  // namespace

const Command kTrain = {
    "train", "EXPERIMENT", "Train a network and print its loss and accuracy.", kDataHelp, kOptions, 1, 1, run};

}  // namespace deltarule::cli
