// Operators after which the same numbers lie in the same order under other dimensions.
#include <algorithm>
#include <limits>
#include <numeric>

#include "engine/experiment/text.h"
#include "engine/io/onnx_walk.h"

namespace deltarule {
namespace {

constexpr std::int64_t kBatch = std::numeric_limits<std::int64_t>::min();  // in a shape: however large the batch is
constexpr int kMostOperators = 100;                                        // that compute a shape
constexpr std::size_t kMostDims = 64;

/// A place in a list of so many, also counted from its end.
std::optional<std::size_t> place(std::int64_t index, std::size_t size) {
  const auto count = static_cast<std::int64_t>(size);
  if (index < -count || index >= count) return std::nullopt;
  return static_cast<std::size_t>(index < 0 ? index + count : index);
}

std::int64_t product(const std::vector<std::int64_t>& dims) {
  std::int64_t all = 1;
  for (const std::int64_t dim : dims) {
    if (dim < 1 || all > std::numeric_limits<std::int64_t>::max() / dim) return -1;
    all *= dim;
  }
  return all;
}

}  // namespace

Status OnnxWalk::identity(const OnnxNode& node) {
  pass(node);
  return success();
}

// PyTorch writes one of zeros before a mean pooling.
Status OnnxWalk::pad(const OnnxNode& node) {
  Dims pads = node.wholes("pads");
  if (!node.input(1).empty()) {
    Result<Dims> read = wholes(node, node.input(1));
    if (!read) return read.error();
    pads = std::move(*read);
  }
  if (std::any_of(pads.begin(), pads.end(), [](std::int64_t cells) { return cells != 0; }))
    return refuse(node, "pads apart from a layer; give the convolution or the pooling that padding");
  return identity(node);
}

Status OnnxWalk::flatten(const OnnxNode& node) {
  if (place(node.whole("axis", 1), form_.size() + 1) != 1)
    return refuse(node, "flattens the samples of a batch into one another");
  form_ = {shape_.features()};
  pass(node);
  return success();
}

Status OnnxWalk::reshape(const OnnxNode& node) {
  int left = kMostOperators;
  const Result<Dims> asked = evaluate(node, node.input(1), left);
  if (!asked) return asked.error();
  const bool zero_copies = node.whole("allowzero", 0) == 0;
  Dims form = *asked;
  const auto wrong = [&] {
    std::string text;
    for (const std::int64_t dim : *asked)
      text += (text.empty() ? "" : ", ") + (dim == kBatch ? "N" : std::to_string(dim));
    return refuse(node, "makes [" + text + "] of samples of " + shape_text(form_) +
                            "; the batch must stay as it is, and every sample must keep its numbers");
  };
  if (form.size() < 2 || form.size() > kMostDims) return wrong();
  const std::int64_t first = form.front();
  if (first != kBatch && first != -1 && !(first == 0 && zero_copies) && first != batch_) return wrong();
  form.erase(form.begin());
  for (std::size_t i = 0; i < form.size(); ++i)
    if (form[i] == 0 && zero_copies && i < form_.size()) form[i] = form_[i];
  // One dimension may be left open; what goes in says how large it is.
  const auto open = std::find(form.begin(), form.end(), -1);
  if (open != form.end()) {
    if (first == -1) return wrong();
    *open = 1;
    const std::int64_t others = product(form);
    if (others < 1 || shape_.features() % others != 0) return wrong();
    *open = shape_.features() / others;
  }
  if (product(form) != shape_.features()) return wrong();
  form_ = std::move(form);
  pass(node);
  return success();
}

Result<OnnxWalk::Dims> OnnxWalk::axes(const OnnxNode& node, std::size_t rank) const {
  Dims given = node.wholes("axes");
  if (given.empty() && !node.input(1).empty()) {
    Result<Dims> read = wholes(node, node.input(1));
    if (!read) return read.error();
    given = std::move(*read);
  }
  if (given.size() > kMostDims) return refuse(node, "has too many axes");
  for (std::int64_t& axis : given) {
    const std::optional<std::size_t> at = place(axis, rank);
    if (!at || *at == 0) return refuse(node, "changes the dimension of the batch, or one that there is not");
    axis = static_cast<std::int64_t>(*at) - 1;  // in the form, which has no batch
  }
  std::sort(given.begin(), given.end());
  return given;
}

Status OnnxWalk::squeeze(const OnnxNode& node) {
  const Result<Dims> given = axes(node, form_.size() + 1);
  if (!given) return given.error();
  Dims form;
  for (std::size_t i = 0; i < form_.size(); ++i) {
    const bool named = given->empty() || std::binary_search(given->begin(), given->end(), static_cast<std::int64_t>(i));
    if (!named || (given->empty() && form_[i] != 1)) {
      form.push_back(form_[i]);
    } else if (form_[i] != 1) {
      return refuse(node, "leaves out a dimension of " + std::to_string(form_[i]));
    }
  }
  form_ = form.empty() ? Dims{1} : form;
  pass(node);
  return success();
}

Status OnnxWalk::unsqueeze(const OnnxNode& node) {
  const std::size_t more = node.wholes("axes").size();
  std::size_t added = more;
  if (more == 0) {
    const Result<Dims> read = wholes(node, node.input(1));
    if (!read) return read.error();
    added = read->size();
  }
  if (form_.size() + added > kMostDims) return refuse(node, "has too many axes");
  const Result<Dims> given = axes(node, form_.size() + added + 1);
  if (!given) return given.error();
  for (const std::int64_t axis : *given)
    form_.insert(form_.begin() + std::min(static_cast<std::ptrdiff_t>(axis), static_cast<std::ptrdiff_t>(form_.size())),
                 1);
  pass(node);
  return success();
}

Status OnnxWalk::transpose(const OnnxNode& node) {
  const Dims perm = node.wholes("perm");
  const std::size_t rank = form_.size() + 1;
  Dims sorted = perm, all(rank);
  std::sort(sorted.begin(), sorted.end());
  std::iota(all.begin(), all.end(), 0);
  if (sorted != all || perm.front() != 0)
    return refuse(node, "changes the dimension of the batch, or one that there is not");
  Dims form;
  std::int64_t last = 0;
  for (std::size_t i = 1; i < rank; ++i) {
    const std::int64_t dim = form_[static_cast<std::size_t>(perm[i]) - 1];
    if (dim != 1 && perm[i] < last)
      return refuse(node,
                    "puts the numbers of " + shape_text(form_) +
                        " into another order; images have their channels first here, [N, C, H, W]: write the file "
                        "from a network that has them so");
    if (dim != 1) last = perm[i];
    form.push_back(dim);
  }
  form_ = std::move(form);
  pass(node);
  return success();
}

Result<OnnxWalk::Dims> OnnxWalk::evaluate(const OnnxNode& node, const std::string& name, int& left) const {
  const OnnxNode* from = giver(name);
  if (from == nullptr || left-- == 0) return wholes(node, name);
  const auto operand = [&](std::size_t index) { return evaluate(node, from->input(index), left); };
  if (from->op == "Shape") {
    const auto found = forms_.find(from->input(0));
    if (found == forms_.end()) return wholes(node, name);
    Dims dims = {kBatch};
    dims.insert(dims.end(), found->second.begin(), found->second.end());
    const auto bound = [&](const char* which, std::int64_t otherwise) {
      const auto size = static_cast<std::int64_t>(dims.size());
      const std::int64_t at = from->whole(which, otherwise);
      return static_cast<std::ptrdiff_t>(std::clamp(at < 0 ? at + size : at, std::int64_t{0}, size));
    };
    const std::ptrdiff_t begin = bound("start", 0), end = bound("end", static_cast<std::int64_t>(dims.size()));
    return Dims(dims.begin() + std::min(begin, end), dims.begin() + end);
  }
  if (from->op == "Unsqueeze" || from->op == "Squeeze" || from->op == "Cast" || from->op == "Identity")
    return operand(0);
  if (from->op == "Gather") {
    const Result<Dims> list = operand(0), index = operand(1);
    if (!list) return list;
    if (!index) return index;
    Dims taken;
    for (const std::int64_t i : *index) {
      const std::optional<std::size_t> at = place(i, list->size());
      if (!at || taken.size() == kMostDims) return refuse(*from, "asks for a dimension that there is not");
      taken.push_back((*list)[*at]);
    }
    return taken;
  }
  if (from->op == "Concat") {
    Dims all;
    for (std::size_t i = 0; i < from->inputs.size() && all.size() <= kMostDims; ++i) {
      const Result<Dims> part = operand(i);
      if (!part) return part;
      all.insert(all.end(), part->begin(), part->end());
    }
    return all;
  }
  return wholes(node, name);
}

}  // namespace deltarule
