#include "engine/io/fit_network.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/experiment/fields.h"
#include "engine/io/weights.h"

namespace deltarule {
namespace {

bool leaves_a_trace(LayerKind kind) { return kind != LayerKind::dropout && kind != LayerKind::flatten; }

/// Of the specs that compute the same, the one that a file would give back.
LayerSpec as_in_files(LayerSpec spec) {
  const bool pool = spec.kind == LayerKind::max_pool2d || spec.kind == LayerKind::avg_pool2d;
  if (pool && spec.stride == 0) spec.stride = spec.kernel;
  const int reach = (spec.kernel - 1) * spec.dilation;
  if (spec.kind == LayerKind::conv2d && spec.padding == kSamePadding && reach % 2 == 0) spec.padding = reach / 2;
  spec.operation = Operation::correlation;  // a file has turned filters instead
  spec.momentum = LayerSpec{}.momentum;     // counts in training only
  return spec;
}

bool computes_the_same(const LayerSpec& a, const LayerSpec& b) {
  if (a.kind != b.kind) return false;
  const LayerSpec x = as_in_files(a), y = as_in_files(b);
  const auto fields = layer_fields(a.kind);
  return std::all_of(fields.begin(), fields.end(), [&](const LayerField& field) {
    return static_cast<float>(field.get(x)) == static_cast<float>(field.get(y));  // files hold floats
  });
}

std::vector<std::size_t> with_a_trace(const std::vector<LayerSpec>& model) {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < model.size(); ++i)
    if (leaves_a_trace(model[i].kind)) places.push_back(i);
  return places;
}

/// "3.weight": its layer.
std::size_t layer_of(const std::string& name) { return static_cast<std::size_t>(std::stoul(name)); }

/// Every filter of [F, C, k, k] turned by 180 degrees.
void turn_filters(Tensor& tensor) {
  const auto cells = static_cast<std::size_t>(tensor.shape[2] * tensor.shape[3]);
  const std::size_t size = size_of(tensor.dtype);
  for (std::size_t start = 0; start < tensor.bytes.size(); start += cells * size)
    for (std::size_t i = 0, j = cells - 1; i < j; ++i, --j)
      std::swap_ranges(tensor.bytes.begin() + static_cast<std::ptrdiff_t>(start + i * size),
                       tensor.bytes.begin() + static_cast<std::ptrdiff_t>(start + (i + 1) * size),
                       tensor.bytes.begin() + static_cast<std::ptrdiff_t>(start + j * size));
}

}  // namespace

ImportedNetwork fit_network(ImportedNetwork file, std::span<const LayerLayout> layout) {
  std::vector<LayerSpec> own;
  for (const LayerLayout& layer : layout) own.push_back(layer.spec);
  LayerSpec& last = file.model.back();
  const Activation answers = own.back().activation;
  if (last.kind == LayerKind::dense && last.activation == Activation::linear &&
      (answers == Activation::softmax || answers == Activation::sigmoid))
    last.activation = answers;

  const std::vector<std::size_t> ours = with_a_trace(own), theirs = with_a_trace(file.model);
  bool same = ours.size() == theirs.size();
  for (std::size_t i = 0; same && i < ours.size(); ++i) same = computes_the_same(own[ours[i]], file.model[theirs[i]]);
  // A batch_norm has other shapes over an image than over its pixels as a vector.
  std::vector<std::string> names;
  const std::vector<WeightPlace> places = weight_places(layout);
  for (std::size_t i = 0; same && i < file.weights.tensors.size(); ++i) {
    const Tensor& tensor = file.weights.tensors[i];
    const auto at = std::find(theirs.begin(), theirs.end(), layer_of(tensor.name));
    names.push_back(std::to_string(ours[static_cast<std::size_t>(at - theirs.begin())]) +
                    tensor.name.substr(tensor.name.find('.')));
    same = std::any_of(places.begin(), places.end(), [&](const WeightPlace& place) {
      return place.name == names.back() && place.shape == tensor.shape;
    });
  }
  if (!same) return file;

  file.model = own;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Tensor& tensor = file.weights.tensors[i];
    tensor.name = names[i];
    const bool turned = own[layer_of(tensor.name)].operation == Operation::convolution;
    if (turned && tensor.shape.size() == 4) turn_filters(tensor);
  }
  return file;
}

}  // namespace deltarule
