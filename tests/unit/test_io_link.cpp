// Links: the round trip, that they stay short and readable, whole addresses, percent-encoding, and named mistakes.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/text.h"
#include "engine/io/experiment_link.h"
#include "tests/protocol/random_experiment.h"

using namespace deltarule;

namespace {

std::string error_of(std::string_view link) {
  const auto read = from_link(link);
  return read.ok() ? "" : read.error().text();
}

std::string where_of(std::string_view link) {
  const auto read = from_link(link);
  return read.ok() ? "accepted" : read.error().where;
}

Experiment read(std::string_view link) {
  const auto result = from_link(link);
  INFO(link << ": " << error_of(link));
  REQUIRE(result.ok());
  return *result;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// Everything but letters and digits as %XX.
std::string encoded(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&' || c == '=' || std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += c;
      continue;
    }
    constexpr std::string_view kHex = "0123456789aBcDeF";
    const auto byte = static_cast<unsigned char>(c);
    out += std::string("%") + kHex[byte / 16] + kHex[byte % 16];
  }
  return out;
}

}  // namespace

TEST_CASE("link: thousands of random experiments come back exactly") {
  Rng rng(22, Purpose::data);
  for (int i = 0; i < 3000; ++i) {
    const Experiment e = testing::random_experiment(rng, i % 10 == 0);
    const std::string link = to_link(e);
    const auto back = from_link(link);
    INFO(link << "\n" << (back.ok() ? "" : back.error().text()));
    REQUIRE(back.ok());
    REQUIRE(*back == e);
    REQUIRE(to_link(*back) == link);
    REQUIRE(*from_link("https://example.org/deltarule/index.html?lang=zh#" + link) == e);
    REQUIRE(*from_link(encoded(link)) == e);
    // Nothing that a browser would rewrite in a fragment, or that ends a link in running text.
    REQUIRE(link.find_first_of(" \"<>`%#\n") == std::string::npos);
  }
}

TEST_CASE("link: short and readable") {
  CHECK(to_link(default_experiment()) == "data=moons&layers=dense(8,tanh)+dense(4,tanh)+dense(1,sigmoid)");
  Experiment e = default_experiment();
  e.data.name = PointSet::spiral;
  e.data.noise = 0.2;
  e.data.inputs = {Input::x1, Input::x1_squared, Input::x1_x2, Input::sin_x2};
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0.2});
  e.training.optimizer = {.name = Optimizer::momentum, .learning_rate = 0.001, .momentum = 0.5};
  e.training.seed = 4294967295U;
  CHECK(to_link(e) ==
        "data=spiral&noise=0.2&inputs=x1,x1^2,x1*x2,sin(x2)&layers=dense(8,tanh)+dropout(0.2)+dense(4,tanh)+dense(1,"
        "sigmoid)"
        "&opt=momentum&lr=0.001&momentum=0.5&seed=4294967295");
  e = read("data=custom&points=0.5,-1,0;2,1.25,1");
  CHECK(e.data.points == std::vector<Point>{{0.5, -1, 0}, {2, 1.25, 1}});
  CHECK(contains(to_link(e), "&points=0.5,-1,0;2,1.25,1"));
}

TEST_CASE("link: whole addresses, fragments, spaces for plus") {
  const Experiment spiral = read("data=spiral&layers=dense(8,tanh)+dense(1,sigmoid)");
  CHECK(spiral.data.name == PointSet::spiral);
  CHECK(read("#data=spiral&layers=dense(8,tanh)+dense(1,sigmoid)") == spiral);
  CHECK(read("http://localhost:8080/#data=spiral&layers=dense(8,tanh)+dense(1,sigmoid)") == spiral);
  CHECK(read("https://example.org/?data=spiral&layers=dense(8,tanh)+dense(1,sigmoid)") == spiral);
  CHECK(read("file:///tmp/index.html?a=b#data=spiral&layers=dense(8,tanh)+dense(1,sigmoid)") == spiral);
  CHECK(read("data=spiral&layers=dense(8,tanh)%2Bdense(1%2Csigmoid)") == spiral);
  CHECK(read("data=spiral&layers=dense(8,tanh)%20dense(1,sigmoid)") == spiral);
  CHECK(read("&&data=spiral&&layers=dense(8,tanh)+dense(1,sigmoid)&") == spiral);
  CHECK(read("") == default_experiment());
  CHECK(read("#") == default_experiment());
  CHECK(read("https://example.org/deltarule/") == default_experiment());
}

TEST_CASE("link: what is left out is the default, or what the rest asks for") {
  CHECK(read("data=blobs5").training.model.back() == LayerSpec{.units = 5, .activation = Activation::softmax});
  CHECK(read("data=plane").training.loss.name == Loss::mse);
  CHECK(read("data=or&n=4&train=1&opt=perceptron").training.model ==
        std::vector{LayerSpec{.units = 1, .activation = Activation::step}});
  CHECK(read("opt=adadelta").training.optimizer.epsilon == 1e-6);
  CHECK(read("data=plane&layers=dense").training.model == std::vector{LayerSpec{}});
  CHECK(read("layers=dense(3,relu)+dropout+dense(1,sigmoid)").training.model[1].rate == 0.5);
}

