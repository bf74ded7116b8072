// The page holds together at every size: nothing interactive is cut off or lies on something else, everything has a
// name, and touch targets on a phone are large enough. Looks are for eyes; this is what a machine can see.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <set>

#include "tests/desktop/desktop_harness.h"

namespace deltarule::test {
namespace {

bool interactive(const MirrorItem& item) {
  return item.role != Role::status && item.role != Role::heading && item.role != Role::image;
}

bool overlap(const MirrorRect& a, const MirrorRect& b) {
  constexpr float kTouching = 1;  // neighbours may share a hairline
  return a.x + kTouching < b.x + b.width && b.x + kTouching < a.x + a.width && a.y + kTouching < b.y + b.height &&
         b.y + kTouching < a.y + a.height;
}

struct Size {
  const char* text;
  float width, height;
  bool scrolls;  // a phone's page is longer than its screen
};

}  // namespace

TEST_CASE("widgets have names, and lie inside the window without overlapping", "[desktop]") {
  const auto size = GENERATE(Size{"1280x800", 1280, 800, false}, Size{"1920x1080", 1920, 1080, false},
                             Size{"3840x2160", 3840, 2160, false}, Size{"360x740", 360, 740, true},
                             Size{"820x1180", 820, 1180, true});
  const std::string theme = GENERATE("light", "dark");
  CAPTURE(size.text, theme);
  Desktop desktop({"--size", size.text, "--theme", theme});
  desktop.frames(20);
  const auto& items = desktop.items();
  REQUIRE(items.size() > 20);

  std::set<std::tuple<Role, std::string, std::string>> names;
  std::set<std::uint32_t> ids;
  for (const MirrorItem& item : items) {
    CAPTURE(item.group, item.name, item.rect.x, item.rect.y, item.rect.width, item.rect.height);
    CHECK(ids.insert(item.id).second);
    if (!interactive(item)) continue;
    CHECK_FALSE(item.name.empty());
    CHECK(names.emplace(item.role, item.group, item.name).second);
    CHECK(item.rect.width > 0);
    CHECK(item.rect.height > 0);
    CHECK(item.rect.x >= -0.5f);
    CHECK(item.rect.x + item.rect.width <= size.width + 0.5f);
    if (!size.scrolls) {
      CHECK(item.rect.y >= -0.5f);
      CHECK(item.rect.y + item.rect.height <= size.height + 0.5f);
    }
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    for (std::size_t j = i + 1; j < items.size(); ++j) {
      if (!interactive(items[i]) || !interactive(items[j])) continue;
      // What scrolls passes below the bars that stay: only the same group must keep its distance there.
      if (size.scrolls && items[i].group != items[j].group) continue;
      CAPTURE(items[i].group, items[i].name, items[j].group, items[j].name);
      CHECK_FALSE(overlap(items[i].rect, items[j].rect));
    }
  }
}

TEST_CASE("touch targets on a phone are at least 44 pixels high", "[desktop]") {
  Desktop desktop({"--size", "360x740"});
  desktop.frames(10);
  for (const MirrorItem& item : desktop.items()) {
    if (!interactive(item)) continue;
    CAPTURE(item.group, item.name);
    CHECK(item.rect.height >= 43.5f);
  }
}

}  // namespace deltarule::test
