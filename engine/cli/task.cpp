// Experiments from files and links; data from themselves or from a batch file.
#include "engine/cli/task.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/cli/files.h"
#include "engine/experiment/text.h"
#include "engine/io/batch.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "engine/io/weights.h"
#include "engine/study/prepare.h"

namespace deltarule::cli {
namespace {

bool is_link(const std::string& text) {
  return text.starts_with("http") || text.starts_with('#') || (text.find('=') != std::string::npos && !is_file(text));
}

Error at(const std::string& path, const Error& error) {
  return {error.where.empty() ? path : path + ": " + error.where, error.what};
}

Result<Experiment> read_experiment(const std::string& text, DataFrom data) {
  if (is_link(text)) return from_link(text, data);
  const auto bytes = read_file(text);
  if (!bytes) return bytes.error();
  Result<Experiment> experiment = from_json({reinterpret_cast<const char*>(bytes->data()), bytes->size()}, data);
  if (!experiment) return at(text, experiment.error());
  return experiment;
}

Result<std::unique_ptr<Trainer>> batch_trainer(const Experiment& experiment, const std::string& path, BatchSize size) {
  const Result<TensorFile> file = read_tensors(path);
  if (!file) return file.error();
  const Result<Dataset> data = dataset_of(*file, experiment.training);
  if (!data) return at(path, data.error());
  TrainingSpec spec = experiment.training;
  if (size == BatchSize::all) spec.batch_size = data->samples;
  if (size == BatchSize::fitting) spec.batch_size = std::min(spec.batch_size, data->samples);
  Dataset none = *data;
  none.samples = 0;
  none.input.clear();
  none.target.clear();
  return Trainer::build(spec, *data, none);
}

/// A number, or null where there is nothing to measure.
std::string measured(double value, bool there) { return there && value - value == 0 ? format_number(value) : "null"; }

std::string line(const char* name, const Metrics& m, bool classes) {
  if (m.samples == 0) return "";
  char out[128];
  int length = std::snprintf(out, sizeof out, "%s loss %.6g", name, m.loss);
  if (classes) length += std::snprintf(out + length, sizeof out - length, ", accuracy %.2f %%", m.accuracy * 100);
  std::snprintf(out + length, sizeof out - length, " (%d samples)\n", m.samples);
  return out;
}

}  // namespace

Result<Task> read_task(const Arguments& arguments, BatchSize batch_size) {
  const std::optional<std::string> batch = arguments.get(kBatchOption.name);
  Result<Experiment> experiment = read_experiment(arguments.words()[0], batch ? DataFrom::file : DataFrom::experiment);
  if (!experiment) return experiment.error();
  Task task{std::move(*experiment), nullptr};
  if (batch) {
    Result<std::unique_ptr<Trainer>> trainer = batch_trainer(task.experiment, *batch, batch_size);
    if (!trainer) return trainer.error();
    task.trainer = std::move(*trainer);
  } else {
    Result<Prepared> prepared = prepare(task.experiment);
    if (!prepared) return prepared.error();
    task.trainer = std::move(prepared->trainer);
  }
  if (const std::optional<std::string> path = arguments.get(kWeightsOption.name)) {
    const Result<TensorFile> file = read_tensors(*path);
    if (!file) return file.error();
    Trainer& trainer = *task.trainer;
    if (Status status = load_weights(*file, trainer.layout(), trainer.parameters(), trainer.network_state()); !status)
      return at(*path, status.error());
  }
  return task;
}

std::string report(Trainer& trainer, double seconds, bool json) {
  const Metrics train = trainer.evaluate_train(), test = trainer.evaluate_test();
  const bool classes = !trainer.train_data().classes.empty();
  const double rate = seconds > 0 ? static_cast<double>(trainer.samples_seen()) / seconds : 0;
  if (!json) return line("train", train, classes) + line("test ", test, classes);
  const bool tested = test.samples > 0;
  return "{\"trainLoss\": " + measured(train.loss, true) + ", \"testLoss\": " + measured(test.loss, tested) +
         ", \"trainAccuracy\": " + measured(train.accuracy, classes) +
         ", \"testAccuracy\": " + measured(test.accuracy, classes && tested) +
         ", \"epochs\": " + format_number(trainer.epoch()) + ", \"steps\": " + std::to_string(trainer.steps()) +
         ", \"seconds\": " + format_number(seconds) + ", \"samplesPerSecond\": " + format_number(rate) + "}\n";
}

}  // namespace deltarule::cli
