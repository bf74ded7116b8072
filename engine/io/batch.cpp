// A row-major [B, T, features] and a Dataset's columns, sample after sample, are the same memory.
#include "engine/io/batch.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "engine/train/target_coding.h"

namespace deltarule {
namespace {

constexpr std::int64_t kMaxSide = 1 << 20;                 // of any dimension
constexpr std::int64_t kMostClasses = 256;                 // Dataset::classes are bytes
constexpr std::size_t kMaxNumbers = std::size_t{1} << 27;  // half a gigabyte of floats

Result<const Tensor*> find(const TensorFile& file, const std::string& name) {
  const Tensor* tensor = file.find(name);
  if (tensor != nullptr) return tensor;
  return Error{name, "is missing; a batch file holds the tensors \"input\" and \"target\""};
}

Status check_sides(const Tensor& tensor) {
  for (const std::int64_t side : tensor.shape) {
    if (side >= 1 && side <= kMaxSide) continue;
    return Error{tensor.name,
                 "has the shape " + shape_text(tensor.shape) + "; use sides of 1 to " + std::to_string(kMaxSide)};
  }
  if (element_count(tensor) > kMaxNumbers) {
    return Error{tensor.name, "has more than " + std::to_string(kMaxNumbers) + " numbers; use a smaller batch"};
  }
  return success();
}

Status read_input(Dataset& data, const Tensor& tensor, const LayerSpec& first) {
  if (Status status = check_sides(tensor); !status) return status;
  const auto side = [&](std::size_t i) { return static_cast<int>(tensor.shape[i]); };
  const bool codes = first.kind == LayerKind::embedding;
  switch (tensor.shape.size()) {
    case 2: data.shape = codes ? Shape{1, 1, 1, side(1)} : vector_shape(side(1)); break;
    case 3: data.shape = {side(2), 1, 1, side(1)}; break;
    case 4: data.shape = {side(1), side(2), side(3), 1}; break;
    default:
      return Error{tensor.name, "has the shape " + shape_text(tensor.shape) +
                                    "; use [B, features], [B, T, features] or [B, C, H, W]"};
  }
  data.samples = side(0);
  data.consecutive = true;
  Result<std::vector<Scalar>> values = scalars_of(tensor);
  if (!values) return values.error();
  data.input = std::move(*values);
  if (!codes) return success();
  for (const Scalar code : data.input) {
    if (code >= 0 && code < static_cast<Scalar>(first.vocabulary) && code == std::floor(code)) continue;
    return Error{tensor.name, "must hold codes, whole numbers from 0 to " + std::to_string(first.vocabulary - 1) +
                                  ": the first layer is an embedding"};
  }
  return success();
}

Status read_classes(Dataset& data, const Tensor& tensor, const TrainingSpec& spec) {
  if (tensor.shape.empty() || tensor.shape.size() > 2) {
    return Error{tensor.name,
                 "has the shape " + shape_text(tensor.shape) + "; classes are [B], or [B, T] at every step"};
  }
  const LayerSpec& last = spec.model.back();
  const std::int64_t classes = std::min<std::int64_t>(last.units == 1 ? 2 : last.units, kMostClasses);
  Result<std::vector<std::int64_t>> labels = whole_numbers_of(tensor);
  if (!labels) return labels.error();
  data.target_steps = tensor.shape.size() == 2 ? static_cast<int>(tensor.shape[1]) : 1;
  for (const std::int64_t label : *labels) {
    if (label < 0 || label >= classes) {
      return Error{tensor.name, "has the class " + std::to_string(label) + ", but the network tells apart 0 to " +
                                    std::to_string(classes - 1) + "; give the last layer a unit for each class"};
    }
    data.classes.push_back(static_cast<std::uint8_t>(label));
  }
  code_targets(data, last.units == 1 ? 2 : last.units, last, spec.loss.name);
  return success();
}

Status read_values(Dataset& data, const Tensor& tensor) {
  if (tensor.shape.size() != 2 && tensor.shape.size() != 3) {
    return Error{tensor.name, "has the shape " + shape_text(tensor.shape) +
                                  "; values are [B, units], or [B, T, units] at every step"};
  }
  Result<std::vector<Scalar>> values = scalars_of(tensor);
  if (!values) return values.error();
  data.target_steps = tensor.shape.size() == 3 ? static_cast<int>(tensor.shape[1]) : 1;
  data.targets = static_cast<int>(tensor.shape.back());
  data.target = std::move(*values);
  return success();
}

}  // namespace

Result<Dataset> dataset_of(const TensorFile& file, const TrainingSpec& spec) {
  if (spec.model.empty()) return Error{"model", "a network needs at least one layer"};
  for (std::size_t i = 1; i < spec.model.size(); ++i) {
    // What comes out of another layer need not be a code.
    if (spec.model[i].kind != LayerKind::embedding) continue;
    return Error{"model[" + std::to_string(i) + "].layer", "an embedding must be the first layer, where the codes are"};
  }
  const Result<const Tensor*> input = find(file, "input"), target = find(file, "target");
  for (const auto& found : {input, target}) {
    if (!found) return found.error();
  }
  Dataset data;
  if (Status status = read_input(data, **input, spec.model.front()); !status) return status.error();
  if (Status status = check_sides(**target); !status) return status.error();
  Status status = is_whole((*target)->dtype) ? read_classes(data, **target, spec) : read_values(data, **target);
  if (!status) return status.error();
  if ((*target)->shape[0] != data.samples) {
    return Error{"target", "has " + std::to_string((*target)->shape[0]) + " samples, but \"input\" has " +
                               std::to_string(data.samples)};
  }
  return data;
}

}  // namespace deltarule
