// Words and figures of the page: every field and choice has a name in both languages, figures read as they should.
#include <catch2/catch_test_macros.hpp>
#include <limits>
#include <string>

#include "engine/experiment/fields.h"
#include "web/app/json_writer.h"
#include "web/app/text.h"
#include "web/app/widgets.h"
#include "web/viz/axis.h"

namespace deltarule::test {

TEST_CASE("every field of the table and every choice has a name in both languages", "[app]") {
  for (const Field& field : fields()) {
    if (field.path == "data.kind") continue;  // one choice only: not shown
    CAPTURE(field.path);
    CHECK(has_label(field.path, ""));
    for (const auto choice : field.choices) {
      CAPTURE(choice);
      CHECK(has_label(field.path, choice));
    }
  }
  for (const auto name : activation_names()) CHECK(has_label("model.activation", name));
  for (const auto name : input_names()) CHECK(has_label("data.inputs", name));
}

TEST_CASE("figures are short", "[app]") {
  CHECK(figure_text(Figure::plain, 0.03) == "0.030");
  CHECK(figure_text(Figure::plain, 0.00001) == "1e-5");
  CHECK(figure_text(Figure::plain, 0.0125) == "0.0125");
  CHECK(figure_text(Figure::plain, 10) == "10.0");
  CHECK(figure_text(Figure::percent, 0.1) == "10 %");
  CHECK(figure_text(Figure::integer, 1284) == "1,284");
  CHECK(figure_text(Figure::integer, 132458123) == "132,458,123");
  CHECK(figure_text(Figure::loss, 0.0314) == "0.031");
  CHECK(figure_text(Figure::loss, 0.000042) == "4.2e-5");
  CHECK(figure_text(Figure::loss, 0) == "0");
  CHECK(figure_text(Figure::loss, std::numeric_limits<double>::infinity()) == "∞");
}

TEST_CASE("JSON for the host: quotes escaped, no number without a digit", "[app]") {
  JsonWriter json;
  json.text("a", "say \"hi\"\n")
      .number("b", 0.5)
      .number("c", std::numeric_limits<double>::quiet_NaN())
      .number("d", 200);
  CHECK(json.finish() == R"({"a":"say \"hi\"\u000a","b":0.5,"c":null,"d":200})");
}

TEST_CASE("axes end at round figures and cover their values", "[app]") {
  const Axis loss = linear_axis(0, 0.73, 5, true);
  CHECK(loss.high >= 0.73);
  CHECK(loss.ticks.front() == 0);
  CHECK(tick_text(loss, loss.ticks[1]) == "0.2");
  const Axis epochs = linear_axis(0, 1284, 6, false);
  CHECK(epochs.high == 1284);
  CHECK(tick_text(epochs, 1200) == "1,200");
  const Axis small = log_axis(3e-5, 0.4);
  CHECK(small.low <= 3e-5);
  CHECK(small.high >= 0.4);
  CHECK(tick_text(small, 1e-5) == "1e-5");
  CHECK(small.place(small.low) == 0.f);
  CHECK(small.place(small.high) == 1.f);
}

}  // namespace deltarule::test
