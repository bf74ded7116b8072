// Every gate on its own, in closed form: large biases switch the others on or off (as mlpack tests its LSTM).
//
// All layers here have one input and read three steps of one sample; what is not set is 0, so that without weight_hh no
// step hears the one before except through a cell's memory.
#include <catch2/catch_test_macros.hpp>

#include <cmath>

#include "tests/support/layer_run.h"

using namespace deltarule;

namespace {

constexpr Scalar kOn = 100, kOff = -100;  // sigmoid of them is 1 and 0 to all digits
const std::vector<Scalar> kX = {0.5f, -1.25f, 2};

double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

void close(const std::vector<Scalar>& ours, const std::vector<double>& expected) {
  REQUIRE(ours.size() == expected.size());
  for (std::size_t i = 0; i < ours.size(); ++i) {
    INFO("[" << i << "]: " << ours[i] << ", expected " << expected[i]);
    CHECK(std::fabs(static_cast<double>(ours[i]) - expected[i]) <= 1e-6 * std::fmax(1, std::fabs(expected[i])));
  }
}

/// f of each step's input.
template <class F>
std::vector<double> each(F f) {
  std::vector<double> values;
  for (const Scalar x : kX) values.push_back(f(static_cast<double>(x)));
  return values;
}

/// f of the sum of g of all inputs so far.
template <class F, class G>
std::vector<double> summed(F f, G g) {
  double sum = 0;
  return each([&](double x) { return f(sum += g(x)); });
}

double tanh_of(double x) { return std::tanh(x); }

LayerRun one_unit(LayerSpec spec) {
  spec.units = 1;
  return LayerRun(spec, 1, 3, 1);
}

/// A cell of one unit whose gates stand at `biases`, in the order of bias_ih, and whose candidate g hears the input.
LayerRun gates(LayerKind kind, const std::vector<Scalar>& biases, int candidate) {
  LayerRun run = one_unit({.kind = kind});
  for (std::size_t gate = 0; gate < biases.size(); ++gate)
    run.set("bias_ih_l0", biases[gate], static_cast<int>(gate), 1);
  run.set("weight_ih_l0", 1, candidate, 1);
  return run;
}

}  // namespace

TEST_CASE("lstm: each gate on its own", "[layers]") {
  // Gates i, f, g, o.
  SECTION("all open: the memory is the sum of all candidates") {
    close(gates(LayerKind::lstm, {kOn, kOn, 0, kOn}, 2).forward(kX), summed(tanh_of, tanh_of));
  }
  SECTION("the input gate closed: nothing comes in") {
    close(gates(LayerKind::lstm, {kOff, kOn, 0, kOn}, 2).forward(kX), {0, 0, 0});
  }
  SECTION("the forget gate closed: no step knows of the one before") {
    close(gates(LayerKind::lstm, {kOn, kOff, 0, kOn}, 2).forward(kX),
          each([](double x) { return tanh_of(tanh_of(x)); }));
  }
  SECTION("the output gate closed: nothing comes out, but it is remembered") {
    LayerRun run = gates(LayerKind::lstm, {kOn, kOn, 0, kOff}, 2);
    std::vector<Scalar> carried(2, 0);
    close(run.forward(kX, &carried), {0, 0, 0});
    close(carried, {0, tanh_of(0.5) + tanh_of(-1.25) + tanh_of(2)});
  }
  SECTION("the input gate hears the input") {
    LayerRun run = gates(LayerKind::lstm, {0, kOff, kOn, kOn}, 0);
    close(run.forward(kX), each([](double x) { return tanh_of(sigmoid(x)); }));
  }
  SECTION("the forget gate hears the input") {
    LayerRun run = gates(LayerKind::lstm, {kOff, 0, 0, kOn}, 1);
    std::vector<Scalar> carried = {0, 1};  // c begins at 1
    double c = 1;
    close(run.forward(kX, &carried), each([&](double x) { return tanh_of(c *= sigmoid(x)); }));
  }
  SECTION("the output gate hears the input, and what came out before") {
    LayerRun run = gates(LayerKind::lstm, {kOff, kOn, 0, 0}, 3);
    run.set("weight_hh_l0", 2, 3, 1);
    run.set("bias_hh_l0", 0.25f, 3, 1);
    std::vector<Scalar> carried = {0, 1};
    double h = 0;
    close(run.forward(kX, &carried), each([&](double x) { return h = sigmoid(x + 2 * h + 0.25) * tanh_of(1); }));
  }
}

