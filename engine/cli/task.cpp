// Experiments from files and links; samples from what they name, from --data or from a batch file.
#include "engine/cli/task.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "engine/cli/data_option.h"
#include "engine/cli/disk_files.h"
#include "engine/cli/files.h"
#include "engine/experiment/text.h"
#include "engine/experiment/validate.h"
#include "engine/io/batch.h"
#include "engine/io/experiment_json.h"
#include "engine/io/experiment_link.h"
#include "engine/io/weights.h"
#include "engine/study/prepare.h"
#include "engine/study/samples.h"

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

Result<std::unique_ptr<Trainer>> build(TrainingSpec spec, const Dataset& train, const Dataset& test, BatchSize size) {
  if (size == BatchSize::all) spec.batch_size = train.samples;
  if (size == BatchSize::fitting) spec.batch_size = std::min(spec.batch_size, train.samples);
  return Trainer::build(spec, train, test);
}

Status take_batch(Task& task, const std::string& path, BatchSize size) {
  const Result<TensorFile> file = read_tensors(path);
  if (!file) return file.error();
  const Result<Dataset> data = dataset_of(*file, task.experiment.training);
  if (!data) return at(path, data.error());
  Dataset none = *data;
  none.samples = 0;
  none.input.clear();
  none.target.clear();
  none.classes.clear();
  auto trainer = build(task.experiment.training, *data, none, size);
  if (!trainer) return trainer.error();
  task.trainer = std::move(*trainer);
  return success();
}

Status take_points(Task& task) {
  Result<Prepared> prepared = prepare_points(task.experiment);
  if (!prepared) return prepared.error();
  task.trainer = std::move(prepared->trainer);
  for (const Input input : task.experiment.data.inputs)
    task.inputs.emplace_back(input_names()[static_cast<std::size_t>(input)]);
  return success();
}

Status take_samples(Task& task, const std::string& folder, BatchSize size) {
  Result<Samples> samples = read_samples(task.experiment, DiskFiles(folder));
  if (!samples) return samples.error();
  auto trainer = build(task.experiment.training, samples->train, samples->test, size);
  if (!trainer) return trainer.error();
  task.trainer = std::move(*trainer);
  task.inputs = std::move(samples->inputs);
  return success();
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
  const std::string& named = arguments.words()[0];
  std::optional<std::string> batch = arguments.get(kBatchOption.name);
  const std::vector<std::string> data = arguments.all(kDataOption.name);
  if (batch && !data.empty())
    return Error{std::string(kDataOption.name), "says where the samples are, and so does --batch; remove one"};
  if (is_batch(data)) batch = data[0];
  Result<Experiment> experiment =
      read_experiment(named, batch || !data.empty() ? DataFrom::file : DataFrom::experiment);
  if (!experiment) return experiment.error();
  if (!batch && !data.empty()) {
    experiment = with_data(std::move(*experiment), data);
    if (!experiment) return experiment.error();
    if (Status status = validate(*experiment); !status) return status.error();
  }
  const std::string folder = is_link(named) ? "" : named.substr(0, named.find_last_of('/') + 1);
  Task task{std::move(*experiment), nullptr, {}};
  Status taken = batch                                      ? take_batch(task, *batch, batch_size)
                 : task.experiment.kind == DataKind::points ? take_points(task)
                                                            : take_samples(task, folder, batch_size);
  if (!taken) return taken.error();
  if (const std::optional<std::string> path = arguments.get(kWeightsOption.name)) {
    const Result<TensorFile> file = read_tensors(*path);
    if (!file) return file.error();
    if (Status status =
            load_weights(*file, task.trainer->layout(), task.trainer->parameters(), task.trainer->network_state());
        !status)
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
  const MemoryUse memory = trainer.memory();
  return "{\"trainLoss\": " + measured(train.loss, true) + ", \"testLoss\": " + measured(test.loss, tested) +
         ", \"trainAccuracy\": " + measured(train.accuracy, classes) +
         ", \"testAccuracy\": " + measured(test.accuracy, classes && tested) +
         ", \"epochs\": " + format_number(trainer.epoch()) + ", \"steps\": " + std::to_string(trainer.steps()) +
         ", \"seconds\": " + format_number(seconds) + ", \"samplesPerSecond\": " + format_number(rate) +
         ", \"memory\": {\"parameters\": " + std::to_string(memory.parameters) +
         ", \"activations\": " + std::to_string(memory.activations) +
         ", \"scratch\": " + std::to_string(memory.scratch) + "}}\n";
}

}  // namespace deltarule::cli
