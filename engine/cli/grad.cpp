// deltarule grad: one forward and one backward pass over a batch, without an update; for comparing with other
// libraries.
#include <array>
#include <vector>

#include "engine/cli/command.h"
#include "engine/cli/files.h"
#include "engine/cli/task.h"
#include "engine/data/gather.h"
#include "engine/io/safetensors.h"
#include "engine/io/weights.h"
#include "engine/train/loss.h"
#include "engine/train/network.h"

namespace deltarule::cli {
namespace {

/// Samples' own rows [B, T, rows] to a batch's columns [rows, T*B].
std::vector<Scalar> side_by_side(const std::vector<Scalar>& from, std::size_t rows, std::size_t T, std::size_t B) {
  std::vector<Scalar> out(from.size());
  for (std::size_t b = 0; b < B; ++b) gather_sample(rows, T, B, b, from.data() + b * T * rows, out.data());
  return out;
}

/// And back, for the output.
Tensor output_of(const Scalar* y, std::size_t units, std::size_t T, std::size_t B) {
  std::vector<Scalar> rows(units * T * B);
  for (std::size_t b = 0; b < B; ++b) {
    for (std::size_t t = 0; t < T; ++t) copy(units, y + (t * B + b) * units, rows.data() + (b * T + t) * units);
  }
  std::vector<std::int64_t> shape = {static_cast<std::int64_t>(B), static_cast<std::int64_t>(units)};
  if (T > 1) shape.insert(shape.begin() + 1, static_cast<std::int64_t>(T));
  return tensor_of("output", std::move(shape), rows);
}

Result<TensorFile> gradients_of(const Trainer& trainer) {
  const TrainingSpec& spec = trainer.spec();
  const Dataset& data = trainer.train_data();
  Result<std::unique_ptr<Network>> built = Network::build(spec.model, data.shape);
  if (!built) return built.error();
  Network& net = **built;
  copy(net.parameters().size(), trainer.parameters().data(), net.parameters().data());
  copy(net.state().size(), trainer.network_state().data(), net.state().data());

  const auto B = static_cast<std::size_t>(data.samples), T = static_cast<std::size_t>(data.shape.steps);
  const auto units = static_cast<std::size_t>(data.targets), T_out = static_cast<std::size_t>(data.target_steps);
  const std::vector<Scalar> x = side_by_side(data.input, static_cast<std::size_t>(data.features()), T, B);
  const std::vector<Scalar> target = side_by_side(data.target, units, T_out, B);
  Network::Buffers buffers = net.training_buffers(B);
  Rng dropout(spec.seed, Purpose::dropout);
  net.forward(x.data(), B, buffers, &dropout);
  const Outcome outcome{units, B * T_out, net.output(buffers), net.logits(buffers, B), target.data()};
  double sum = 0;
  add_loss(spec.loss, outcome, sum);
  loss_gradient(spec.loss, outcome, net.output_delta(buffers));
  const Tensor output = output_of(net.output(buffers), units, T_out, B);
  net.backward(x.data(), B, buffers, loss_from_logits(spec.loss.name));

  TensorFile file;
  const Scalar loss = static_cast<Scalar>(sum / loss_count(spec.loss.name, units, B * T_out));
  file.tensors.push_back(tensor_of("loss", {}, std::span(&loss, 1)));
  file.tensors.push_back(output);
  for (WeightPlace& place : weight_places(net.layout())) {
    if (!place.learned) continue;
    const std::span<const Scalar> values = net.gradients().subspan(place.offset, place.count);
    file.tensors.push_back(tensor_of("grad." + place.name, std::move(place.shape), values));
  }
  return file;
}

Exit run(const Arguments& arguments) {
  const Result<Task> task = read_task(arguments, BatchSize::all);
  if (!task) return fail(kInvalid, task.error());
  const Result<TensorFile> file = gradients_of(*task->trainer);
  if (!file) return fail(kInvalid, file.error());
  if (Status status = write_file(*arguments.get("--out"), write_safetensors(*file)); !status)
    return fail(kFailed, status.error());
  return kDone;
}

constexpr std::array kOptions = {
    kNeededWeights,
    Option{kBatchOption.name, kBatchOption.value, "the samples of the pass (.safetensors)", true},
    Option{"--out", "FILE", "where the result goes (.safetensors)", true},
};

constexpr std::string_view kHelp =
    "Writes \"loss\", \"output\" and \"grad.NAME\" for every parameter, of the loss alone (no L1, L2 or clipping).\n"
    "The pass is one of training: dropout drops, a batch_norm uses the batch's statistics.";

}  // namespace

const Command kGrad = {
    "grad", "EXPERIMENT", "Write the loss, the output and the gradients of one batch.", kHelp, kOptions, 1, 1, run};

}  // namespace deltarule::cli
