// A Run as a file of other programs, and a Run from one: through the writers and readers of engine/io. And samples that
// are read anew while it trains.
//
// The page's first engine has run_files_points.cpp instead.
#include <algorithm>
#include <string>
#include <utility>

#include "engine/api/run.h"
#include "engine/experiment/validate.h"
#include "engine/io/experiment_json.h"
#include "engine/io/export.h"
#include "engine/io/fit_network.h"
#include "engine/io/import_onnx.h"
#include "engine/io/safetensors.h"
#include "engine/io/weights.h"

namespace deltarule {
namespace {

enum class Format { safetensors, onnx, unknown };

/// A safetensors file has a length and then JSON; an ONNX file begins with its version, field 1 of the model.
Format format_of(std::span<const std::uint8_t> file) {
  constexpr std::size_t kJson = 8;
  constexpr std::uint8_t kVersion = 1 << 3;
  if (file.size() > kJson && file[kJson] == '{') return Format::safetensors;
  return !file.empty() && file[0] == kVersion ? Format::onnx : Format::unknown;
}

/// The network of a file in the place of the experiment's; the data stay. An error if it answers something else.
Status take_model(Experiment& e, const std::vector<LayerSpec>& model, int classes) {
  const LayerSpec& last = model.back();
  const bool fits = last.units == 1 || last.units == classes;
  if (last.kind == LayerKind::dense && !fits)
    return Error{"output",
                 "the network gives " + std::to_string(last.units) + " numbers, but the data here has " +
                     (classes == 0 ? std::string("one value for each sample") : std::to_string(classes) + " classes") +
                     "; choose data that the network was made for"};
  if (model == e.training.model) return success();
  const Activation before = e.training.model.back().activation;
  e.training.model = model;
  if (last.activation != before) e.training.loss.name = natural_loss(e);
  if (e.kind == DataKind::images)
    e.images.targets = last.units == 1 && classes > 2 ? ClassTargets::integer : ClassTargets::one_hot;
  return validate(e);
}

}  // namespace

Result<Bytes> Run::model_file(ModelFile format) const {
  if (format == ModelFile::experiment) {
    const std::string json = to_json(experiment_);
    return Bytes(json.begin(), json.end());
  }
  const TensorFile weights = weights_of(trainer_->layout(), trainer_->parameters(), trainer_->network_state());
  const ExportRequest request{trainer_->layout(), weights, {}, {}};
  return format == ModelFile::onnx ? export_onnx(request) : export_safetensors(request);
}

Result<std::unique_ptr<Run>> Run::opened(std::span<const std::uint8_t> file, const DataFiles& files) const {
  Experiment experiment = experiment_;
  TensorFile weights;
  switch (format_of(file)) {
    case Format::safetensors: {
      Result<TensorFile> read = read_safetensors(file);
      if (!read) return read.error();
      weights = std::move(*read);
      break;
    }
    case Format::onnx: {
      Result<ImportedNetwork> read = import_onnx(file, trainer_->train_data().shape);
      if (!read) return read.error();
      ImportedNetwork network = fit_network(std::move(*read), trainer_->layout());
      if (Status status = take_model(experiment, network.model, classes()); !status) return status.error();
      weights = std::move(network.weights);
      break;
    }
    case Format::unknown:
      return Error{"file", "is neither a safetensors file nor an ONNX file, or was not written completely"};
  }
  Result<std::unique_ptr<Run>> next = build(experiment, files);
  if (!next) return next;
  Run& run = **next;
  if (Status status =
          load_weights(weights, run.trainer_->layout(), run.trainer_->parameters(), run.trainer_->network_state());
      !status)
    return status.error();
  run.history_.clear();
  run.moments_.clear();
  run.measured_ = false;
  run.record();
  return next;
}

Status Run::take_samples(const Experiment& experiment, const DataFiles& files) {
  if (experiment.kind == DataKind::points) return take_points(experiment);
  const Result<Samples> samples = read_samples(experiment, files);
  if (!samples) return samples.error();
  if (Status status = trainer_->adjust(experiment.training, samples->train, samples->test); !status) return status;
  begin_moments_anew();
  return success();
}

}  // namespace deltarule
