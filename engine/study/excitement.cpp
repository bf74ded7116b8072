// One pass over the test samples; then sorting.
#include "engine/study/excitement.h"

#include <algorithm>

#include "engine/train/trainer.h"

namespace deltarule {

std::vector<Excitement> most_excited(Trainer& trainer, std::size_t layer, std::size_t unit, std::size_t count) {
  const auto& layout = trainer.layout();
  if (layer >= layout.size() || unit >= static_cast<std::size_t>(layout[layer].output.channels)) return {};
  const Dataset& data = trainer.test_data();
  struct Pass {
    int layer;
    Eigen::Index first, plane;  // of the unit's numbers
    std::vector<Excitement> all;
  } pass{static_cast<int>(layer), 0, Eigen::Index{layout[layer].output.height} * layout[layer].output.width, {}};
  pass.first = static_cast<Eigen::Index>(unit) * pass.plane;
  trainer.infer(
      data.input.data(), data.samples,
      [](void* user, int of_layer, ConstMatrixView y, int first, int n) {
        auto& to = *static_cast<Pass*>(user);
        if (of_layer != to.layer) return;
        for (int c = 0; c < n; ++c) {
          const Scalar* numbers = y.data() + c * y.rows() + to.first;
          const Scalar* most = std::max_element(numbers, numbers + to.plane);
          to.all.push_back({static_cast<std::uint32_t>(first + c), static_cast<float>(*most),
                            static_cast<std::uint32_t>(most - numbers)});
        }
      },
      &pass);
  std::stable_sort(pass.all.begin(), pass.all.end(),
                   [](const Excitement& a, const Excitement& b) { return a.value > b.value; });
  pass.all.resize(std::min(pass.all.size(), count));
  return std::move(pass.all);
}

}  // namespace deltarule
