// The training step, written out: batch, forward, loss, backward, penalties, clipping, update.
//
// Everything that is allocated is allocated in build(), adjust() and restore(); step() only computes.
#include "engine/train/trainer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/kernels/vector_ops.h"
#include "engine/data/gather.h"
#include "engine/train/batcher.h"
#include "engine/train/check.h"
#include "engine/train/diagnose.h"
#include "engine/train/evaluate.h"
#include "engine/train/loss.h"
#include "engine/train/network.h"
#include "engine/train/optimizer.h"
#include "engine/train/perceptron.h"
#include "engine/train/regularize.h"
#include "engine/train/schedule.h"
#include "engine/train/target_coding.h"

namespace deltarule {

struct Trainer::Parts {
  TrainingSpec spec;
  Dataset train, test;
  std::unique_ptr<Network> network;
  Network::Buffers training, inference;
  Chunk chunk;
  std::vector<Scalar> batch_input, batch_target;  // [features, batch], [targets, batch]
  std::vector<std::uint32_t> drawn;               // the samples of the batch
  std::optional<Batcher> batcher;
  std::optional<Descent> descent;
  Rng dropout{0, Purpose::dropout};
  std::uint64_t steps = 0, samples_seen = 0;
  Divergence divergence;
  // The scheduled rate, recomputed when the epoch changes.
  double rate = 0;
  std::uint64_t rate_until = 0;  // samples seen

  void update_rate() {
    const auto samples = static_cast<std::uint64_t>(train.samples);
    const std::uint64_t whole_epochs = samples_seen / samples;
    rate_until = (whole_epochs + 1) * samples;
    rate = scheduled_rate(spec.schedule, spec.optimizer.learning_rate, whole_epochs);
  }
  [[nodiscard]] bool carries() const { return carries_state(spec); }
  void size_batch() {
    const auto B = static_cast<std::size_t>(spec.batch_size);
    training = network->training_buffers(B);
    if (carries()) network->carry(training);
    const auto T = static_cast<std::size_t>(train.shape.steps), T_out = static_cast<std::size_t>(train.target_steps);
    drawn.assign(B, 0);
    batch_input.assign(static_cast<std::size_t>(train.features()) * T * B, 0);
    batch_target.assign(static_cast<std::size_t>(train.targets) * T_out * B, 0);
  }

  void make_batcher() {
    const auto samples = static_cast<std::uint32_t>(train.samples);
    batcher.emplace(samples, spec.seed, carries() ? static_cast<std::uint32_t>(spec.batch_size) : 0);
    forget();
  }
  void forget() { std::fill(training.carried.begin(), training.carried.end(), Scalar{0}); }

