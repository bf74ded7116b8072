// What is kept along a run, whatever it is: never too much, evenly spread, and forgotten from where one went back to.
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "engine/study/thinned.h"

using namespace deltarule;

namespace {

struct Item {
  double epoch = 0;
};

/// As many epochs as are gone by, each offered.
void run(Thinned<Item>& items, int from, int to, std::size_t capacity) {
  for (int epoch = from; epoch < to; ++epoch)
    if (items.all().empty() || epoch >= items.all().back().epoch + items.stride()) items.add({1.0 * epoch}, capacity);
}

}  // namespace

TEST_CASE("thinned: never full, the first kept, the others as far apart as the stride", "[study]") {
  for (const std::size_t capacity : {8U, 9U, 256U}) {
    Thinned<Item> items;
    for (int epoch = 0; epoch < 3000; ++epoch) {
      run(items, epoch, epoch + 1, capacity);
      REQUIRE(items.all().size() < capacity);
      REQUIRE(items.all().front().epoch == 0);
      REQUIRE(items.all().back().epoch > epoch - 2.0 * items.stride());
    }
    CHECK(items.all().size() >= capacity / 2);
    for (std::size_t i = 0; i < items.all().size(); ++i)
      CHECK(items.all()[i].epoch == static_cast<double>(i) * items.stride());
  }
}

TEST_CASE("thinned: every change has another number; what is forgotten leaves the rest as thin as it was", "[study]") {
  Thinned<Item> items;
  auto version = items.version();
  const auto changed = [&] { return std::exchange(version, items.version()) != version; };
  run(items, 0, 20, 16);
  CHECK(changed());
  CHECK(items.stride() == 2);
  items.forget_after(100);
  CHECK_FALSE(changed());
  items.forget_after(6);
  CHECK(changed());
  CHECK(items.all().size() == 4);
  CHECK(items.all().back().epoch == 6);
  CHECK(items.stride() == 2);
  items.clear();
  CHECK(changed());
  CHECK(items.all().empty());
  CHECK(items.stride() == 1);
}
