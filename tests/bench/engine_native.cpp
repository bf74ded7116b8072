// deltarule-bench-engine: the engine of tools/bench natively. A line of JSON in, a line of JSON out; processes.mjs
// talks to it. One workload at a time:
//   {"op": "make", "workload": {...}, "data": "file of float32: inputs, then targets"}  ->  {} or {"why": "..."}
//   {"op": "run", "seconds": 1}                ->  {"value": units per second}
//   {"op": "loss"}                             ->  {"value": mean loss}
//   {"op": "peak", "which": 0, "seconds": 1}   ->  {"value": GFLOP per second, 0: there is no such instruction}
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/bench/clock.h"
#include "tests/bench/peak.h"
#include "tests/bench/workload.h"

using namespace deltarule;
using Json = nlohmann::json;

namespace {

std::unique_ptr<bench::Workload> current;

std::vector<float> read_floats(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  std::vector<float> values(bytes.size() / sizeof(float));
  std::copy_n(bytes.data(), values.size() * sizeof(float), reinterpret_cast<char*>(values.data()));
  return values;
}

std::size_t inputs(const Json& data) {
  std::size_t n = data["samples"].get<std::size_t>() * data["steps"].get<std::size_t>();
  for (const Json& side : data["shape"]) n *= side.get<std::size_t>();
  return n;
}

Json make(const Json& asked) {
  current.reset();
  const Json& workload = asked["workload"];
  std::vector<float> floats;
  const float *input = nullptr, *target = nullptr;
  if (workload.contains("data")) {
    floats = read_floats(asked["data"].get<std::string>());
    input = floats.data();
    target = input + inputs(workload["data"]);
  }
  auto made = bench::Workload::make(workload, input, target);
  if (!made) return {{"why", made.error().text()}};
  current = std::make_unique<bench::Workload>(std::move(*made));
  return Json::object();
}

Json answer(const Json& asked) {
  const std::string op = asked["op"];
  if (op == "make") return make(asked);
  if (op == "loss") return {{"value", current->loss()}};
  const double seconds = asked["seconds"];
  if (op == "peak") return {{"value", bench::measure_peak(bench::Peak{asked["which"].get<int>()}, seconds)}};
  return {{"value", bench::calls_per_second([] { current->step(); }, seconds) * current->units_per_step()}};
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) std::cout << answer(Json::parse(line)).dump() << std::endl;
  return 0;
}
