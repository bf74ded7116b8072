// What would not fit into memory and codes that an embedding does not have are refused before anything is built.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/train/check.h"
#include "engine/train/evaluate.h"
#include "engine/train/network.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

/// Zeros of this shape, with one target.
Dataset zeros(const Shape& shape, int samples) {
  Dataset data;
  data.shape = shape;
  data.targets = 1;
  data.samples = samples;
  data.input.resize(static_cast<std::size_t>(shape.features() * shape.steps * samples));
  data.target.resize(static_cast<std::size_t>(samples));
  return data;
}

TrainingSpec spec_of(std::vector<LayerSpec> model, int batch) {
  TrainingSpec spec;
  spec.model = std::move(model);
  spec.model.push_back({.kind = LayerKind::dense});
  spec.loss.name = Loss::mse;
  spec.batch_size = batch;
  return spec;
}

Error refusal(const TrainingSpec& spec, const Dataset& train, const Dataset& test = {}) {
  const auto built = Trainer::build(spec, train, test);
  return built.ok() ? Error{} : built.error();
}

std::int64_t bytes_of(const Network::Buffers& buffers) {
  return static_cast<std::int64_t>((buffers.activations.size() + buffers.deltas.size() + buffers.scratch.size()) *
                                   sizeof(Scalar));
}

}  // namespace

TEST_CASE("network: its buffers are as large as was counted, for every kind of layer", "[train]") {
  const Shape sequence{3, 1, 1, 7}, image{2, 6, 6, 1};
  const std::vector<std::pair<Shape, std::vector<LayerSpec>>> models = {
      {image,
       {{.kind = LayerKind::conv2d},
        {.kind = LayerKind::batch_norm},
        {.kind = LayerKind::max_pool2d},
        {.kind = LayerKind::flatten},
        {.kind = LayerKind::layer_norm},
        {.kind = LayerKind::dropout}}},
      {image, {{.kind = LayerKind::avg_pool2d}, {.kind = LayerKind::flatten}, {.kind = LayerKind::dense, .units = 5}}},
      {sequence,
       {{.kind = LayerKind::lstm, .units = 4, .direction = Direction::both},
        {.kind = LayerKind::attention, .units = 5},
        {.kind = LayerKind::attention, .units = 5, .score = Score::additive},
        {.kind = LayerKind::lstm_peephole, .units = 4},
        {.kind = LayerKind::gru, .units = 4, .reset = ResetGate::before},
        {.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::tanh},
        {.kind = LayerKind::grid_lstm, .units = 3, .depth = 2},
        {.kind = LayerKind::last_step}}},
      {{1, 1, 1, 7},
       {{.kind = LayerKind::embedding, .units = 3}, {.kind = LayerKind::rnn, .activation = Activation::tanh}}}};
  for (const auto& [shape, model] : models) {
    const auto network = Network::build(model, shape);
    if (!network.ok()) FAIL(network.error().text());
    for (const std::size_t samples : {1, 2, 9}) {
      CHECK((*network)->training_bytes(samples) == bytes_of((*network)->training_buffers(samples)));
      CHECK((*network)->inference_bytes(samples) == bytes_of((*network)->inference_buffers(samples)));
      const auto buffers = (*network)->training_buffers(samples);
      CHECK((*network)->output_bytes(samples) ==
            static_cast<std::int64_t>(buffers.activations.size() * sizeof(Scalar)));
      CHECK((*network)->scratch_bytes(samples) == static_cast<std::int64_t>(buffers.scratch.size() * sizeof(Scalar)));
    }
  }
}

