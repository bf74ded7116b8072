// Convolution and pooling. ONNX pads each side by itself and has windows of any sides; ours are squares, padded alike.
#include <algorithm>

#include "engine/io/export_passages.h"
#include "engine/io/onnx_walk.h"

namespace deltarule {
namespace {

constexpr std::int64_t kMostCells = 1 << 16;  // of anything here; what is sensible is for the layer to say

/// A number of both axes; nothing if they differ.
std::optional<std::int64_t> of_both(const std::vector<std::int64_t>& axes) {
  if (axes.size() != 2 || axes[0] != axes[1]) return std::nullopt;
  return axes[0];
}

}  // namespace

Status OnnxWalk::want_image(const OnnxNode& node) {
  const Dims ours = {shape_.channels, shape_.height, shape_.width};
  if (form_ == ours) return success();
  const std::string wanted = form_.size() == 3 ? "" : "; it needs an image, [N, C, H, W]";
  return refuse(node,
                "has samples of " + shape_text(form_) + " before it, where there are " + shape_text(ours) + wanted);
}

/// kernel_shape, strides, dilations and pads; of a convolution the kernel is that of its weights.
Status OnnxWalk::window(const OnnxNode& node, LayerSpec& spec) const {
  struct Setting {
    const char* attribute;
    int& value;
    bool needed;
  };
  for (const Setting& setting : {Setting{"kernel_shape", spec.kernel, spec.kind != LayerKind::conv2d},
                                 Setting{"strides", spec.stride, false}, Setting{"dilations", spec.dilation, false}}) {
    const Dims given = node.wholes(setting.attribute);
    if (given.empty() && !setting.needed) continue;
    const std::optional<std::int64_t> both = of_both(given);
    if (!both || *both < 1 || *both > kMostCells)
      return refuse(node, "has " + std::string(setting.attribute) + " " + shape_text(given) +
                              "; windows here are squares, and move by as much down as across");
    setting.value = static_cast<int>(*both);
  }
  return padding(node, spec);
}

Status OnnxWalk::padding(const OnnxNode& node, LayerSpec& spec) const {
  const std::string_view automatic = node.text("auto_pad", "NOTSET");
  const std::int64_t reach = (std::int64_t{spec.kernel} - 1) * spec.dilation;  // cells of a window beyond its first
  std::int64_t before = 0, after = 0;
  if (automatic == "NOTSET") {
    const Dims pads = node.wholes("pads");  // above, left, below, right
    if (!pads.empty()) {
      if (pads.size() != 4 || pads[0] != pads[1] || pads[2] != pads[3])
        return refuse(node, "has pads " + shape_text(pads) + "; down and across it is padded alike here");
      before = pads[0];
      after = pads[2];
    }
  } else if (automatic == "SAME_UPPER" || automatic == "SAME_LOWER") {
    // As many places as fit into the image at this stride.
    const auto total = [&](std::int64_t size) {
      const std::int64_t places = (size + spec.stride - 1) / spec.stride;
      return std::max<std::int64_t>((places - 1) * spec.stride + reach + 1 - size, 0);
    };
    if (total(shape_.height) != total(shape_.width))
      return refuse(node, "is padded by as much as it takes, which differs down and across; it is the same here");
    before = total(shape_.height) / 2;
    after = total(shape_.height) - before;
    if (automatic == "SAME_LOWER") std::swap(before, after);
  } else if (automatic != "VALID") {
    return refuse(node, "has an auto_pad that is not read here");
  }
  // What keeps the size has a name; of an odd number of cells there is one more behind.
  const bool same =
      spec.kind == LayerKind::conv2d && spec.stride == 1 && before == reach / 2 && before + after == reach;
  if (same && reach > 0) {
    spec.padding = kSamePadding;
  } else if (before == after && before >= 0 && before <= kMostCells) {
    spec.padding = static_cast<int>(before);
  } else {
    return refuse(node, "is padded by " + std::to_string(before) + " before and " + std::to_string(after) +
                            " behind; it is the same here");
  }
  return success();
}

Status OnnxWalk::conv(const OnnxNode& node) {
  if (Status status = want_image(node); !status) return status;
  const Result<Tensor> shaped = constant(node, node.input(1));
  if (!shaped) return shaped.error();
  const Dims& dims = shaped->shape;
  if (dims.size() != 4 || dims[2] != dims[3] || dims[2] < 1 || dims[2] > kMostCells || dims[0] > kMostCells)
    return refuse(node, "has filters of the shape " + shape_text(dims) + "; here they are squares, [F, C, k, k]");
  if (node.whole("group", 1) != 1)
    return refuse(node, "has " + std::to_string(node.whole("group", 1)) +
                            " groups of channels; every filter sees all channels here");
  LayerSpec spec{.kind = LayerKind::conv2d,
                 .filters = static_cast<int>(dims[0]),
                 .kernel = static_cast<int>(dims[2]),
                 .stride = 1};
  if (Status status = window(node, spec); !status) return status;
  if (spec.kernel != dims[2])
    return refuse(
        node, "has a kernel_shape of " + std::to_string(spec.kernel) + " and filters of the shape " + shape_text(dims));
  std::vector<Numbers> tensors;
  Result<Numbers> weight = numbers(node, node.input(1));
  if (!weight) return weight.error();
  tensors.push_back(std::move(*weight));
  const bool none = node.input(2).empty();
  if (none) {
    tensors.emplace_back(static_cast<std::size_t>(spec.filters), Scalar{0});
  } else {
    Result<Numbers> bias = numbers(node, node.input(2));
    if (!bias) return bias.error();
    tensors.push_back(std::move(*bias));
  }
  if (dims[1] != shape_.channels)
    return refuse(node, "has filters for " + std::to_string(dims[1]) + " channels, but " +
                            std::to_string(shape_.channels) + " come in");
  if (Status status = add(node, spec, std::move(tensors)); !status) return status;
  form_ = {shape_.channels, shape_.height, shape_.width};
  wants_bias_ = none;
  pass(node);
  return success();
}

Status OnnxWalk::pool(const OnnxNode& node, LayerKind kind) {
  if (Status status = want_image(node); !status) return status;
  LayerSpec spec{.kind = kind, .stride = 1};
  if (Status status = window(node, spec); !status) return status;
  if (spec.dilation != 1) return refuse(node, "has dilations; a pool here has none");
  if (node.whole("ceil_mode", 0) != 0) {
    for (const int size : {shape_.height, shape_.width})
      if ((std::int64_t{size} + 2 * std::int64_t{spec.padding} - spec.kernel) % spec.stride != 0)
        return refuse(node, "has places that reach beyond the image (ceil_mode); none does here");
  }
  if (kind == LayerKind::avg_pool2d && spec.padding != 0 && node.whole("count_include_pad", 0) == 0)
    return refuse(node, "leaves the padding out of its means; here it counts as zeros (count_include_pad)");
  if (spec.stride == spec.kernel) spec.stride = 0;  // by its width
  if (Status status = add(node, spec, {}); !status) return status;
  form_ = {shape_.channels, shape_.height, shape_.width};
  pass(node);
  return success();
}

Status OnnxWalk::max_pool(const OnnxNode& node) { return pool(node, LayerKind::max_pool2d); }
Status OnnxWalk::average_pool(const OnnxNode& node) { return pool(node, LayerKind::avg_pool2d); }

Status OnnxWalk::global_average_pool(const OnnxNode& node) {
  if (Status status = want_image(node); !status) return status;
  if (shape_.height != shape_.width)
    return refuse(node, "takes the mean of images of " + shape_text(form_) + "; windows here are squares");
  const LayerSpec spec{.kind = LayerKind::avg_pool2d, .kernel = shape_.height, .stride = 0};
  if (Status status = add(node, spec, {}); !status) return status;
  form_ = {shape_.channels, 1, 1};
  pass(node);
  return success();
}

}  // namespace deltarule