TEST_CASE("lstm_peephole: each gate sees the memory", "[layers]") {
  // c begins at 1.5. Without peepholes the gates are half open; weight_peephole is p_i, p_f, p_o.
  std::vector<Scalar> carried = {0, 1.5f};
  double c = 1.5;
  SECTION("the input gate, that of the step before") {
    LayerRun run = gates(LayerKind::lstm_peephole, {0, kOn, kOn, kOn}, 2);
    run.set("weight_ih_l0", 0);
    run.set("weight_peephole", -2, 0, 1);
    close(run.forward(kX, &carried), each([&](double) { return tanh_of(c += sigmoid(-2 * c)); }));
  }
  SECTION("the forget gate, that of the step before") {
    LayerRun run = gates(LayerKind::lstm_peephole, {kOff, 0, 0, kOn}, 2);
    run.set("weight_peephole", -2, 1, 1);
    close(run.forward(kX, &carried), each([&](double) { return tanh_of(c *= sigmoid(-2 * c)); }));
  }
  SECTION("the output gate, that of this step") {
    LayerRun run = gates(LayerKind::lstm_peephole, {kOn, kOn, 0, 0}, 2);
    run.set("weight_peephole", -2, 2, 1);
    close(run.forward(kX, &carried), each([&](double x) {
            c += tanh_of(x);
            return sigmoid(-2 * c) * tanh_of(c);
          }));
  }
}

TEST_CASE("lstm_coupled: what is forgotten makes room", "[layers]") {
  // Gates f, g, o.
  close(gates(LayerKind::lstm_coupled, {kOn, 0, kOn}, 1).forward(kX), {0, 0, 0});
  close(gates(LayerKind::lstm_coupled, {kOff, 0, kOn}, 1).forward(kX),
        each([](double x) { return tanh_of(tanh_of(x)); }));
  double c = 0;
  close(gates(LayerKind::lstm_coupled, {0, 0, kOn}, 1).forward(kX),
        each([&](double x) { return tanh_of(c = (c + tanh_of(x)) / 2); }));
}

TEST_CASE("lstm_depth_gated: the projected input enters the memory through the depth gate", "[layers]") {
  // Rows i, f, g, o, d, l; l hears the input.
  SECTION("open") {
    close(gates(LayerKind::lstm_depth_gated, {kOff, kOn, 0, kOn, kOn, 0}, 5).forward(kX),
          summed(tanh_of, [](double x) { return x; }));
  }
  SECTION("closed") {
    close(gates(LayerKind::lstm_depth_gated, {kOff, kOn, 0, kOn, kOff, 0}, 5).forward(kX), {0, 0, 0});
  }
  SECTION("it sees the memory of the step before and the lower cell") {
    LayerRun run = gates(LayerKind::lstm_depth_gated, {kOff, kOn, 0, kOn, 0, 0}, 5);
    run.set("weight_depth", -2, 0, 1);
    run.set("weight_depth", 3, 1, 1);
    double c = 0;
    close(run.forward(kX), each([&](double x) { return tanh_of(c += sigmoid(-2 * c + 3 * x) * x); }));
  }
}

TEST_CASE("gru: each gate on its own", "[layers]") {
  for (const ResetGate reset : {ResetGate::after, ResetGate::before}) {
    INFO(reset_gate_names()[static_cast<std::size_t>(reset)]);
    // Gates r, z, n: a cell whose candidate hears the input, and twice what came out before.
    const auto gru = [&](Scalar r, Scalar z) {
      LayerRun run = one_unit({.kind = LayerKind::gru, .reset = reset});
      run.set("bias_ih_l0", r, 0, 1);
      run.set("bias_hh_l0", z, 1, 1);
      run.set("weight_ih_l0", 1, 2, 1);
      run.set("weight_hh_l0", 2, 2, 1);
      return run;
    };
    std::vector<Scalar> carried = {0.5f};
    // z open: the state stays what it was.
    close(gru(0, kOn).forward(kX, &carried), {0.5, 0.5, 0.5});
    // r closed: the candidate does not know of the state.
    close(gru(kOff, kOff).forward(kX), each(tanh_of));
    // r open: it does.
    double h = 0;
    close(gru(kOn, kOff).forward(kX), each([&](double x) { return h = tanh_of(x + 2 * h); }));
    // z half open: half of each.
    h = 0;
    close(gru(kOff, 0).forward(kX), each([&](double x) { return h = (h + tanh_of(x)) / 2; }));
    // r half open: it halves 2 h in both forms, but the bias b_hn only in PyTorch's.
    LayerRun run = gru(0, kOff);
    run.set("bias_hh_l0", 0.75f, 2, 1);
    const double bias = reset == ResetGate::after ? 0.375 : 0.75;
    h = 0;
    close(run.forward(kX), each([&](double x) { return h = tanh_of(x + h + bias); }));
  }
}