TEST_CASE("trainer: what does not fit into memory is refused with what would", "[train]") {
  const Dataset data = zeros({10, 1, 1, 1000}, 2000);
  const LayerSpec lstm = {.kind = LayerKind::lstm, .units = 200, .returned = Returned::last};
  const Error too_many = refusal(spec_of({lstm}, 2000), data);
  CHECK(too_many.where == "batch_size");
  // It names the largest batch that fits, and that one does.
  const std::size_t number = too_many.what.rfind(' ');
  REQUIRE(number != std::string::npos);
  const int most = std::stoi(too_many.what.substr(number + 1));
  CHECK(most > 10);
  CHECK(most < 1000);
  const auto network = Network::build(spec_of({lstm}, 1).model, data.shape);
  REQUIRE(network.ok());
  CHECK(check_memory(**network, spec_of({lstm}, most), data).ok());
  CHECK_FALSE(check_memory(**network, spec_of({lstm}, most + 1), data).ok());
  // The same for a live change.
  const auto trainer = Trainer::build(spec_of({lstm}, 2), data, {});
  REQUIRE(trainer.ok());
  const Status status = (*trainer)->adjust(spec_of({lstm}, 2000));
  CHECK(status.error().where == "batch_size");
  CHECK((*trainer)->spec().batch_size == 2);
  // What it takes is told as well.
  const MemoryUse use = (*trainer)->memory();
  CHECK(use == training_memory(**network, 2, data));
  CHECK(use.parameters == static_cast<std::int64_t>(4 * (*trainer)->parameters().size() * sizeof(Scalar)));
  CHECK(use.total() <= kMaxTrainingBytes);
  // Attention over very many steps: even one sample is too much.
  const Error too_large =
      refusal(spec_of({{.kind = LayerKind::attention, .units = 4}, {.kind = LayerKind::last_step}}, 1),
              zeros({1, 1, 1, 16'000}, 1));
  CHECK(too_large.where == "model");
  CHECK(too_large.what.find("even with one sample") != std::string::npos);
  // Too many parameters for their gradients and moments to fit.
  CHECK(refusal(spec_of({{.kind = LayerKind::dense, .units = 9000}, {.kind = LayerKind::dense, .units = 9000}}, 1),
                zeros(vector_shape(1), 1))
            .where == "model[1].units");
}

TEST_CASE("evaluation takes fewer samples at a time where they are large", "[train]") {
  const auto network = Network::build({{{.kind = LayerKind::lstm, .units = 100}}}, Shape{10, 1, 1, 1000});
  REQUIRE(network.ok());
  const std::size_t samples = inference_samples(**network);
  CHECK(samples >= 1);
  CHECK(samples < kInferenceColumns);
  CHECK((*network)->inference_bytes(samples) <= 64 << 20);
  CHECK((*network)->inference_bytes(2 * samples) > 64 << 20);
  const auto small = Network::build({{{.kind = LayerKind::dense, .units = 100}}}, vector_shape(10));
  CHECK(inference_samples(**small) == kInferenceColumns);
}

TEST_CASE("trainer: codes that an embedding does not have are refused with their place", "[train]") {
  const TrainingSpec spec =
      spec_of({{.kind = LayerKind::embedding, .units = 3, .vocabulary = 5}, {.kind = LayerKind::last_step}}, 1);
  const Dataset good = zeros({1, 1, 1, 4}, 3);
  CHECK(refusal(spec, good, good).what.empty());
  for (const Scalar code : {Scalar{5}, Scalar{-1}, Scalar{0.5}, Scalar{1e30f}}) {
    CAPTURE(code);
    Dataset bad = good;
    bad.input[6] = code;
    const Error train = refusal(spec, bad), test = refusal(spec, good, bad);
    CHECK(train.where == "data");
    CHECK(train.what.find("from 0 to 4") != std::string::npos);
    CHECK(train.what.find("step 3 of training sample 2") != std::string::npos);
    CHECK(test.what.find("step 3 of test sample 2") != std::string::npos);
  }
  TrainingSpec second = spec;
  second.model.insert(second.model.begin(), LayerSpec{.kind = LayerKind::dropout});
  CHECK(refusal(second, good).where == "model[1].layer");
}
