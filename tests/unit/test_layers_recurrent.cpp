// What all recurrent layers share: names and sizes, a state carried on, directions, the last step, refusals, no
// allocation. What single gates do is in test_layers_recurrent_gates.cpp.
#include <catch2/catch_test_macros.hpp>

#include "tests/support/allocation_counter.h"
#include "tests/support/layer_run.h"

using namespace deltarule;

namespace {

constexpr int kInputs = 3, kUnits = 4;
constexpr std::size_t kSamples = 2;

std::vector<LayerSpec> kinds() {
  return {{.kind = LayerKind::rnn, .units = kUnits, .activation = Activation::tanh},
          {.kind = LayerKind::lstm, .units = kUnits},
          {.kind = LayerKind::lstm_peephole, .units = kUnits},
          {.kind = LayerKind::lstm_coupled, .units = kUnits},
          {.kind = LayerKind::lstm_depth_gated, .units = kUnits},
          {.kind = LayerKind::gru, .units = kUnits},
          {.kind = LayerKind::gru, .units = kUnits, .reset = ResetGate::before},
          {.kind = LayerKind::clockwork_rnn, .units = kUnits, .activation = Activation::tanh, .modules = 4},
          {.kind = LayerKind::grid_lstm, .units = kUnits, .depth = 2}};
}

LayerRun run_of(LayerSpec spec, int T, Direction direction = Direction::forward, Returned returned = Returned::all) {
  spec.direction = direction;
  spec.returned = returned;
  LayerRun run(spec, kInputs, T, kSamples);
  run.parameters = random_scalars(run.parameters.size(), 5, 0.7);
  run.layer->bind(run.parameters.data(), run.gradients.data(), nullptr);
  return run;
}

std::vector<Scalar> part(const std::vector<Scalar>& all, std::size_t first, std::size_t count) {
  const auto from = all.begin() + static_cast<std::ptrdiff_t>(first);
  return {from, from + static_cast<std::ptrdiff_t>(count)};
}

/// The steps [rows, B] of a sequence from the last to the first.
std::vector<Scalar> reversed(const std::vector<Scalar>& sequence, std::size_t rows) {
  std::vector<Scalar> result;
  for (std::size_t end = sequence.size(); end > 0; end -= rows * kSamples) {
    const std::vector<Scalar> step = part(sequence, end - rows * kSamples, rows * kSamples);
    result.insert(result.end(), step.begin(), step.end());
  }
  return result;
}

/// Rows `first` to `first + kUnits - 1` of each column.
std::vector<Scalar> rows_of(const std::vector<Scalar>& all, std::size_t rows, std::size_t first) {
  std::vector<Scalar> result;
  for (std::size_t column = 0; column < all.size() / rows; ++column)
    for (std::size_t j = 0; j < kUnits; ++j) result.push_back(all[column * rows + first + j]);
  return result;
}

std::string_view name_of(const LayerSpec& spec) { return layer_kind_names()[static_cast<std::size_t>(spec.kind)]; }

}  // namespace

TEST_CASE("recurrent: tensors are named and ordered as in PyTorch, weights first", "[layers]") {
  const LayerRun run = run_of({.kind = LayerKind::lstm, .units = kUnits, .forget_bias = 0.5}, 3, Direction::both);
  CHECK(run.shape == Shape{2 * kUnits, 1, 1, 3});
  const std::vector<std::string> names = {"weight_ih_l0",         "weight_hh_l0",      "weight_ih_l0_reverse",
                                          "weight_hh_l0_reverse", "bias_ih_l0",        "bias_hh_l0",
                                          "bias_ih_l0_reverse",   "bias_hh_l0_reverse"};
  REQUIRE(run.tensors.size() == names.size());
  for (std::size_t i = 0; i < names.size(); ++i) CHECK(run.tensors[i].name == names[i]);
  CHECK(run.tensors[0].dims == std::vector<int>{4 * kUnits, kInputs});
  CHECK(run.tensors[3].dims == std::vector<int>{4 * kUnits, kUnits});
  CHECK(run.tensors[0].fans.in == kInputs);
  CHECK(run.tensors[0].fans.out == kUnits);
  CHECK(run.tensors[3].fans.in == kUnits);
  for (const std::size_t bias : {4u, 6u}) {  // the forget gate's rows of bias_ih begin elsewhere
    CHECK(run.tensors[bias].start == 0.5);
    CHECK(run.tensors[bias].start_row == kUnits);
    CHECK(run.tensors[bias].start_rows == kUnits);
    CHECK(run.tensors[bias + 1].start == 0);
  }
}

TEST_CASE("recurrent: two halves with a carried state are the whole, bit for bit", "[layers]") {
  for (const LayerSpec& spec : kinds()) {
    INFO(name_of(spec));
    LayerRun whole = run_of(spec, 6), half = run_of(spec, 3);
    const std::vector<Scalar> x = random_scalars(kInputs * whole.N, 9);
    const std::vector<Scalar> expected = whole.forward(x);
    std::vector<Scalar> carried(half.layer->carried(kSamples), 0);
    REQUIRE(!carried.empty());
    CHECK(half.forward(part(x, 0, x.size() / 2), &carried) == part(expected, 0, expected.size() / 2));
    const std::vector<Scalar> second = part(x, x.size() / 2, x.size() / 2);
    CHECK(half.forward(second, &carried) == part(expected, expected.size() / 2, expected.size() / 2));
    // Without it the second half begins at zero again, and gives something else.
    CHECK(half.forward(second) != part(expected, expected.size() / 2, expected.size() / 2));
    CHECK(run_of(spec, 3, Direction::backward).layer->carried(kSamples) == 0);
    CHECK(run_of(spec, 3, Direction::both).layer->carried(kSamples) == 0);
  }
}

