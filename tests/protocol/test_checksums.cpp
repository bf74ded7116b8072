// Same experiment, same bits, everywhere: checksums of the parameters after 1,000 steps, compared with the committed
// file.
//
// The same suite runs natively, under sanitizers and as WASM under Node, and all must find what
// tests/golden/checksums.txt says. After a deliberate change of the numbers: DELTARULE_WRITE_CHECKSUMS=1
// build/native/deltarule-tests "[checksums]"
#include <catch2/catch_test_macros.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "engine/api/bytes.h"
#include "engine/api/held_files.h"
#include "engine/api/run.h"
#include "engine/io/experiment_link.h"

using namespace deltarule;

namespace {

constexpr int kSteps = 1000;

/// Beside the folder of test data, which may not exist and then cannot be walked through.
std::string file_name() {
  const std::string data = DELTARULE_TEST_DATA;
  return data.substr(0, data.rfind('/')) + "/golden/checksums.txt";
}

template <class T>
std::uint64_t checksum(const std::vector<T>& values) {
  return fnv1a({reinterpret_cast<const std::uint8_t*>(values.data()), values.size() * sizeof(T)});
}

std::string hex(std::uint64_t value) {
  char text[17] = {};
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

/// Every choice of every kind at least once, each as a link.
std::vector<std::string> links() {
  std::vector<std::string> out;
  const std::string two_hidden = "layers=dense(6,tanh)+dense(4,tanh)+dense(1,sigmoid)";
  for (const std::string_view name : activation_names()) {
    const std::string a(name);
    out.push_back("data=spiral&layers=dense(6," + a + ")+dense(5," + a + ")+dense(1,sigmoid)&lr=0.01");
    out.push_back("data=circle&layers=dense(5,tanh)+dense(2," + a + ")&loss=mse&opt=sgd&lr=0.01");
  }
  for (const std::string_view name : optimizer_names()) {
    const std::string o(name);
    if (o == "perceptron") continue;
    out.push_back("data=xor&" + two_hidden + "&opt=" + o);
    out.push_back("data=xor&" + two_hidden + "&opt=" + o + "&lr=0.005&l1=0.001&l2=0.002&clip=0.5&batch=7");
  }
  out.push_back("data=blobs&layers=dense(1,step)&opt=perceptron");
  out.push_back("data=and&noise=0.1&layers=dense(1,step)&opt=perceptron&batch=1");
  for (const char* last :
       {"dense(1,tanh)&loss=mse", "dense(1,tanh)&loss=mae", "dense(1,linear)&loss=huber",
        "dense(1,linear)&loss=huber&delta=0.3", "dense(1,sigmoid)&loss=binary_cross_entropy",
        "dense(2,softmax)&loss=softmax_cross_entropy", "dense(2,softmax)&loss=mse", "dense(1,linear)&loss=hinge"}) {
    out.push_back(std::string("data=moons&layers=dense(7,relu)+") + last + "&lr=0.01");
  }
  for (const std::string_view name : initializer_names()) {
    out.push_back("data=circle&" + two_hidden + "&init=" + std::string(name));
  }
  for (const std::string_view name : schedule_names()) {
    out.push_back("data=circle&" + two_hidden + "&schedule=" + std::string(name) + "&period=7&gamma=0.9");
  }
  for (const std::string_view name : point_set_names()) {
    const std::string points =
        name == "custom" ? "&points=1,2,0;-1,0.5,1;3,-3,1;-2,-2,0;0.1,0.2,2&batch=2" : "&noise=0.3";
    out.push_back("data=" + std::string(name) + points + "&seed=4294967295");
  }
  out.push_back("data=spiral&inputs=x1,x2,x1^2,x2^2,x1*x2,sin(x1),sin(x2),cos(x1),cos(x2)&" + two_hidden);
  out.push_back("data=spiral&layers=dense(16,relu)+dropout(0.3)+dense(9,elu)+dropout(0.1)+dense(1,sigmoid)&batch=13");
  out.push_back("data=spiral&layers=dense(64,gelu)+dense(33,silu)+dense(1,sigmoid)&batch=100&n=400&lr=0.001");
  out.push_back("data=moons&layers=dense(3,tanh)+dense(1,sigmoid)&batch=1&n=40");
  // A little noise unless they say how much.
  for (std::string& link : out) {
    if (link.find("noise=") == std::string::npos) link += "&noise=0.1";
  }
  return out;
}

/// Points, parameters, optimizer state and test loss of one experiment after its steps.
std::string fingerprint(const std::string& link) {
  const auto experiment = from_link(link);
  INFO(link << ": " << (experiment.ok() ? "" : experiment.error().text()));
  REQUIRE(experiment.ok());
  auto run = Run::build(*experiment, HeldFiles());
  REQUIRE(run.ok());
  Run& r = **run;
  std::vector<Scalar> points;
  for (const auto* part : {&r.points().train, &r.points().test}) {
    for (const PlanePoint& p : *part) points.insert(points.end(), {p.x1, p.x2, p.label});
  }
  for (int i = 0; i < kSteps; ++i) r.step();
  const TrainerState state = r.trainer().state();
  std::string out = "points " + hex(checksum(points)) + " parameters " + hex(checksum(state.parameters));
  if (r.diverged()) return out + " diverged at step " + std::to_string(state.step);
  const std::vector<double> losses = {r.trainer().evaluate_train().loss, r.trainer().evaluate_test().loss};
  std::vector<float> grids;
  r.fill_grids(11, false, grids);
  return out + " optimizer " + hex(checksum(state.optimizer)) + " losses " + hex(checksum(losses)) + " grids " +
         hex(checksum(grids));
}

std::map<std::string, std::string> committed() {
  std::map<std::string, std::string> out;
  std::ifstream file(file_name());
  for (std::string line; std::getline(file, line);) {
    const std::size_t space = line.find(' ');
    if (!line.empty() && line[0] != '#' && space != std::string::npos)
      out[line.substr(0, space)] = line.substr(space + 1);
  }
  return out;
}

void write_checksums() {
  std::ofstream file(file_name());
  file << "# Written by test_checksums.cpp (see there). FNV-1a of the bits after 1,000 steps; the same on every "
          "machine.\n";
  for (const std::string& link : links()) file << link << " " << fingerprint(link) << "\n";
}

}  // namespace

TEST_CASE("every activation, optimizer, loss, initializer, schedule and data set gives the committed bits",
          "[checksums]") {
  if (std::getenv("DELTARULE_WRITE_CHECKSUMS") != nullptr) write_checksums();
  const auto expected = committed();
  CHECK(expected.size() == links().size());
  for (const std::string& link : links()) {
    CAPTURE(link);
    const auto found = expected.find(link);
    REQUIRE(found != expected.end());
    CHECK(fingerprint(link) == found->second);
  }
}
