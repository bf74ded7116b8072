// The checks of check.h, in the order in which a person would fix them: data, model, loss, numbers, batch.
#include "engine/train/check.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "engine/core/kernels/vector_ops.h"
#include "engine/train/initializer.h"
#include "engine/train/loss.h"
#include "engine/train/network.h"
#include "engine/train/optimizer.h"
#include "engine/train/perceptron.h"
#include "engine/train/regularize.h"
#include "engine/train/schedule.h"

namespace deltarule {
namespace {

Status check_data(const Dataset& data) {
  const auto samples = static_cast<std::size_t>(data.samples);
  const Shape& shape = data.shape;
  if (data.features() < 1 || shape.steps < 1 || data.targets < 1 || data.target_steps < 1 || data.samples < 0 ||
      data.input.size() != samples * static_cast<std::size_t>(data.features()) * static_cast<std::size_t>(shape.steps))
    return Error{"data", "the sizes of inputs and shape do not agree"};
  const std::size_t answers = samples * static_cast<std::size_t>(data.target_steps);
  if (data.target.size() != answers * static_cast<std::size_t>(data.targets) ||
      (!data.classes.empty() && data.classes.size() != answers))
    return Error{"data", "the sizes of inputs, targets and classes do not agree"};
  if (!all_finite(data.input.size(), data.input.data()) || !all_finite(data.target.size(), data.target.data()))
    return Error{"data", "an input or target is infinite or not a number"};
  return success();
}

Status check_model(const TrainingSpec& spec, const Dataset& train) {
  if (spec.model.empty()) return Error{"model", "a network needs at least one layer"};
  for (std::size_t i = 0; i < spec.model.size(); ++i) {
    const std::string where = "model[" + std::to_string(i) + "].";
    if (static_cast<std::size_t>(spec.model[i].kind) >= layer_kind_names().size())
      return Error{where + "layer", "there is no such layer"};
    if (static_cast<std::size_t>(spec.model[i].activation) >= activation_names().size())
      return Error{where + "activation", "there is no such activation"};
    if (spec.model[i].kind == LayerKind::dropout && !(spec.model[i].rate >= 0 && spec.model[i].rate < 1))
      return Error{where + "rate", "the share of inputs set to zero is at least 0 and less than 1"};
  }
  for (std::size_t i = 1; i < spec.model.size(); ++i) {
    // What comes out of another layer need not be a code.
    if (spec.model[i].kind == LayerKind::embedding)
      return Error{"model[" + std::to_string(i) + "].layer",
                   "an embedding must be the first layer, where the codes are"};
  }
  const LayerSpec& last = spec.model.back();
  const std::string where = "model[" + std::to_string(spec.model.size() - 1) + "].";
  if (last.kind != LayerKind::dense) return Error{where + "layer", "the last layer must be dense: it gives the answer"};
  if (last.units != train.targets)
    return Error{where + "units", "the last layer has " + std::to_string(last.units) +
                                      " units, but the data asks for " + std::to_string(train.targets)};
  return success();
}

/// An embedding looks rows up by its input and asserts that they are there.
Status check_codes(const LayerSpec& first, const Dataset& data, const char* part) {
  if (first.kind != LayerKind::embedding) return success();
  const auto T = static_cast<std::size_t>(data.shape.steps);
  for (std::size_t i = 0; i < data.input.size(); ++i) {
    const Scalar code = data.input[i];
    if (code >= 0 && code < static_cast<Scalar>(first.vocabulary) &&
        code == static_cast<Scalar>(static_cast<std::int64_t>(code)))
      continue;
    return Error{"data", std::string("the embedding takes codes, whole numbers from 0 to ") +
                             std::to_string(first.vocabulary - 1) + ", but step " + std::to_string(i % T + 1) + " of " +
                             part + " sample " + std::to_string(i / T + 1) +
                             " is none of them; give the embedding a larger vocabulary, or the data other codes"};
  }
  return success();
}

Status check_carry(const TrainingSpec& spec, const Dataset& train) {
  if (!carries_state(spec)) return success();
  for (std::size_t i = 0; i < spec.model.size(); ++i) {
    const std::string where = "model[" + std::to_string(i) + "].";
    if (spec.model[i].direction != Direction::forward)
      return Error{where + "direction",
                   "only a layer that reads forward can carry its state on to the next batch; let "
                   "it read forward, or turn carry_state off"};
    if (spec.model[i].kind == LayerKind::attention)
      return Error{where + "layer",
                   "attention sees one sample at a time and keeps nothing for the next one; take the "
                   "layer away, or turn carry_state off"};
  }
  if (!train.consecutive)
    return Error{"carry_state",
                 "the sequences of this data do not go on where the one before ended: there is nothing to "
                 "carry over; turn it off, or take a text"};
  if (2 * std::int64_t{spec.batch_size} > train.samples)
    return Error{"batch_size", "with carry_state every one of the " + std::to_string(spec.batch_size) +
                                   " streams needs at least 2 of the " + std::to_string(train.samples) +
                                   " training sequences; use 1 to " + std::to_string(train.samples / 2)};
  return success();
}

}  // namespace

bool carries_state(const TrainingSpec& spec) {
  return spec.carry_state && std::any_of(spec.model.begin(), spec.model.end(),
                                         [](const LayerSpec& layer) { return is_recurrent(layer.kind); });
}

Status check_training(const TrainingSpec& spec, const Dataset& train, const Dataset& test) {
  if (Status status = check_data(train); !status) return status;
  if (train.samples == 0) return Error{"data", "there is no sample to train on"};
  if (test.samples != 0) {
    if (Status status = check_data(test); !status) return status;
    if (test.shape != train.shape || test.target_steps != train.target_steps || test.targets != train.targets ||
        test.classes.empty() != train.classes.empty())
      return Error{"data", "training and test data differ in kind"};
  }
  if (Status status = check_model(spec, train); !status) return status;
  if (Status status = check_codes(spec.model.front(), train, "training"); !status) return status;
  if (Status status = check_codes(spec.model.front(), test, "test"); !status) return status;
  if (static_cast<std::size_t>(spec.loss.name) >= loss_names().size())
    return Error{"loss.name", "there is no such loss"};
  if (Status status = check_loss(spec.loss, spec.model.back()); !status) return status;
  if (Status status = check_optimizer(spec.optimizer); !status) return status;
  if (spec.optimizer.name == Optimizer::perceptron) {
    if (Status status = check_perceptron(spec.model, !train.classes.empty()); !status) return status;
  }
  if (Status status = check_schedule(spec.schedule); !status) return status;
  if (Status status = check_regularization(spec.regularization); !status) return status;
  if (Status status = check_initializer(spec.initializer); !status) return status;
  if (spec.batch_size < 1) return Error{"batch_size", "a batch needs at least 1 sample"};
  if (spec.batch_size > train.samples)
    return Error{"batch_size", "a batch of " + std::to_string(spec.batch_size) + " is larger than the training data (" +
                                   std::to_string(train.samples) + " samples); use 1 to " +
                                   std::to_string(train.samples)};
  return check_carry(spec, train);
}

MemoryUse training_memory(const Network& network, int samples, const Dataset& train) {
  const std::int64_t sample =
      train.shape.features() * train.shape.steps + std::int64_t{train.targets} * train.target_steps;
  const auto n = static_cast<std::size_t>(samples);
  constexpr auto kBytes = static_cast<std::int64_t>(sizeof(Scalar));
  return {.parameters = 4 * kBytes * static_cast<std::int64_t>(network.parameters().size()),
          .activations = kBytes * sample * samples + 2 * network.output_bytes(n),
          .scratch = network.scratch_bytes(n)};
}

Status check_memory(const Network& network, const TrainingSpec& spec, const Dataset& train) {
  const auto bytes = [&](int samples) { return training_memory(network, samples, train).total(); };
  const std::int64_t needed = bytes(spec.batch_size), one = bytes(1), each = bytes(2) - one;
  if (needed <= kMaxTrainingBytes) return success();
  const auto megabytes = [](std::int64_t n) { return std::to_string((n >> 20) + 1) + " MB"; };
  const std::string most = megabytes(kMaxTrainingBytes - 1);
  if (one > kMaxTrainingBytes)
    return Error{"model", "to train it would take " + megabytes(one) +
                              " of memory, even with one sample at a time, and " + most +
                              " are the most; use smaller layers, or smaller samples"};
  return Error{"batch_size", "a batch of " + std::to_string(spec.batch_size) + " would take " + megabytes(needed) +
                                 " of memory, and " + most + " are the most; use 1 to " +
                                 std::to_string(1 + (kMaxTrainingBytes - one) / each)};
}

Status check_answers(const Shape& output, const Dataset& data) {
  if (output.steps == data.target_steps) return success();
  const std::string asked = std::to_string(data.target_steps);
  return Error{"data", "the network gives " + std::to_string(output.steps) + " answers per sample, but the data has " +
                           asked +
                           (data.target_steps == 1 ? " target; let the last recurrent layer return its last step"
                                                   : " targets; let every layer return all steps")};
}

}  // namespace deltarule
