// Names and places from the layout; loading checks everything before it writes anything.
#include "engine/io/weights.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "engine/experiment/text.h"

namespace deltarule {
namespace {

constexpr std::string_view kCounter = ".num_batches_tracked";
constexpr std::size_t kMostListed = 12;

/// "0.weight [8, 2], 0.bias [8], and 3 more"
template <class List>
std::string listed(const List& list) {
  std::string out;
  for (std::size_t i = 0; i < std::min(list.size(), kMostListed); ++i) {
    const std::string& name = list[i].name;
    out += (out.empty() ? "" : ", ") + (name.size() > 60 ? in_quotes(name) : name) + " " + shape_text(list[i].shape);
  }
  if (list.size() > kMostListed) out += ", and " + std::to_string(list.size() - kMostListed) + " more";
  return out.empty() ? "nothing" : out;
}

Error mismatch(const std::string& where, const std::string& what, const TensorFile& file,
               const std::vector<WeightPlace>& places) {
  return {where, what + "; use the weights of a network like this one. Expected: " + listed(places) +
                     ". Found: " + listed(file.tensors)};
}

}  // namespace

std::vector<WeightPlace> weight_places(std::span<const LayerLayout> layout) {
  std::vector<WeightPlace> out;
  for (std::size_t i = 0; i < layout.size(); ++i) {
    const auto add = [&](const std::vector<Parameter>& tensors, std::size_t offset, bool learned) {
      for (const Parameter& p : tensors) {
        const auto count = static_cast<std::size_t>(element_count(std::span(p.dims)));
        out.push_back({std::to_string(i) + "." + p.name, {p.dims.begin(), p.dims.end()}, offset, count, learned});
        offset += count;
      }
    };
    add(layout[i].parameters, layout[i].weight_offset, true);
    add(layout[i].buffers, layout[i].state_offset, false);
  }
  return out;
}

TensorFile weights_of(std::span<const LayerLayout> layout, std::span<const Scalar> parameters,
                      std::span<const Scalar> state) {
  TensorFile file;
  for (WeightPlace& place : weight_places(layout)) {
    const std::span<const Scalar> values = (place.learned ? parameters : state).subspan(place.offset, place.count);
    file.tensors.push_back(tensor_of(std::move(place.name), std::move(place.shape), values));
  }
  return file;
}

Status load_weights(const TensorFile& file, std::span<const LayerLayout> layout, std::span<Scalar> parameters,
                    std::span<Scalar> state) {
  const std::vector<WeightPlace> places = weight_places(layout);
  for (const Tensor& tensor : file.tensors) {
    const bool known = tensor.name.ends_with(kCounter) ||
                       std::any_of(places.begin(), places.end(), [&](const auto& p) { return p.name == tensor.name; });
    if (!known) return mismatch(in_quotes(tensor.name), "is not a tensor of this network", file, places);
  }
  std::vector<std::vector<Scalar>> values;
  for (const WeightPlace& place : places) {
    const Tensor* tensor = file.find(place.name);
    if (tensor == nullptr) return mismatch(place.name, "is missing in the file", file, places);
    if (tensor->shape != place.shape) {
      return mismatch(
          place.name,
          "has the shape " + shape_text(tensor->shape) + ", but the network needs " + shape_text(place.shape), file,
          places);
    }
    Result<std::vector<Scalar>> read = scalars_of(*tensor);
    if (!read) return read.error();
    values.push_back(std::move(*read));
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    const std::span<Scalar> to = (places[i].learned ? parameters : state).subspan(places[i].offset, places[i].count);
    assert(to.size() == values[i].size());
    std::copy(values[i].begin(), values[i].end(), to.begin());
  }
  return success();
}

}  // namespace deltarule