TEST_CASE("link: every field has its key and says when it is out of range") {
  for (const Field& field : fields()) {
    const std::string key(field.link);
    CAPTURE(key);
    CHECK(where_of(key + "=nonsense") == key);
    if (field.type == FieldType::choice) {
      CHECK(contains(error_of(key + "=nonsense"), "is unknown"));
      continue;
    }
    CHECK(contains(error_of(key + "=nonsense"), "is not a number"));
    CHECK(contains(error_of(key + "=" + std::to_string(field.max + 1)), "out of range"));
    CHECK(contains(error_of(key + "=" + std::to_string(field.min - 1)), "out of range"));
    CHECK(contains(error_of(key + "=1e999"), "out of range"));
    CHECK(where_of(key + "=nan") == key);
    CHECK(where_of(key + "=") == key);
    const std::string good = key + "=" + format_number(field.max);
    CHECK(contains(error_of(good + "&" + good), "twice"));
  }
}

TEST_CASE("link: unknown settings are named, with a guess") {
  CHECK(where_of("data=spiral&nosie=0.1") == "nosie");
  CHECK(contains(error_of("nosie=0.1"), "did you mean \"noise\""));
  CHECK(contains(error_of("banana=1"), "layers"));
  CHECK(contains(error_of("data"), "key=value"));
  CHECK(contains(error_of("%zz=1"), "percent"));
  CHECK(contains(error_of("data=spiral%2"), "percent"));
  CHECK(contains(error_of("opt=adm"), "did you mean \"adam\""));
}

TEST_CASE("link: mistakes in lists are named with their place") {
  CHECK(where_of("layers=dense(8,tanh)+dense(1,tahn)") == "layers[1].activation");
  CHECK(where_of("layers=dense(0,tanh)") == "layers[0].units");
  CHECK(where_of("layers=dense(x)") == "layers[0].units");
  CHECK(where_of("layers=dense(1.5)") == "layers[0].units");
  CHECK(where_of("layers=dense(8,tanh,3)") == "layers[0]");
  CHECK(where_of("layers=dense(8,tanh") == "layers[0]");
  CHECK(where_of("layers=dense(") == "layers[0]");
  CHECK(where_of("layers=dens(8,tanh)") == "layers[0]");
  CHECK(where_of("layers=") == "layers[0]");
  CHECK(where_of("layers=dropout(1)") == "layers[0].rate");
  std::string many = "layers=dense(1,sigmoid)";
  for (int i = 0; i < kMaxLayers; ++i) many += "+dense(1,sigmoid)";
  CHECK(where_of(many) == "layers");
  CHECK(where_of("inputs=x1,x3") == "inputs");
  CHECK(where_of("inputs=") == "inputs");
  CHECK(where_of("inputs=x1,x1") == "data.inputs[1]");
  CHECK(where_of("data=custom&points=1,2") == "points[0]");
  CHECK(where_of("data=custom&points=1,2,0;1,2,x") == "points[1]");
  CHECK(where_of("data=custom&points=1,2,0;9,2,1") == "data.points[1]");
  CHECK(where_of("data=custom&points=") == "data.points");
  CHECK(where_of("data=custom") == "data.points");
  std::string points = "data=custom&points=1,1,1";
  for (int i = 0; i < kMaxPoints; ++i) points += ";1,1,1";
  CHECK(where_of(points) == "points");
}

TEST_CASE("link: texts made to hurt are refused quickly") {
  CHECK(contains(error_of(std::string(2'000'000, 'a')), "longer than 1 MB"));
  CHECK(error_of(std::string(500'000, 'a') + "=1").size() < 1000);
  CHECK(contains(error_of("layers=" + std::string(900'000, '+')), "too many"));
  CHECK(contains(error_of("inputs=" + std::string(900'000, ',')), "is unknown"));
  std::string keys;
  for (int i = 0; i < 100'000; ++i) keys += "k" + std::to_string(i) + "=1&";
  CHECK(contains(error_of(keys), "is unknown"));
}

TEST_CASE("link: what is hidden and locked travels with the experiment") {
  const auto link = read_link("data=spiral&hide=lr,,noise,lr&lock=layers");
  REQUIRE(link.ok());
  REQUIRE(link->presentation.has_value());
  CHECK(link->presentation->hidden == std::vector<std::string>{"lr", "noise"});
  CHECK(link->presentation->locked == std::vector<std::string>{"layers"});
  CHECK_FALSE(link->view.has_value());
  CHECK(to_link(link->experiment, *link->presentation) == to_link(link->experiment) + "&hide=lr,noise&lock=layers");
  CHECK_FALSE(read_link("data=spiral")->presentation.has_value());
  // Said, but empty: everything is to be seen.
  CHECK(read_link("data=spiral&hide=")->presentation == Presentation{});
  // The bench that is open instead travels with the experiment behind it.
  const auto bench = read_link("data=spiral&bench=convolution:digit4:1,0,0.5:p1");
  REQUIRE(bench);
  REQUIRE(bench->presentation);
  CHECK(bench->presentation->bench == "convolution:digit4:1,0,0.5:p1");
  CHECK(to_link(bench->experiment, *bench->presentation) ==
        to_link(bench->experiment) + "&bench=convolution:digit4:1,0,0.5:p1");
  CHECK_FALSE(read_link("data=spiral&bench=lathe"));
  CHECK(read("data=spiral&hide=%00%ff,lab") == read("data=spiral"));
}
