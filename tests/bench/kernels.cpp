// deltarule-kernels [ROUNDS [NAME...]]: how fast the engine computes on one thread, natively and as WASM under Node.
//
// First the peak: multiplications and additions of vectors that wait for nothing. Then the matrix products as a share
// of it, then whole training steps of the networks of workloads.json. What else the machine does hits the peak measured
// just before an item as it hits the item: so the median of their ratios is printed too, times the best peak seen. A
// table to read, not a test: nothing fails here. tools/bench compares with other engines.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/bench/clock.h"
#include "tests/bench/peak.h"
#include "tests/bench/workload.h"
#include "workloads_text.h"

using namespace deltarule;
using namespace deltarule::bench;

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

Item product_item(Product form, std::size_t N, std::size_t M, std::size_t K) {
  const char* names[] = {"nn ", "tn ", "nt "};
  const std::string name =
      names[static_cast<int>(form)] + std::to_string(N) + " x " + std::to_string(M) + " x " + std::to_string(K);
  return {name, "GFLOP", 2e-9 * static_cast<double>(N * M * K), 0, [=] { return product(form, N, M, K); }};
}

/// Whole training steps.
Item steps_item(const nlohmann::json& workload) {
  const nlohmann::json& network = workload["network"];
  const double count = network["batch_size"].get<double>() * workload["data"]["steps"].get<double>();
  return {workload["name"], workload["unit"], count, workload["promised"], [=]() -> std::function<void()> {
            auto made = Workload::make(workload, nullptr, nullptr);
            if (!made) {
              std::fprintf(stderr, "%s\n", made.error().text().c_str());
              std::exit(1);
            }
            return [shared = std::make_shared<Workload>(std::move(*made))] { shared->step(); };
          }};
}

std::vector<Item> items() {
  std::vector<Item> all;
  for (const Product form : {Product::nn, Product::tn, Product::nt}) {
    for (const std::size_t n : {64u, 256u, 512u}) all.push_back(product_item(form, n, n, n));
    all.push_back(product_item(form, 10, 8, 4));
    all.push_back(product_item(form, 30, 8, 8));
  }
  all.push_back(product_item(Product::nt, 32, 128, 784));  // the first layer of W2 forward, and its dW
  all.push_back(product_item(Product::tn, 128, 784, 32));
  all.push_back(product_item(Product::nn, 6, 784, 25));  // W3's convolutions
  all.push_back(product_item(Product::nn, 16, 100, 150));
  all.push_back(product_item(Product::nn, 16, 512, 128));  // a step of W4 forward and backward
  all.push_back(product_item(Product::nn, 16, 128, 512));
  const nlohmann::json described = nlohmann::json::parse(kWorkloadsText);
  for (const nlohmann::json& workload : described["workloads"])
    if (workload.contains("network")) all.push_back(steps_item(workload));
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
  std::vector<double> peaks;
  for (int round = -1; round < rounds; ++round)  // one more, before everything is compiled and in the cache
    for (Item& item : chosen) {
      const double peak = measure_peak(Peak::mul_add, kSecondsOfPeak);
      const double reached = calls_per_second(item.work, kSecondsPerRound) * item.count;
      if (round < 0) continue;
      peaks.push_back(peak);
      item.rates.push_back(reached);
      item.shares.push_back(reached / peak);
    }
  if (peaks.empty()) return 0;
  const double calm = *std::max_element(peaks.begin(), peaks.end());
  std::printf("peak of * and +: median %.2f, best %.2f GFLOP/s\n", median(peaks), calm);
  std::printf("%-20s %11s %11s\n", "", "median", "at the best peak");
  for (const Item& item : chosen) {
    const bool is_product = item.unit == "GFLOP";
    const double share = median(item.shares);
    std::printf("%-20s %11.*f %11.*f %s/s", item.name.c_str(), is_product ? 2 : 0, median(item.rates),
                is_product ? 2 : 0, share * calm, item.unit.c_str());
    if (is_product) std::printf("  %5.1f %% of the peak", 100 * share);
    if (item.promised > 0) std::printf("  %5.2f of the %.0f promised", share * calm / item.promised, item.promised);
    std::printf("\n");
  }
  return 0;
}
