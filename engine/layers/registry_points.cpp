// The layers that an experiment on points can have: make_layer() of the page's first engine, instead of registry.cpp's.
// All the others would make the download a tenth larger for something that no scene of the page can show yet.
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/registry.h"

namespace deltarule {

std::unique_ptr<Layer> make_layer(const LayerSpec& spec) {
  if (spec.kind == LayerKind::dense) return std::make_unique<Dense>(spec);
  if (spec.kind == LayerKind::dropout) return std::make_unique<Dropout>(spec);
  return nullptr;
}

}  // namespace deltarule
