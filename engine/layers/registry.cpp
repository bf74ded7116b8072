// One line per layer, in the order of LayerKind.
#include "engine/layers/registry.h"

#include <iterator>

#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"

namespace deltarule {
namespace {

template <class L>
std::unique_ptr<Layer> make(const LayerSpec& spec) {
  return std::make_unique<L>(spec);
}

using Maker = std::unique_ptr<Layer> (*)(const LayerSpec&);
constexpr Maker kMakers[] = {
    make<Dense>,
    make<Dropout>,
};

}  // namespace

std::unique_ptr<Layer> make_layer(const LayerSpec& spec) {
  const auto index = static_cast<std::size_t>(spec.kind);
  if (index >= std::size(kMakers)) return nullptr;
  return kMakers[index](spec);
}

}  // namespace deltarule
