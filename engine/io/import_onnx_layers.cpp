// Layers over vectors, and normalizations and dropout over whatever there is.
#include <algorithm>
#include <limits>

#include "engine/core/decimal.h"
#include "engine/io/export_passages.h"
#include "engine/io/onnx_walk.h"

namespace deltarule {
namespace {

/// As somebody has written it: 1e-5, where the float is 9.99999975e-6.
double as_written(float value) {
  if (!(value > 0 && value <= std::numeric_limits<float>::max())) return static_cast<double>(value);
  const Decimal decimal = to_decimal(static_cast<double>(value), std::numeric_limits<float>::digits10 + 1);
  const double written = from_decimal(decimal.digits, decimal.exponent);
  return static_cast<float>(written) == value ? written : static_cast<double>(value);
}

std::vector<Scalar> transposed(const std::vector<Scalar>& from, std::size_t rows, std::size_t columns) {
  std::vector<Scalar> to(from.size());
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t c = 0; c < columns; ++c) to[c * rows + r] = from[r * columns + c];
  return to;
}

}  // namespace

Status OnnxWalk::want_vector(const OnnxNode& node) {
  if (form_.size() == 1) return success();
  return refuse(node, "works on the last dimension of " + shape_text(form_) +
                          " alone; here it needs a vector, as Flatten or Reshape make it");
}

Status OnnxWalk::make_flat(const OnnxNode& node) {
  if (!is_image(shape_)) return success();
  return add(node, LayerSpec{.kind = LayerKind::flatten}, {});
}

Status OnnxWalk::dense(const OnnxNode& node, Numbers weight, std::size_t units, std::size_t inputs, Numbers bias) {
  if (Status status = want_vector(node); !status) return status;
  if (static_cast<std::int64_t>(inputs) != shape_.features())
    return refuse(node, "has weights for " + std::to_string(inputs) + " inputs, but " +
                            std::to_string(shape_.features()) + " come in");
  if (Status status = make_flat(node); !status) return status;
  const bool none = bias.empty();
  if (none) bias.resize(units);
  const LayerSpec spec{.kind = LayerKind::dense, .units = static_cast<int>(std::min<std::size_t>(units, 1U << 30))};
  std::vector<Numbers> tensors;
  tensors.push_back(std::move(weight));
  tensors.push_back(std::move(bias));
  if (Status status = add(node, spec, std::move(tensors)); !status) return status;
  form_ = {shape_.features()};
  wants_bias_ = none;
  pass(node);
  return success();
}

// alpha A B + beta C, with B [K, N] or, if turned, [N, K].
Status OnnxWalk::gemm(const OnnxNode& node) {
  if (node.whole("transA", 0) != 0) return refuse(node, "turns the batch (transA), which no layer here does");
  const Result<Tensor> shaped = constant(node, node.input(1));
  if (!shaped) return shaped.error();
  if (shaped->shape.size() != 2 || shaped->bytes.empty())
    return refuse(node, "has weights of the shape " + shape_text(shaped->shape));
  Result<Numbers> weight = numbers(node, node.input(1));
  if (!weight) return weight.error();
  const bool turned = node.whole("transB", 0) != 0;
  const auto rows = static_cast<std::size_t>(shaped->shape[0]), columns = static_cast<std::size_t>(shaped->shape[1]);
  const std::size_t units = turned ? rows : columns, inputs = turned ? columns : rows;
  Numbers bias;
  if (!node.input(2).empty()) {
    Result<Numbers> read = numbers(node, node.input(2));
    if (!read) return read.error();
    bias = std::move(*read);
    if (bias.size() == 1) bias.resize(units, bias.front());
  }
  const auto alpha = static_cast<Scalar>(node.real("alpha", 1)), beta = static_cast<Scalar>(node.real("beta", 1));
  for (Scalar& w : *weight) w *= alpha;
  for (Scalar& b : bias) b *= beta;
  return dense(node, turned ? std::move(*weight) : transposed(*weight, rows, columns), units, inputs, std::move(bias));
}

Status OnnxWalk::matmul(const OnnxNode& node) {
  const Result<Tensor> shaped = constant(node, node.input(1));
  if (!shaped) return shaped.error();
  if (shaped->shape.size() != 2 || shaped->bytes.empty())
    return refuse(node, "has weights of the shape " + shape_text(shaped->shape));
  const Result<Numbers> weight = numbers(node, node.input(1));
  if (!weight) return weight.error();
  const auto inputs = static_cast<std::size_t>(shaped->shape[0]), units = static_cast<std::size_t>(shaped->shape[1]);
  return dense(node, transposed(*weight, inputs, units), units, inputs, {});
}

