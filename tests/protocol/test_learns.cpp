// That it learns: the default experiment and every point set, by a network that suits it; gates by Rosenblatt's rule.
#include <catch2/catch_test_macros.hpp>
#include <string>

#include "engine/io/experiment_link.h"
#include "tests/protocol/session_driver.h"
#include "tests/support/default_accuracy.h"

using namespace deltarule;
using namespace deltarule::testing;

namespace {

Experiment from(const std::string& link) {
  const auto read = from_link(link);
  INFO(link << ": " << (read.ok() ? "" : read.error().text()));
  REQUIRE(read.ok());
  return *read;
}

Snapshot trained(const Experiment& e, std::uint32_t epochs) {
  Session session;
  must(session, command::Build{1, e});
  must(session, command::Step{command::Unit::epoch, epochs});
  while (session.training()) session.run(1000);
  return look(session);
}

}  // namespace

TEST_CASE("learns: the default experiment, whatever the seed") {
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    Experiment e = default_experiment();
    e.training.seed = seed;
    const Snapshot s = trained(e, 60);
    CAPTURE(seed, s.train.accuracy, s.test.accuracy, s.test.loss);
    CHECK(s.test.accuracy >= 0.98F);
    CHECK(s.test.loss < 0.1F);
  }
}

TEST_CASE("learns: what is promised of every set's default experiment") {
  // Ten seeds each: build/native/deltarule-accuracy.
  for (const AccuracyBar& bar : kAccuracyBars) {
    for (std::uint32_t seed = 1; seed <= 2; ++seed) {
      CAPTURE(bar.set, seed);
      CHECK(default_accuracy(bar.set, seed) >= bar.accuracy);
    }
  }
}

TEST_CASE("learns: every set of two classes") {
  for (const char* link :
       {"data=circle&noise=0&layers=dense(6,tanh)+dense(1,sigmoid)",
        "data=xor&noise=0&layers=dense(6,tanh)+dense(1,sigmoid)", "data=blobs&noise=0&layers=dense(1,sigmoid)",
        "data=checkerboard&noise=0&n=2000&layers=dense(16,tanh)+dense(16,tanh)+dense(1,sigmoid)&lr=0.01",
        "data=spiral&noise=0&inputs=x1,x2,sin(x1),sin(x2)&layers=dense(8,tanh)+dense(8,tanh)+dense(1,sigmoid)&lr=0."
        "02"}) {
    const Snapshot s = trained(from(link), 150);
    CAPTURE(link, s.train.accuracy, s.test.accuracy);
    CHECK(s.test.accuracy >= 0.95F);
  }
}

TEST_CASE("learns: three to five classes by softmax") {
  for (const char* link : {"data=blobs3&layers=dense(3,softmax)", "data=blobs4&layers=dense(4,softmax)",
                           "data=blobs5&layers=dense(6,tanh)+dense(5,softmax)"}) {
    const Snapshot s = trained(from(link), 60);
    CAPTURE(link, s.test.accuracy);
    CHECK(s.test.accuracy >= 0.97F);
  }
}

TEST_CASE("learns: values") {
  const Snapshot plane = trained(from("data=plane&noise=0&layers=dense(1,linear)"), 60);
  CHECK(plane.test.loss < 1e-4F);
  const Snapshot hills =
      trained(from("data=gaussians&noise=0&n=1000&layers=dense(16,tanh)+dense(8,tanh)+dense(1,linear)&lr=0.01"), 150);
  CAPTURE(hills.test.loss);
  CHECK(hills.test.loss < 0.01F);
}

TEST_CASE("learns: gates that a line can separate, by Rosenblatt's rule, exactly and for good") {
  for (const char* gate : {"and", "or", "nand"}) {
    for (std::uint32_t seed = 1; seed <= 5; ++seed) {
      Experiment e =
          from(std::string("data=") + gate + "&n=4&noise=0&train=1&layers=dense(1,step)&opt=perceptron&lr=0.5&batch=1");
      e.training.seed = seed;
      Session session;
      subscribe_to_parameters(session);
      must(session, command::Build{1, e});
      train(session, 200);
      CAPTURE(gate, seed);
      CHECK(look(session).train.accuracy == 1);
      // All answers right: the rule changes nothing any more.
      const auto bits = bits_of(session);
      train(session, 40);
      CHECK(bits_of(session) == bits);
    }
  }
}

TEST_CASE("learns: the exclusive-or gate not by one threshold, but by a hidden layer") {
  const Snapshot rule =
      trained(from("data=xor_gate&n=4&noise=0&train=1&layers=dense(1,step)&opt=perceptron&batch=1"), 200);
  CHECK(rule.train.accuracy < 1);
  for (std::uint32_t seed = 1; seed <= 5; ++seed) {
    Experiment e = from("data=xor_gate&n=4&noise=0&train=1&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.05&batch=4");
    e.training.seed = seed;
    const Snapshot s = trained(e, 500);
    CAPTURE(seed, s.train.loss);
    CHECK(s.train.accuracy == 1);
    CHECK(s.train.loss < 0.05F);
  }
}

TEST_CASE("learns: with every optimizer and every smooth activation") {
  for (const char* change : {"opt=sgd&lr=0.3", "opt=momentum&lr=0.05", "opt=nesterov&lr=0.05", "opt=adagrad&lr=0.1",
                             "opt=adadelta&lr=3", "opt=rmsprop&lr=0.01", "opt=adam&lr=0.01", "opt=adamw&lr=0.01"}) {
    const Snapshot s = trained(from(std::string(change) + "&layers=dense(8,tanh)+dense(1,sigmoid)"), 100);
    CAPTURE(change, s.test.accuracy);
    CHECK(s.test.accuracy >= 0.95F);
  }
  for (const char* activation :
       {"sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus", "sine"}) {
    const Snapshot s = trained(from(std::string("layers=dense(8,") + activation + ")+dense(1,sigmoid)"), 100);
    CAPTURE(activation, s.test.accuracy);
    CHECK(s.test.accuracy >= 0.95F);
  }
}

TEST_CASE("learns: with every loss") {
  for (const char* link :
       {"loss=mse&layers=dense(8,tanh)+dense(1,tanh)", "loss=mae&layers=dense(8,tanh)+dense(1,tanh)",
        "loss=huber&layers=dense(8,tanh)+dense(1,tanh)", "loss=hinge&layers=dense(8,tanh)+dense(1,linear)",
        "loss=binary_cross_entropy&layers=dense(8,tanh)+dense(1,sigmoid)",
        "loss=softmax_cross_entropy&layers=dense(8,tanh)+dense(2,softmax)"}) {
    const Snapshot s = trained(from(link), 100);
    CAPTURE(link, s.test.accuracy);
    CHECK(s.test.accuracy >= 0.95F);
  }
}
