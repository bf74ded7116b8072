// From workloads.json to something that can be stepped: the description is an experiment, read as any other, and
// samples that come from outside or are noise.
#include "tests/bench/workload.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "engine/core/kernels/gemm.h"
#include "engine/core/rng.h"
#include "engine/data/dataset.h"
#include "engine/io/experiment_json.h"
#include "engine/train/trainer.h"

namespace deltarule::bench {

namespace {

using Json = nlohmann::json;

Dataset described(const Json& data) {
  Dataset set;
  const Json& shape = data["shape"];
  set.shape = {shape[0].get<int>(), shape[1].get<int>(), shape[2].get<int>(), data["steps"].get<int>()};
  set.targets = data["targets"].get<int>();
  set.target_steps = set.shape.steps;
  set.samples = data["samples"].get<int>();
  return set;
}

/// Random targets: a class for more than one, else 1 or -1. Letters are their own targets.
void fill_with_noise(Dataset& data, std::size_t columns, bool letters) {
  Rng rng(4, Purpose::data);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::uint32_t drawn = rng.below(static_cast<std::uint32_t>(std::max(data.targets, 2)));
    if (data.targets == 1)
      data.target[i] = drawn == 0 ? Scalar{-1} : Scalar{1};
    else
      data.target[i * static_cast<std::size_t>(data.targets) + drawn] = 1;
  }
  data.input = letters ? data.target : random_values(data.input.size(), 3);
}

Dataset samples(const Json& description, const Scalar* input, const Scalar* target) {
  Dataset data = described(description);
  const auto columns = static_cast<std::size_t>(data.samples) * static_cast<std::size_t>(data.shape.steps);
  const auto targets = static_cast<std::size_t>(data.targets);
  data.input.resize(static_cast<std::size_t>(data.features()) * columns);
  data.target.resize(targets * columns);
  if (input != nullptr) {
    std::copy_n(input, data.input.size(), data.input.begin());
    std::copy_n(target, data.target.size(), data.target.begin());
  } else {
    fill_with_noise(data, columns, description["kind"] == "letters");
  }
  if (targets == 1) return data;
  for (std::size_t i = 0; i < columns; ++i) {
    const Scalar* column = data.target.data() + i * targets;
    data.classes.push_back(static_cast<std::uint8_t>(std::max_element(column, column + targets) - column));
  }
  return data;
}

Result<TrainingSpec> network(const Json& description) {
  Json experiment = description;
  experiment["deltarule"] = kExperimentVersion;
  auto read = from_json(experiment.dump(), DataFrom::file);
  if (!read) return read.error();
  return read->training;
}

}  // namespace

std::vector<Scalar> random_values(std::size_t n, std::uint32_t seed) {
  Rng rng(seed, Purpose::data);
  std::vector<Scalar> values(n);
  for (Scalar& value : values) value = static_cast<Scalar>(rng.uniform(-1, 1));
  return values;
}

std::function<void()> product(Product form, std::size_t N, std::size_t M, std::size_t K) {
  return [=, A = random_values(N * K, 1), B = random_values(K * M, 2), C = std::vector<Scalar>(N * M)]() mutable {
    switch (form) {
      case Product::nn: return gemm_nn(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
      case Product::tn: return gemm_tn(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
      case Product::nt: return gemm_nt(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
    }
  };
}

Workload::Workload() = default;
Workload::Workload(Workload&&) noexcept = default;
Workload& Workload::operator=(Workload&&) noexcept = default;
Workload::~Workload() = default;

Result<Workload> Workload::make(const Json& description, const Scalar* input, const Scalar* target) {
  Workload made;
  if (description.contains("size")) {
    const auto n = description["size"].get<std::size_t>();
    made.step_ = product(Product::nn, n, n, n);
    made.units_per_step_ = 2e-9 * static_cast<double>(n * n * n);
    return made;
  }
  const auto training = network(description["network"]);
  if (!training) return training.error();
  const Dataset data = samples(description["data"], input, target);
  auto trainer = Trainer::build(*training, data, Dataset{});
  if (!trainer) return trainer.error();
  made.trainer_ = std::move(*trainer);
  made.step_ = [t = made.trainer_.get()] { t->step(); };
  made.units_per_step_ = static_cast<double>(training->batch_size) * data.shape.steps;
  return made;
}

double Workload::loss() { return trainer_ ? trainer_->evaluate_train().loss : 0; }

}  // namespace deltarule::bench
