// The field table: consistent in itself, and every field accepted at both ends and refused beyond, by name.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "engine/experiment/fields.h"
#include "engine/experiment/validate.h"
#include "engine/train/trainer.h"

using namespace deltarule;

namespace {

/// The default experiment with one field changed, and what must change with it for the whole to stay valid.
Experiment with(const Field& field, double value) {
  Experiment e = default_experiment();
  e.data.points = {{1, 1, 0}, {2, 2, 1}, {-1, -1, 0}, {-2, 1, 1}};
  field.set(e, value);
  return field.path == "batch_size" && value > 1000 ? (e.data.samples = 5000, e.data.train = 1, e)
                                                    : made_coherent(e, default_experiment());
}

std::string message_of(const Status& status) { return status.ok() ? "" : status.error().text(); }

}  // namespace

TEST_CASE("paths and link keys are unique and find their field") {
  std::set<std::string_view> paths, links;
  for (const Field& field : fields()) {
    CHECK(paths.insert(field.path).second);
    CHECK(links.insert(field.link).second);
    CHECK(find_field(field.path) == &field);
    CHECK(find_field_by_link(field.link) == &field);
  }
  CHECK(find_field("no.such.field") == nullptr);
  CHECK(find_field_by_link("") == nullptr);
  CHECK(fields().size() == 32);
}

TEST_CASE("the default experiment is valid and its fields are in range") {
  const Experiment e = default_experiment();
  CHECK(message_of(validate(e)) == "");
  for (const Field& field : fields()) {
    CAPTURE(field.path);
    CHECK(check_value(field, field.get(e)).ok());
    CHECK(field.get(e) == default_value(field, e));
    CHECK((field.type == FieldType::choice) == !field.choices.empty());
  }
}

TEST_CASE("set and get are inverse and touch nothing else") {
  for (const Field& field : fields()) {
    for (const double value : {field.min, field.max}) {
      CAPTURE(field.path, value);
      Experiment e = default_experiment();
      field.set(e, value);
      CHECK(field.get(e) == value);
      for (const Field& other : fields()) {
        if (&other != &field) CHECK(other.get(e) == other.get(default_experiment()));
      }
    }
  }
}

TEST_CASE("every field is accepted at both ends") {
  for (const Field& field : fields()) {
    for (const double value : {field.min, field.max}) {
      CAPTURE(field.path, value);
      const Experiment e = with(field, value);
      CHECK(field.get(e) == value);
      CHECK(message_of(validate(e)) == "");
    }
  }
}

TEST_CASE("every field is refused beyond its ends, with its path and its range") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  for (const Field& field : fields()) {
    const double step = field.type == FieldType::real ? std::max(std::fabs(field.max), 1.0) * 1e-9 : 1;
    for (const double value : {field.min - step, field.max + step, kInfinity, -kInfinity, std::nan(""), 1e300}) {
      CAPTURE(field.path, value);
      const Status status = check_value(field, value);
      REQUIRE(!status.ok());
      CHECK(status.error().where == field.path);
      CHECK(status.error().what.find(" to ") != std::string::npos);
    }
    if (field.type != FieldType::real) {
      const Status status = check_value(field, field.min + 0.5);
      REQUIRE(!status.ok());
      CHECK(status.error().what.find("whole number") != std::string::npos);
    }
  }
}

TEST_CASE("validate finds a real field that is out of range or not a number") {
  for (const Field& field : fields()) {
    if (field.type != FieldType::real) continue;
    for (const double value : {field.min - 1, field.max * 2 + 1, std::nan("")}) {
      CAPTURE(field.path, value);
      Experiment e = default_experiment();
      field.set(e, value);
      const Status status = validate(e);
      REQUIRE(!status.ok());
      CHECK(status.error().where == field.path);
    }
  }
}

TEST_CASE("layer fields are checked at both ends, with the layer's path") {
  Experiment e = default_experiment();
  e.training.model.insert(e.training.model.begin() + 1, LayerSpec{.kind = LayerKind::dropout, .rate = 0});
  CHECK(message_of(validate(e)) == "");
  const auto refused_at = [](const Experiment& experiment) {
    const Status status = validate(experiment);
    return status.ok() ? std::string() : status.error().where;
  };
  for (const int units :
       {0, -1, kMaxPointUnits + 1, std::numeric_limits<int>::max(), std::numeric_limits<int>::min()}) {
    Experiment wrong = e;
    wrong.training.model[0].units = units;
    CHECK(refused_at(wrong) == "model[0].units");
  }
  for (const int units : {1, kMaxPointUnits}) {
    Experiment right = e;
    right.training.model[0].units = units;
    CHECK(refused_at(right) == "");
  }
  for (const double rate : {-1e-9, 0.96, 1.0, std::nan(""), 1e300}) {
    Experiment wrong = e;
    wrong.training.model[1].rate = rate;
    CHECK(refused_at(wrong) == "model[1].rate");
  }
  Experiment right = e;
  right.training.model[1].rate = 0.95;
  CHECK(refused_at(right) == "");
}

TEST_CASE("what a field means depends on the choices beside it") {
  const Field& momentum = *find_field("optimizer.momentum");
  const Field& epsilon = *find_field("optimizer.epsilon");
  Experiment e = default_experiment();
  CHECK(!momentum.applies(e));
  CHECK(epsilon.applies(e));
  CHECK(default_value(epsilon, e) == 1e-8);
  e.training.optimizer.name = Optimizer::nesterov;
  CHECK(momentum.applies(e));
  CHECK(!epsilon.applies(e));
  e.training.optimizer.name = Optimizer::adadelta;
  CHECK(default_value(epsilon, e) == 1e-6);
  CHECK(default_value(*find_field("loss.name"), e) == static_cast<double>(Loss::binary_cross_entropy));
  e.training.model.back() = {.kind = LayerKind::dense, .units = 2, .activation = Activation::softmax};
  CHECK(default_value(*find_field("loss.name"), e) == static_cast<double>(Loss::softmax_cross_entropy));
  e.data.samples = 8;
  CHECK(default_value(*find_field("batch_size"), e) == 4);
}

TEST_CASE("live fields need no new network, the others do") {
  for (const Field& field : fields()) {
    CAPTURE(field.path);
    const Experiment before = default_experiment();
    Experiment after = before;
    CHECK(live_change(before, after));
    field.set(after, field.get(before) == field.min ? field.max : field.min);
    if (field.min == field.max) continue;  // a choice of one
    CHECK(live_change(before, after) == field.live);
    // The trainer, which knows only its half, must agree.
    if (field.path.substr(0, 5) != "data." && field.path != "math")
      CHECK(Trainer::live_change(before.training, after.training) == field.live);
  }
}
