// One network being trained on one data set: the step, the evaluation, and the state that makes a run resumable.
//
// No clock, no threads, no user: a Session (api/) decides when to call step(). After build() a step performs
// no heap allocation. The same spec and data give the same bits everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/core/matrix.h"
#include "engine/core/result.h"
#include "engine/data/dataset.h"
#include "engine/layers/layer.h"
#include "engine/train/memory.h"
#include "engine/train/training_spec.h"

namespace deltarule {

struct Metrics {
  double loss = 0;      // mean over the samples, without regularization
  double accuracy = 0;  // share of right classes; meaningful only for classification
  int samples = 0;      // 0: there was nothing to measure (an empty test set)
};

/// Where a NaN or an infinity first appeared. Empty `where` means: everything is finite.
struct Divergence {
  std::string where;  // "loss", "layer 2 (dense, tanh): weights", ...
  std::string what;   // in plain words, with what to try
};

/// How a layer's parameters lie in the flat parameter buffer, for whoever draws or stores them.
/// Dense: weight is [units, inputs] row-major as in PyTorch (row j = the weights into unit j), then bias [units].
struct LayerLayout {
  LayerSpec spec;
  int inputs = 0;   // features of one sample going in
  int outputs = 0;  // features of one sample going out
  std::size_t weight_offset = 0, weight_count = 0;
  std::size_t bias_offset = 0, bias_count = 0;  // scales and biases
  std::vector<Parameter> parameters;            // the tensors of both, in their order from weight_offset on
  std::vector<Parameter> buffers;               // what is kept but not learned, from state_offset on in the state
  std::size_t state_offset = 0;
  Shape input, output;
};

/// Everything that a run needs to go on exactly as it would have: parameters, optimizer state, batch order, seeds.
struct TrainerState {
  std::uint64_t step = 0;
  std::uint64_t samples_seen = 0;  // not step * batch size: the batch size is a live setting
  std::vector<Scalar> parameters;
  std::vector<Scalar> buffers;            // what layers keep beside them: Trainer::network_state()
  std::vector<Scalar> optimizer;          // moments, in the optimizer's own order
  std::vector<double> optimizer_scalars;  // running beta powers and the like
  std::vector<std::uint32_t> order;       // the batcher's current permutation of the samples
  std::uint32_t position = 0;             // how far the batcher has walked through it
  std::vector<std::uint64_t> rng;         // the states of the shuffle and dropout streams
  std::vector<Scalar> carried;            // what recurrent layers hand to the next batch; empty unless carry_state
};

class Trainer {
 public:
  /// Fails with where ("model[1].units", "batch_size", "loss", ...) and what when the parts do not fit together:
  /// a batch larger than the data, a softmax loss without a softmax layer, a perceptron rule on a hidden layer.
  static Result<std::unique_ptr<Trainer>> build(const TrainingSpec& spec, const Dataset& train, const Dataset& test);
  ~Trainer();
  Trainer(Trainer&&) = delete;

  /// One batch: forward, loss, backward, regularization, clipping, update. Does nothing once diverged.
  void step();
  /// One sample: as a batch of one (for stepping by hand); the batcher walks on by one sample. Where a state is carried
  /// on, a whole batch: streams go on together.
  void step_sample();
  /// Back to the seeded start; then the same run again, bit for bit.
  void reset();

  [[nodiscard]] std::uint64_t steps() const;
  [[nodiscard]] std::uint64_t samples_seen() const;
  [[nodiscard]] double epoch() const;          // samples seen / training samples
  [[nodiscard]] double learning_rate() const;  // after the schedule
  [[nodiscard]] const Divergence& divergence() const;

  /// Over at most so many of the training samples, the first ones; 0: over all.
  [[nodiscard]] Metrics evaluate_train(int at_most = 0);
  [[nodiscard]] Metrics evaluate_test();

  /// Live settings: optimizer (the same or another, then with fresh state), schedule, regularization, batch size and
  /// dropout rates take effect with the next step, without touching the parameters. Fails if `spec` differs in
  /// anything structural (see live_change()). Another batch size begins the streams of carry_state anew.
  Status adjust(const TrainingSpec& spec);
  /// The same on other data of the same features and targets: the network and the optimizer stay, the samples come in a
  /// seeded order of their own, and the epochs go on from where they are.
  Status adjust(const TrainingSpec& spec, const Dataset& train, const Dataset& test);
  /// True if going from a to b needs no new network.
  static bool live_change(const TrainingSpec& a, const TrainingSpec& b);

  [[nodiscard]] std::span<const Scalar> parameters() const;
  [[nodiscard]] std::span<Scalar> parameters();
  /// What layers keep but do not learn, as LayerLayout::buffers have it: the running statistics of a batch_norm.
  [[nodiscard]] std::span<const Scalar> network_state() const;
  [[nodiscard]] std::span<Scalar> network_state();
  [[nodiscard]] std::span<const Scalar> gradients() const;  // of the last step, before the update
  [[nodiscard]] const std::vector<LayerLayout>& layout() const;
  [[nodiscard]] MemoryUse memory() const;

  [[nodiscard]] const TrainingSpec& spec() const;
  [[nodiscard]] const Dataset& train_data() const;
  [[nodiscard]] const Dataset& test_data() const;

  [[nodiscard]] TrainerState state() const;
  Status restore(const TrainerState& state);  // refused with a message if it does not fit this network

  /// Inference on `count` samples laid out [features, count]. `visit(layer, outputs [units, n] , first sample, n)` is
  /// called for every layer of every chunk; dropout is off. Works on buffers of its own; training is not disturbed.
  using Visit = void (*)(void* user, int layer, ConstMatrixView outputs, int first, int n);
  void infer(const Scalar* inputs, int count, Visit visit, void* user);

 private:
  Trainer();
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace deltarule