Status OnnxWalk::add_bias(const OnnxNode& node) {
  if (!wants_bias_ || node.inputs.size() != 2)
    return refuse(node, "adds something that is no bias right behind a layer without one");
  const std::string& name = node.inputs[node.inputs[0] == now_ ? 1 : 0];
  const Result<Tensor> shaped = constant(node, name);
  if (!shaped) return shaped.error();
  Result<Numbers> bias = numbers(node, name);
  if (!bias) return bias.error();
  // One number for each unit; of a convolution for each filter, [F, 1, 1].
  Dims dims = shaped->shape;
  while (!dims.empty() && dims.front() == 1) dims.erase(dims.begin());
  const bool image = form_.size() == 3;
  Dims wanted = {form_.front()};
  if (image) wanted.insert(wanted.end(), {1, 1});
  if (form_.front() == 1) wanted.clear();
  while (image && dims.size() > wanted.size() && dims.back() == 1) dims.pop_back();
  if (dims != wanted)
    return refuse(node, "adds numbers of the shape " + shape_text(shaped->shape) + " to " + shape_text(form_) +
                            ", where a layer has a bias for each unit");
  layers_.back().tensors.back() = std::move(*bias);
  wants_bias_ = false;
  pass(node);
  return success();
}

Status OnnxWalk::batch_norm(const OnnxNode& node) {
  const bool image = is_image(shape_) && form_ == Dims{shape_.channels, shape_.height, shape_.width};
  if (!image) {
    if (Status status = want_vector(node); !status) return status;
    if (Status status = make_flat(node); !status) return status;
  }
  std::vector<Numbers> tensors;
  for (const std::size_t operand : {1, 2, 3, 4}) {
    Result<Numbers> read = numbers(node, node.input(operand));
    if (!read) return read.error();
    tensors.push_back(std::move(*read));
  }
  if (std::any_of(tensors[3].begin(), tensors[3].end(), [](Scalar variance) { return variance < 0; }))
    return refuse(node, "has a running variance below 0, which no variance is");
  const LayerSpec spec{.kind = LayerKind::batch_norm, .epsilon = as_written(node.real("epsilon", 1e-5F))};
  if (Status status = add(node, spec, std::move(tensors)); !status) return status;
  pass(node);
  return success();
}

Status OnnxWalk::layer_norm(const OnnxNode& node) {
  // Over all numbers of a sample, as here.
  const std::int64_t axis = node.whole("axis", -1), rank = static_cast<std::int64_t>(form_.size()) + 1;
  if ((axis < 0 ? axis + rank : axis) != 1)
    return refuse(node, "normalizes parts of a sample of " + shape_text(form_) + "; here it normalizes all of it");
  if (Status status = make_flat(node); !status) return status;
  std::vector<Numbers> tensors;
  for (const std::size_t operand : {1, 2}) {
    if (operand == 2 && node.input(operand).empty()) {
      tensors.emplace_back(tensors.front().size(), Scalar{0});
      continue;
    }
    Result<Numbers> read = numbers(node, node.input(operand));
    if (!read) return read.error();
    tensors.push_back(std::move(*read));
  }
  const LayerSpec spec{.kind = LayerKind::layer_norm, .epsilon = as_written(node.real("epsilon", 1e-5F))};
  if (Status status = add(node, spec, std::move(tensors)); !status) return status;
  pass(node);
  return success();
}

Status OnnxWalk::dropout(const OnnxNode& node) {
  double rate = static_cast<double>(node.real("ratio", 0.5F));
  if (!node.input(1).empty()) {
    const Result<Numbers> ratio = numbers(node, node.input(1));
    if (!ratio) return ratio.error();
    if (ratio->size() != 1) return refuse(node, "has a ratio that is not one number");
    rate = static_cast<double>(ratio->front());
  }
  const LayerSpec spec{.kind = LayerKind::dropout, .rate = as_written(static_cast<float>(rate))};
  if (rate != 0)
    if (Status status = add(node, spec, {}); !status) return status;
  pass(node);
  return success();
}

}  // namespace deltarule
