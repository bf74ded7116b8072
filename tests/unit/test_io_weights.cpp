// Weights by name: PyTorch's names and shapes, a round trip that continues training, and what does not fit.
#include <catch2/catch_test_macros.hpp>
#include <limits>

#include "engine/io/safetensors.h"
#include "engine/io/weights.h"
#include "tests/support/toy_trainer.h"

using namespace deltarule;
using toy::dense;
using toy::dropout;
using toy::made;

namespace {

TrainingSpec spec_of(std::vector<LayerSpec> model) {
  TrainingSpec spec;
  spec.model = std::move(model);
  return spec;
}

TensorFile weights_of(const Trainer& trainer) {
  return weights_of(trainer.layout(), trainer.parameters(), trainer.network_state());
}
Status load(Trainer& trainer, const TensorFile& file) {
  return load_weights(file, trainer.layout(), trainer.parameters(), trainer.network_state());
}
bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

/// A normalization as a layout has it, between two tensors of another layer.
std::vector<LayerLayout> layout_with_buffers() {
  LayerLayout norm;
  norm.parameters = {{.name = "weight", .dims = {2}, .role = ParameterRole::scale},
                     {.name = "bias", .dims = {2}, .role = ParameterRole::bias}};
  norm.buffers = {{.name = "running_mean", .dims = {2}}, {.name = "running_var", .dims = {2}}};
  LayerLayout second = norm;
  second.weight_offset = second.state_offset = 4;
  return {norm, second};
}

}  // namespace

TEST_CASE("weights: names are the layer's place and PyTorch's name") {
  const auto trainer = made(spec_of({dense(3, Activation::tanh), dropout(0.2), dense(1, Activation::sigmoid)}));
  const auto places = weight_places(trainer->layout());
  REQUIRE(places.size() == 4);
  CHECK(places[0].name == "0.weight");
  CHECK(places[0].shape == std::vector<std::int64_t>{3, 2});
  CHECK(places[1].name == "0.bias");
  CHECK(places[2].name == "2.weight");
  CHECK(places[2].shape == std::vector<std::int64_t>{1, 3});
  CHECK(places[2].offset == 9);
  CHECK(places[3].name == "2.bias");
}

TEST_CASE("weights: another network takes them over, through a file") {
  const auto a = made(toy::base());
  for (int i = 0; i < 20; ++i) a->step();
  const auto bytes = write_safetensors(weights_of(*a));
  const auto b = made(toy::base());
  const auto file = read_safetensors(bytes);
  REQUIRE(file.ok());
  REQUIRE(load(*b, *file).ok());
  CHECK(toy::parameters(*a) == toy::parameters(*b));
  CHECK(a->evaluate_test().loss == b->evaluate_test().loss);
}

TEST_CASE("weights: buffers go with the parameters; PyTorch's counter is passed over") {
  const auto layout = layout_with_buffers();
  std::vector<Scalar> parameters = {1, 2, 3, 4, 5, 6, 7, 8}, state = {9, 10, 11, 12, 13, 14, 15, 16};
  TensorFile file = weights_of(layout, parameters, state);
  REQUIRE(file.tensors.size() == 8);
  CHECK(file.tensors[7].name == "1.running_var");
  CHECK((*scalars_of(file.tensors[7]))[1] == 16);
  const std::vector<std::int64_t> counter = {3};
  file.tensors.push_back(tensor_of("1.num_batches_tracked", {}, counter));
  std::vector<Scalar> p(8), s(8);
  REQUIRE(load_weights(file, layout, p, s).ok());
  CHECK(p == parameters);
  CHECK(s == state);
}

TEST_CASE("weights: what does not fit is refused with what was expected and found, and changes nothing") {
  const auto trainer = made(toy::base());
  const auto before = toy::parameters(*trainer);
  const TensorFile good = weights_of(*trainer);
  const auto refused = [&](auto change) {
    TensorFile bad = good;
    change(bad);
    const Status status = load(*trainer, bad);
    CHECK(toy::parameters(*trainer) == before);
    return status.ok() ? std::string("accepted") : status.error().text();
  };
  const std::string missing = refused([](TensorFile& f) { f.tensors.erase(f.tensors.begin()); });
  CHECK(contains(missing, "0.weight: is missing"));
  CHECK(contains(missing, "Expected: 0.weight [8, 2], 0.bias [8], 1.weight [1, 8], 1.bias [1]"));
  CHECK(contains(missing, "Found: 0.bias [8], 1.weight [1, 8], 1.bias [1]"));
  CHECK(contains(refused([](TensorFile& f) {
                   f.tensors[0].shape = {2, 8};
                 }),
                 "0.weight: has the shape [2, 8], but the network needs [8, 2]"));
  CHECK(contains(refused([](TensorFile& f) { f.tensors.push_back(f.tensors[0]), f.tensors.back().name = "9.weight"; }),
                 "\"9.weight\": is not a tensor of this network"));
  CHECK(contains(refused([](TensorFile& f) {
                   f.tensors[3] =
                       tensor_of("1.bias", {1}, std::vector<Scalar>{std::numeric_limits<Scalar>::infinity()});
                 }),
                 "1.bias: has a number at position 0"));
  CHECK(contains(refused([](TensorFile& f) { f.tensors.clear(); }), "Found: nothing"));
}
