// A Run's network as a file of other programs, and weights from one: through the writers and readers of engine/io.
//
// The page's first engine has run_files_points.cpp instead.
#include <algorithm>
#include <utility>

#include "engine/api/run.h"
#include "engine/io/export.h"
#include "engine/io/safetensors.h"
#include "engine/io/weights.h"

namespace deltarule {

Result<Bytes> Run::model_file(ModelFile format) const {
  const TensorFile weights = weights_of(trainer_->layout(), trainer_->parameters(), trainer_->network_state());
  const ExportRequest request{trainer_->layout(), weights, {}, {}};
  return format == ModelFile::onnx ? export_onnx(request) : export_safetensors(request);
}

Status Run::open_model(std::span<const std::uint8_t> file) {
  const Result<TensorFile> tensors = read_safetensors(file);
  if (!tensors) return tensors.error();
  // Into copies: the run is only given up for weights that fit.
  const auto copied = [](std::span<const Scalar> values) { return std::vector<Scalar>(values.begin(), values.end()); };
  std::vector<Scalar> parameters = copied(trainer_->parameters()), state = copied(trainer_->network_state());
  if (Status status = load_weights(*tensors, trainer_->layout(), parameters, state); !status) return status;
  forget_all();
  std::copy(parameters.begin(), parameters.end(), trainer_->parameters().begin());
  std::copy(state.begin(), state.end(), trainer_->network_state().begin());
  record();
  return success();
}

}  // namespace deltarule
