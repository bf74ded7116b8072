// deltarule-kernels [ROUNDS [NAME...]]: how fast the engine computes on one thread, natively and as WASM under Node.
//
// First the peak: multiplications and additions of vectors that wait for nothing. Then the matrix products as a share
// of it, then whole training steps of the networks that the page promises to be fast with. What else the machine does
// hits the peak measured just before an item as it hits the item: so the median of their ratios is printed too, times
// the best peak seen. A table to read, not a test: nothing fails here.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/core/kernels/gemm.h"
#include "engine/core/lanes.h"
#include "engine/core/rng.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

constexpr double kSecondsPerRound = 0.1, kSecondsOfPeak = 0.02;

/// One line of the table: work that is called again and again, and what one call counts for.
struct Item {
  std::string name, unit;
  double count;                                    // units per call
  double promised;                                 // per second; 0: nothing is promised
  std::function<std::function<void()>()> prepare;  // makes the work; not called for what nobody wants
  std::function<void()> work = {};
  std::vector<double> rates = {};   // units per second, one per round
  std::vector<double> shares = {};  // the same, divided by the peak measured just before it
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

double rate(const Item& item, double seconds) {
  const double begin = now();
  double calls = 0, spent = 0;
  for (double burst = 1; spent < seconds; burst *= 2) {
    for (double i = 0; i < burst; ++i) item.work();
    calls += burst;
    spent = now() - begin;
  }
  return calls * item.count / spent;
}

std::vector<Scalar> random(std::size_t n, std::uint32_t seed) {
  Rng rng(seed, Purpose::data);
  std::vector<Scalar> values(n);
  for (Scalar& value : values) value = static_cast<Scalar>(rng.uniform(-1, 1));
  return values;
}

// Ten sums that have nothing to do with one another hide the time that an addition takes.
constexpr std::size_t kSums = 10, kPeakSteps = 10000;
volatile Scalar peak_sink;  // somebody might look: nothing may be left out

[[gnu::noinline]] void peak(Scalar factor, Scalar summand) {
  Lane sum[kSums];
  for (std::size_t i = 0; i < kSums; ++i) sum[i] = splat(static_cast<Scalar>(i));
  const Lane a = splat(factor), b = splat(summand);
  for (std::size_t k = 0; k < kPeakSteps; ++k)
    for (Lane& s : sum) s = s * a + b;
  Lane all = sum[0];
  for (std::size_t i = 1; i < kSums; ++i) all = all + sum[i];
  Scalar total = 0;
  for (std::size_t k = 0; k < kLaneWidth; ++k) total += element(all, k);
  peak_sink = total;
}

Item peak_item() {
  const auto work = [] { peak(0.5, 0.25); };
  return {"peak of * and +", "GFLOP", 2.0 * kLaneWidth * kSums * kPeakSteps * 1e-9, 0, [=] { return work; }, work};
}

enum class Product { nn, tn, nt };

Item product(Product form, std::size_t N, std::size_t M, std::size_t K) {
  const char* names[] = {"nn ", "tn ", "nt "};
  const std::string name =
      names[static_cast<int>(form)] + std::to_string(N) + " x " + std::to_string(M) + " x " + std::to_string(K);
  return {name, "GFLOP", 2e-9 * static_cast<double>(N * M * K), 0, [=]() -> std::function<void()> {
            return [=, A = random(N * K, 1), B = random(K * M, 2), C = std::vector<Scalar>(N * M)]() mutable {
              switch (form) {
                case Product::nn: return gemm_nn(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
                case Product::tn: return gemm_tn(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
                case Product::nt: return gemm_nt(N, M, K, A.data(), B.data(), C.data(), Write::overwrite);
              }
            };
          }};
}

LayerSpec dense(int units, Activation activation) {
  return {.kind = LayerKind::dense, .units = units, .activation = activation};
}
LayerSpec conv(int filters, int padding) {
  return {
      .kind = LayerKind::conv2d, .activation = Activation::relu, .filters = filters, .kernel = 5, .padding = padding};
}

TrainingSpec spec(std::vector<LayerSpec> model, Loss loss, Optimizer optimizer, double rate, int batch) {
  TrainingSpec training;
  training.model = std::move(model);
  training.loss.name = loss;
  training.optimizer.name = optimizer;
  training.optimizer.learning_rate = rate;
  training.batch_size = batch;
  return training;
}

TrainingSpec tanh_network(const std::vector<int>& units, int batch) {
  std::vector<LayerSpec> model;
  for (const int n : units) model.push_back(dense(n, Activation::tanh));
  return spec(std::move(model), Loss::mse, Optimizer::sgd, 0.03, batch);
}

/// Random samples; classes for more than one target, else values. What is learned does not matter to the clock.
Dataset noise(const Shape& shape, int targets, int samples) {
  Dataset data;
  data.shape = shape;
  data.targets = targets;
  data.target_steps = shape.steps;
  data.samples = samples;
  const auto columns = static_cast<std::size_t>(samples) * static_cast<std::size_t>(shape.steps);
  data.input = random(static_cast<std::size_t>(shape.features()) * columns, 3);
  data.target.assign(static_cast<std::size_t>(targets) * columns, 0);
  Rng rng(4, Purpose::data);
  for (std::size_t i = 0; i < columns; ++i) {
    const std::uint32_t drawn = rng.below(static_cast<std::uint32_t>(std::max(targets, 2)));
    if (targets == 1) {
      data.target[i] = drawn == 0 ? Scalar{-1} : Scalar{1};
    } else {
      data.target[i * static_cast<std::size_t>(targets) + drawn] = 1;
      data.classes.push_back(static_cast<std::uint8_t>(drawn));
    }
  }
  return data;
}

/// The text of a network that reads letters: one-hot columns.
Dataset letters(int alphabet, int steps, int samples) {
  Dataset data = noise({alphabet, 1, 1, steps}, alphabet, samples);
  data.input = data.target;
  return data;
}

Item steps(const std::string& name, const std::string& unit, const TrainingSpec& training, int steps_each,
           const std::function<Dataset()>& data, double promised) {
  return {name, unit, static_cast<double>(training.batch_size * steps_each), promised, [=]() -> std::function<void()> {
            auto trainer = Trainer::build(training, data(), Dataset{});
            if (!trainer) {
              std::fprintf(stderr, "%s: %s\n", name.c_str(), trainer.error().text().c_str());
              std::exit(1);
            }
            return [shared = std::shared_ptr<Trainer>(std::move(*trainer))] { shared->step(); };
          }};
}

std::vector<Item> items() {
  std::vector<Item> all;
  for (const Product form : {Product::nn, Product::tn, Product::nt}) {
    for (const std::size_t n : {64u, 256u, 512u}) all.push_back(product(form, n, n, n));
    all.push_back(product(form, 10, 8, 4));
    all.push_back(product(form, 30, 8, 8));
  }
  all.push_back(product(Product::nt, 32, 128, 784));  // the first layer of W2 forward, and its dW
  all.push_back(product(Product::tn, 128, 784, 32));
  all.push_back(product(Product::nn, 6, 784, 25));  // W3's convolutions
  all.push_back(product(Product::nn, 16, 100, 150));
  all.push_back(product(Product::nn, 16, 512, 128));  // a step of W4 forward and backward
  all.push_back(product(Product::nn, 16, 128, 512));

  const auto points = [] { return noise({2, 1, 1, 1}, 1, 200); };
  all.push_back(steps("W1 2-4-2-1", "samples", tanh_network({4, 2, 1}, 10), 1, points, 6.3e6));
  all.push_back(steps("W1b 2-8x6-1", "samples", tanh_network({8, 8, 8, 8, 8, 8, 1}, 30), 1, points, 1.3e6));

  const auto cross_entropy = Loss::softmax_cross_entropy;
  all.push_back(steps(
      "W2 784-128-10", "samples",
      spec({dense(128, Activation::relu), dense(10, Activation::softmax)}, cross_entropy, Optimizer::momentum, 0.001,
           32),
      1,
      [] {
        return noise({784, 1, 1, 1}, 10, 512);
      },
      26e3));
  const LayerSpec pool = default_layer(LayerKind::max_pool2d), flatten{.kind = LayerKind::flatten};
  all.push_back(steps(
      "W3 LeNet", "samples",
      spec({conv(6, 2), pool, conv(16, 0), pool, flatten, dense(120, Activation::relu), dense(84, Activation::relu),
            dense(10, Activation::softmax)},
           cross_entropy, Optimizer::momentum, 0.001, 32),
      1,
      [] {
        return noise({1, 28, 28, 1}, 10, 512);
      },
      5.2e3));
  for (const auto& [name, kind, promised] :
       {std::tuple{"W4 LSTM 128", LayerKind::lstm, 23e3}, {"W4g GRU 128", LayerKind::gru, 25e3}}) {
    LayerSpec recurrent = default_layer(kind);
    recurrent.units = 128;
    all.push_back(steps(
        name, "timesteps", spec({recurrent, dense(64, Activation::softmax)}, cross_entropy, Optimizer::adam, 0.001, 16),
        32, [] { return letters(64, 32, 64); }, promised));
  }
  return all;
}

}  // namespace

int main(int count, char** words) {
  const int rounds = count > 1 ? std::max(1, std::atoi(words[1])) : 9;
  const std::vector<std::string> wanted(words + std::min(count, 2), words + count);
  std::vector<Item> chosen = items();
  std::erase_if(chosen, [&](const Item& item) {
    return !wanted.empty() && std::none_of(wanted.begin(), wanted.end(),
                                           [&](const std::string& word) { return item.name.starts_with(word); });
  });
  for (Item& item : chosen) item.work = item.prepare();
  Item top = peak_item();
  for (int round = -1; round < rounds; ++round)  // one more, before everything is compiled and in the cache
    for (Item& item : chosen) {
      const double peak = rate(top, kSecondsOfPeak), reached = rate(item, kSecondsPerRound);
      if (round < 0) continue;
      top.rates.push_back(peak);
      item.rates.push_back(reached);
      item.shares.push_back(reached / peak);
    }
  if (top.rates.empty()) return 0;
  const double calm = *std::max_element(top.rates.begin(), top.rates.end());
  std::printf("%s: median %.2f, best %.2f GFLOP/s\n", top.name.c_str(), median(top.rates), calm);
  std::printf("%-20s %11s %11s\n", "", "median", "at the best peak");
  for (const Item& item : chosen) {
    const bool product = item.unit == "GFLOP";
    const double share = median(item.shares);
    std::printf("%-20s %11.*f %11.*f %s/s", item.name.c_str(), product ? 2 : 0, median(item.rates), product ? 2 : 0,
                share * calm, item.unit.c_str());
    if (product) std::printf("  %5.1f %% of the peak", 100 * share);
    if (item.promised > 0) std::printf("  %5.2f of the %.0f promised", share * calm / item.promised, item.promised);
    std::printf("\n");
  }
  return 0;
}
