// The engine of tools/bench in a browser page: what peers/deltarule_wasm.mjs calls. One workload at a time.
#include <emscripten/emscripten.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/bench/clock.h"
#include "tests/bench/peak.h"
#include "tests/bench/workload.h"

namespace {
std::unique_ptr<deltarule::bench::Workload> current;
std::string message;
}  // namespace

extern "C" {

/// What is wrong, or an empty text.
EMSCRIPTEN_KEEPALIVE const char* bench_make(const char* description, const float* input, const float* target) {
  current.reset();
  auto made = deltarule::bench::Workload::make(nlohmann::json::parse(description), input, target);
  message = made ? "" : made.error().text();
  if (made) current = std::make_unique<deltarule::bench::Workload>(std::move(*made));
  return message.c_str();
}

EMSCRIPTEN_KEEPALIVE double bench_run(double seconds) {
  return deltarule::bench::calls_per_second([] { current->step(); }, seconds) * current->units_per_step();
}

EMSCRIPTEN_KEEPALIVE double bench_loss() { return current->loss(); }

EMSCRIPTEN_KEEPALIVE double bench_peak(int which, double seconds) {
  return deltarule::bench::measure_peak(static_cast<deltarule::bench::Peak>(which), seconds);
}

}  // extern "C"