TEST_CASE("clockwork_rnn: a module computes when its period divides the step", "[layers]") {
  LayerRun run({.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::relu, .modules = 4}, 1, 8, 1);
  run.set("weight_ih_l0", 1);
  // x_t = t + 1, so that each unit shows when it last computed; periods 1, 2, 4, 8.
  close(run.forward({1, 2, 3, 4, 5, 6, 7, 8}), {1, 1, 1, 1,  //
                                                2, 1, 1, 1,  //
                                                3, 3, 1, 1,  //
                                                4, 3, 1, 1,  //
                                                5, 5, 5, 1,  //
                                                6, 5, 5, 1,  //
                                                7, 7, 5, 1,  //
                                                8, 7, 5, 1});
}

TEST_CASE("clockwork_rnn: a module hears itself and slower ones only", "[layers]") {
  LayerRun run({.kind = LayerKind::clockwork_rnn, .units = 4, .activation = Activation::relu, .modules = 2}, 1, 3, 1);
  run.set("weight_ih_l0", 1);
  run.set("weight_hh_l0", 1);
  const std::vector<Scalar> x = {1, 1, 1};
  // Two fast units, two slow ones: fast 1 + all four; slow, at steps 0 and 2, 1 + the slow ones.
  close(run.forward(x), {1, 1, 1, 1,  //
                         5, 5, 1, 1,  //
                         13, 13, 3, 3});
  run.backward(x, std::vector<Scalar>(12, 1));
  const std::vector<Scalar> dW = run.gradient("weight_hh_l0");
  for (std::size_t to = 0; to < 4; ++to)
    for (std::size_t from = 0; from < 4; ++from) CHECK((dW[4 * to + from] == 0) == (to >= 2 && from < 2));
}

TEST_CASE("grid_lstm: depth has a memory of its own, and hears what time remembers", "[layers]") {
  const auto grid = [](int depth) {
    LayerRun run({.kind = LayerKind::grid_lstm, .units = 1, .depth = depth}, 1, 3, 1);
    run.set("weight_ih_l0", 1, 1, 1);  // the input is the c that enters from below
    return run;
  };
  const auto set_gates = [](LayerRun& run, const std::string& name, Scalar i, Scalar f, Scalar o) {
    run.set(name, i, 0, 1);
    run.set(name, f, 1, 1);
    run.set(name, o, 3, 1);
  };
  SECTION("all depth gates remember: the input comes out, whatever the depth") {
    LayerRun run = grid(3);
    for (const char* level : {"0", "1", "2"}) set_gates(run, std::string("bias_depth_l") + level, kOff, kOn, kOn);
    close(run.forward(kX), each(tanh_of));
  }
  SECTION("time counts its steps, depth hears it one step later") {
    // Time: g = tanh(100) = 1 is added at each step, so h_time = tanh(t) before step t. Depth: c = tanh(h_time).
    LayerRun run = grid(1);
    set_gates(run, "bias_time_l0", kOn, kOn, kOn);
    run.set("bias_time_l0", kOn, 2, 1);
    set_gates(run, "bias_depth_l0", kOn, kOff, kOn);
    run.parameters[2 + 8 + 2 * 2] = 1;  // weight_depth_l0 [4, 2], behind weight_ih and weight_time_l0: g hears h_time
    close(run.forward(kX), {0, tanh_of(tanh_of(tanh_of(1))), tanh_of(tanh_of(tanh_of(2)))});
  }
  SECTION("a level hears the one below") {
    // Level 0 lets the input through as in the first section; level 1's candidate hears its h_depth.
    LayerRun run = grid(2);
    set_gates(run, "bias_depth_l0", kOff, kOn, kOn);
    set_gates(run, "bias_depth_l1", kOn, kOff, kOn);
    run.parameters[2 + 3 * 8 + 2 * 2 + 1] = 1;
    close(run.forward(kX), each([](double x) { return tanh_of(tanh_of(tanh_of(x))); }));
  }
}
