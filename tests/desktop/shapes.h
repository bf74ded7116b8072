// Where tests of the scene of images begin: shapes, after a few steps, at rest.
#pragma once

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {

inline void train_a_little(Desktop& desktop) {
  REQUIRE(desktop.until([&] { return !desktop.state()["trainLoss"].is_null(); }, 20));
  desktop.app().pause();
  desktop.app().reset();
  desktop.app().step(12);
  REQUIRE(desktop.until([&] { return desktop.state()["step"] == 12; }, 20));
}

}  // namespace deltarule::test