TEST_CASE("recurrent: the carried state is h, then c", "[layers]") {
  LayerRun run = run_of({.kind = LayerKind::lstm, .units = kUnits}, 3);
  std::vector<Scalar> carried(run.layer->carried(kSamples), 0);
  REQUIRE(carried.size() == 2 * kUnits * kSamples);
  const std::vector<Scalar> y = run.forward(random_scalars(kInputs * run.N, 9), &carried);
  CHECK(part(carried, 0, kUnits * kSamples) == part(y, y.size() - kUnits * kSamples, kUnits * kSamples));
}

TEST_CASE("recurrent: backward is forward on the reversed sequence, both is one over the other", "[layers]") {
  for (const LayerSpec& spec : kinds()) {
    INFO(name_of(spec));
    LayerRun forward = run_of(spec, 5), backward = run_of(spec, 5, Direction::backward);
    LayerRun both = run_of(spec, 5, Direction::both);
    const std::vector<Scalar> x = random_scalars(kInputs * forward.N, 9);
    CHECK(backward.forward(x) == reversed(forward.forward(reversed(x, kInputs)), kUnits));

    // The parameters of one direction, taken from those of both: every other run of weights, then of biases.
    std::vector<Scalar> one[2];
    std::size_t at = 0;
    for (const Parameter& p : both.tensors) {
      const auto count = static_cast<std::size_t>(element_count(p.dims));
      const std::vector<Scalar> numbers = part(both.parameters, at, count);
      std::vector<Scalar>& to = one[p.name.ends_with("_reverse") ? 1 : 0];
      to.insert(to.end(), numbers.begin(), numbers.end());
      at += count;
    }
    REQUIRE(one[0].size() == forward.parameters.size());
    REQUIRE(one[1].size() == backward.parameters.size());
    std::copy(one[0].begin(), one[0].end(), forward.parameters.begin());
    std::copy(one[1].begin(), one[1].end(), backward.parameters.begin());
    const std::vector<Scalar> y = both.forward(x);
    CHECK(rows_of(y, 2 * kUnits, 0) == forward.forward(x));
    CHECK(rows_of(y, 2 * kUnits, kUnits) == backward.forward(x));
  }
}

TEST_CASE("recurrent: last is what came out of the last step read", "[layers]") {
  for (const LayerSpec& spec : kinds()) {
    INFO(name_of(spec));
    const std::size_t step = kUnits * kSamples;
    LayerRun all = run_of(spec, 5), last = run_of(spec, 5, Direction::forward, Returned::last);
    CHECK(last.shape == Shape{kUnits, 1, 1, 1});
    const std::vector<Scalar> x = random_scalars(kInputs * all.N, 9);
    CHECK(last.forward(x) == part(all.forward(x), 4 * step, step));
    LayerRun all_back = run_of(spec, 5, Direction::backward);
    CHECK(run_of(spec, 5, Direction::backward, Returned::last).forward(x) == part(all_back.forward(x), 0, step));
    // What reads both ways has read everything twice: PyTorch's h_n, not its output[-1].
    LayerRun both = run_of(spec, 5, Direction::both);
    const std::vector<Scalar> y = both.forward(x);
    const std::vector<Scalar> ends = run_of(spec, 5, Direction::both, Returned::last).forward(x);
    CHECK(rows_of(ends, 2 * kUnits, 0) == part(rows_of(y, 2 * kUnits, 0), 4 * step, step));
    CHECK(rows_of(ends, 2 * kUnits, kUnits) == part(rows_of(y, 2 * kUnits, kUnits), 0, step));
  }
}

TEST_CASE("recurrent: nothing is allocated in a pass", "[layers]") {
  for (const LayerSpec& spec : kinds()) {
    INFO(name_of(spec));
    LayerRun run = run_of(spec, 5, Direction::both);
    const std::vector<Scalar> x = random_scalars(kInputs * run.N, 9), dy = random_scalars(run.y.size(), 10);
    start_counting_allocations();
    run.layer->forward({x.data(), run.y.data(), run.scratch.data(), run.N, nullptr});
    run.layer->backward({x.data(), run.y.data(), dy.data(), run.dx.data(), run.scratch.data(), run.N, false});
    CHECK(stop_counting_allocations() == 0);
  }
}

TEST_CASE("recurrent: what cannot be built is refused", "[layers]") {
  const auto where = [](const LayerSpec& spec) {
    const auto planned = make_layer(spec)->plan({kInputs, 1, 1, 3});
    return planned.ok() ? std::string() : planned.error().where;
  };
  for (LayerSpec spec : kinds()) {
    INFO(name_of(spec));
    CHECK(where(spec).empty());
    spec.units = 0;
    CHECK(where(spec) == "units");
  }
  CHECK(where({.kind = LayerKind::rnn, .units = 4, .activation = Activation::sigmoid}) == "activation");
  LayerSpec clockwork{.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::gelu, .modules = 2};
  CHECK(where(clockwork) == "activation");
  clockwork.activation = Activation::relu;
  CHECK(where(clockwork).empty());
  for (const int modules : {0, -1, 3, 8, 1000}) {
    clockwork.modules = modules;
    CHECK(where(clockwork) == "modules");
  }
  CHECK(where({.kind = LayerKind::grid_lstm, .units = 4, .depth = 0}) == "depth");
  CHECK(where({.kind = LayerKind::attention, .units = 0}) == "units");
}