  void start();
  void fill_batch(std::size_t columns);
  void step(std::size_t columns);
  void learn(std::size_t columns);
  void diverge(Divergence where);
  Status adjust(const TrainingSpec& next);
};

// The seeded start.
void Trainer::Parts::start() {
  network->initialize(spec.initializer, spec.seed);
  std::fill(network->gradients().begin(), network->gradients().end(), Scalar{0});
  batcher->reset();
  forget();
  descent->reset();
  dropout = Rng(spec.seed, Purpose::dropout);
  steps = samples_seen = 0;
  divergence = {};
  update_rate();
}

void Trainer::Parts::fill_batch(std::size_t columns) {
  if (batcher->at_start()) forget();
  const auto features = static_cast<std::size_t>(train.features()), targets = static_cast<std::size_t>(train.targets);
  const auto T = static_cast<std::size_t>(train.shape.steps), T_out = static_cast<std::size_t>(train.target_steps);
  const std::span<std::uint32_t> samples = std::span(drawn).first(columns);
  for (std::uint32_t& sample : samples) sample = batcher->next();
  gather_batch(features, T, samples, train.input.data(), batch_input.data());
  gather_batch(targets, T_out, samples, train.target.data(), batch_target.data());
}

void Trainer::Parts::step(std::size_t columns) {
  if (!divergence.where.empty()) return;
  fill_batch(columns);
  learn(columns);
  ++steps;
  samples_seen += columns;
  if (samples_seen >= rate_until) update_rate();
}

void Trainer::Parts::learn(std::size_t columns) {
  Network& net = *network;
  const Scalar* x = batch_input.data();
  bool finite = true;
  if (spec.optimizer.name == Optimizer::perceptron) {
    const TargetCoding coding = target_coding(spec.model.back(), spec.loss.name);
    perceptron_step(net, columns, x, batch_target.data(), coding.threshold(), rate);
    finite = all_finite(net.parameters().size(), net.parameters().data());
  } else {
    net.forward(x, columns, training, &dropout);
    const auto units = static_cast<std::size_t>(train.targets);
    const std::size_t answers = columns * static_cast<std::size_t>(train.target_steps);
    const Outcome outcome{units, answers, net.output(training), net.logits(training, columns), batch_target.data()};
    double loss = 0;
    add_loss(spec.loss, outcome, loss);
    if (!(loss - loss == 0)) return diverge(diagnose_loss(net, training, columns));

    loss_gradient(spec.loss, outcome, net.output_delta(training));
    net.backward(x, columns, training, loss_from_logits(spec.loss.name));
    add_penalties(spec.regularization, net.layout(), net.parameters().data(), net.gradients().data());
    clip_gradient(spec.regularization.clip_norm, net.gradients());
    if (!all_finite(net.gradients().size(), net.gradients().data())) return diverge(diagnose_gradients(net));

    finite = descent->step(rate, net.gradients().data(), net.parameters().data());
  }
  if (!finite) diverge(diagnose_weights(net));
}

void Trainer::Parts::diverge(Divergence where) {
  divergence = std::move(where);
  canonicalize_nan(network->parameters());
  canonicalize_nan(network->gradients());
}

Trainer::Trainer() : parts_(std::make_unique<Parts>()) {}
Trainer::~Trainer() = default;

Result<std::unique_ptr<Trainer>> Trainer::build(const TrainingSpec& spec, const Dataset& train, const Dataset& test) {
  if (Status status = check_training(spec, train, test); !status) return status.error();
  Result<std::unique_ptr<Network>> network = Network::build(spec.model, train.shape);
  if (!network) return network.error();
  if (Status status = check_answers((*network)->output_shape(), train); !status) return status.error();
  if (Status status = check_memory(**network, spec, train); !status) return status.error();
  std::unique_ptr<Trainer> trainer(new Trainer);
  Parts& parts = *trainer->parts_;
  parts.spec = spec;
  parts.train = train;
  parts.test = test;
  parts.network = std::move(*network);
  parts.inference = parts.network->inference_buffers(inference_samples(*parts.network));
  parts.make_batcher();
  parts.descent.emplace(spec.optimizer, parts.network->parameters().size());
  parts.size_batch();
  parts.start();
  return trainer;
}

void Trainer::step() { parts_->step(static_cast<std::size_t>(parts_->spec.batch_size)); }
void Trainer::step_sample() { parts_->carries() ? step() : parts_->step(1); }
void Trainer::reset() { parts_->start(); }

std::uint64_t Trainer::steps() const { return parts_->steps; }
std::uint64_t Trainer::samples_seen() const { return parts_->samples_seen; }
double Trainer::epoch() const { return static_cast<double>(parts_->samples_seen) / parts_->train.samples; }
double Trainer::learning_rate() const { return parts_->rate; }
const Divergence& Trainer::divergence() const { return parts_->divergence; }

Metrics Trainer::evaluate_train(int at_most) {
  const int all = parts_->train.samples;
  return evaluate(*parts_->network, parts_->inference, parts_->chunk, parts_->spec.loss, parts_->train,
                  at_most > 0 ? std::min(at_most, all) : all);
}
Metrics Trainer::evaluate_test() {
  return evaluate(*parts_->network, parts_->inference, parts_->chunk, parts_->spec.loss, parts_->test,
                  parts_->test.samples);
}

bool Trainer::live_change(const TrainingSpec& a, const TrainingSpec& b) {
  // Give a everything of b that is live; what then still differs is not.
  TrainingSpec c = a;
  c.optimizer = b.optimizer;
  c.schedule = b.schedule;
  c.regularization = b.regularization;
  c.batch_size = b.batch_size;
  if (c.model.size() != b.model.size()) return false;
  for (std::size_t i = 0; i < c.model.size(); ++i)
    if (c.model[i].kind == LayerKind::dropout) c.model[i].rate = b.model[i].rate;
  return c == b;
}

Status Trainer::adjust(const TrainingSpec& spec) {
  Parts& parts = *parts_;
  if (Status status = check_training(spec, parts.train, parts.test); !status) return status;
  return parts.adjust(spec);
}

Status Trainer::adjust(const TrainingSpec& spec, const Dataset& train, const Dataset& test) {
  Parts& parts = *parts_;
  if (train.shape != parts.train.shape || train.target_steps != parts.train.target_steps ||
      train.targets != parts.train.targets)
    return Error{"data", "this change needs a new network"};
  if (Status status = check_training(spec, train, test); !status) return status;
  const double before = epoch();
  if (Status status = parts.adjust(spec); !status) return status;
  parts.train = train;
  parts.test = test;
  parts.make_batcher();
  parts.samples_seen = static_cast<std::uint64_t>(before * train.samples + 0.5);
  parts.update_rate();
  return success();
}

Status Trainer::Parts::adjust(const TrainingSpec& next) {
  if (!live_change(spec, next)) return Error{"", "this change needs a new network"};
  if (Status status = check_memory(*network, next, train); !status) return status;
  const TrainingSpec before = std::exchange(spec, next);
  if (before.optimizer.name == spec.optimizer.name) {
    descent->adjust(spec.optimizer);
  } else {
    descent.emplace(spec.optimizer, network->parameters().size());
  }
  if (before.batch_size != spec.batch_size) {
    size_batch();
    if (carries()) make_batcher();
  }
  network->adjust(spec.model);
  update_rate();
  return success();
}

std::span<const Scalar> Trainer::parameters() const { return std::as_const(*parts_->network).parameters(); }
std::span<Scalar> Trainer::parameters() { return parts_->network->parameters(); }
std::span<const Scalar> Trainer::network_state() const { return std::as_const(*parts_->network).state(); }
std::span<Scalar> Trainer::network_state() { return parts_->network->state(); }
std::span<const Scalar> Trainer::gradients() const { return std::as_const(*parts_->network).gradients(); }
const std::vector<LayerLayout>& Trainer::layout() const { return parts_->network->layout(); }
MemoryUse Trainer::memory() const { return training_memory(*parts_->network, parts_->spec.batch_size, parts_->train); }

const TrainingSpec& Trainer::spec() const { return parts_->spec; }
const Dataset& Trainer::train_data() const { return parts_->train; }
const Dataset& Trainer::test_data() const { return parts_->test; }

TrainerState Trainer::state() const {
  const Parts& parts = *parts_;
  TrainerState state;
  state.step = parts.steps;
  state.samples_seen = parts.samples_seen;
  state.parameters.assign(parameters().begin(), parameters().end());
  state.buffers.assign(network_state().begin(), network_state().end());
  state.optimizer = parts.descent->moments();
  state.optimizer_scalars = parts.descent->scalars();
  state.order = parts.batcher->order();
  state.position = parts.batcher->position();
  for (const Rng* rng : {&parts.batcher->rng(), &parts.dropout})
    state.rng.insert(state.rng.end(), rng->state().begin(), rng->state().end());
  state.carried = parts.training.carried;
  return state;
}

Status Trainer::restore(const TrainerState& state) {
  Parts& parts = *parts_;
  const auto refuse = [](const char* where) {
    return Error{where, "the saved run does not fit this network and data"};
  };
  if (state.parameters.size() != parameters().size()) return refuse("parameters");
  if (!all_finite(state.parameters.size(), state.parameters.data())) return refuse("parameters");
  if (state.buffers.size() != network_state().size()) return refuse("buffers");
  if (!all_finite(state.buffers.size(), state.buffers.data())) return refuse("buffers");
  if (!all_finite(state.optimizer.size(), state.optimizer.data())) return refuse("optimizer");
  if (state.carried.size() != parts.training.carried.size()) return refuse("carried");
  if (!all_finite(state.carried.size(), state.carried.data())) return refuse("carried");
  for (const double scalar : state.optimizer_scalars)
    if (!(scalar >= 0 && scalar <= 1)) return refuse("optimizer_scalars");
  if (state.rng.size() != 8) return refuse("rng");
  Rng::State shuffle, dropout;
  std::copy_n(state.rng.begin(), 4, shuffle.begin());
  std::copy_n(state.rng.begin() + 4, 4, dropout.begin());
  // The one state that the generator never reaches and never leaves.
  if (shuffle == Rng::State{} || dropout == Rng::State{}) return refuse("rng");
  if (state.optimizer.size() != parts.descent->moments().size() ||
      state.optimizer_scalars.size() != parts.descent->scalars().size())
    return refuse("optimizer");
  if (!parts.batcher->restore(state.order, state.position, shuffle)) return refuse("order");
  parts.descent->restore(state.optimizer, state.optimizer_scalars);
  std::copy(state.parameters.begin(), state.parameters.end(), parameters().begin());
  std::copy(state.buffers.begin(), state.buffers.end(), network_state().begin());
  std::copy(state.carried.begin(), state.carried.end(), parts.training.carried.begin());
  parts.dropout = Rng(dropout);
  parts.steps = state.step;
  parts.samples_seen = state.samples_seen;
  parts.divergence = {};
  parts.update_rate();
  return success();
}

void Trainer::infer(const Scalar* inputs, int count, Visit visit, void* user) {
  Network& net = *parts_->network;
  const int features = parts_->train.features(), chunk = static_cast<int>(parts_->inference.samples);
  for (int first = 0; first < count; first += chunk) {
    const int n = std::min(chunk, count - first);
    net.forward(inputs + std::ptrdiff_t{first} * features, static_cast<std::size_t>(n), parts_->inference, nullptr);
    for (std::size_t i = 0; i < net.layout().size(); ++i)
      visit(user, static_cast<int>(i), ConstMatrixView(net.output(i, parts_->inference), net.layout()[i].outputs, n),
            first, n);
  }
}

}  // namespace deltarule
