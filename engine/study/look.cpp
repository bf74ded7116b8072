// Inference on one sample; the trainer's own buffers do it.
#include "engine/study/look.h"

#include "engine/train/trainer.h"

namespace deltarule {
namespace {

void append(std::vector<float>& out, const Scalar* values, Eigen::Index n) {
  for (Eigen::Index i = 0; i < n; ++i) out.push_back(static_cast<float>(values[i]));
}

}  // namespace

std::span<const Scalar> sample_of(const Trainer& trainer, const LookRequest& request, std::span<const Scalar> drawn) {
  const auto features = static_cast<std::size_t>(trainer.train_data().features());
  switch (request.source) {
    case LookSource::drawn: return drawn.size() == features ? drawn : std::span<const Scalar>();
    case LookSource::train:
    case LookSource::test: {
      const Dataset& data = request.source == LookSource::train ? trainer.train_data() : trainer.test_data();
      if (request.index >= static_cast<std::uint32_t>(data.samples) || data.shape.steps != 1) return {};
      return std::span(data.input).subspan(request.index * features, features);
    }
    default: return {};
  }
}

Look look_at(Trainer& trainer, const LookRequest& request, std::span<const Scalar> input) {
  Look look;
  look.request = request;
  if (request.source == LookSource::train || request.source == LookSource::test) {
    const Dataset& data = request.source == LookSource::train ? trainer.train_data() : trainer.test_data();
    if (!data.classes.empty()) look.label = data.classes[request.index];
  }
  append(look.input, input.data(), static_cast<Eigen::Index>(input.size()));
  trainer.infer(
      input.data(), 1,
      [](void* user, int, ConstMatrixView outputs, int, int) {
        append(static_cast<Look*>(user)->activations, outputs.data(), outputs.rows());
      },
      &look);
  return look;
}

std::vector<float> answer_to(Trainer& trainer, std::span<const Scalar> input) {
  struct Last {
    int layer;
    std::vector<float> out;
  } last{static_cast<int>(trainer.layout().size()) - 1, {}};
  trainer.infer(
      input.data(), 1,
      [](void* user, int layer, ConstMatrixView outputs, int, int) {
        auto& to = *static_cast<Last*>(user);
        if (layer == to.layer) append(to.out, outputs.data(), outputs.rows());
      },
      &last);
  return last.out;
}

}  // namespace deltarule
