// One line per layer, in the order of LayerKind.
#include "engine/layers/registry.h"

#include <iterator>

#include "engine/layers/attention.h"
#include "engine/layers/avg_pool2d.h"
#include "engine/layers/batch_norm.h"
#include "engine/layers/clockwork_rnn.h"
#include "engine/layers/conv2d.h"
#include "engine/layers/dense.h"
#include "engine/layers/dropout.h"
#include "engine/layers/embedding.h"
#include "engine/layers/flatten.h"
#include "engine/layers/grid_lstm.h"
#include "engine/layers/gru.h"
#include "engine/layers/gru_before.h"
#include "engine/layers/last_step.h"
#include "engine/layers/layer_norm.h"
#include "engine/layers/lstm.h"
#include "engine/layers/lstm_coupled.h"
#include "engine/layers/lstm_depth_gated.h"
#include "engine/layers/lstm_peephole.h"
#include "engine/layers/max_pool2d.h"
#include "engine/layers/mcculloch_pitts.h"
#include "engine/layers/rnn.h"

namespace deltarule {
namespace {

template <class L>
std::unique_ptr<Layer> make(const LayerSpec& spec) {
  return std::make_unique<L>(spec);
}

// PyTorch's and the original one differ enough to be two.
std::unique_ptr<Layer> make_gru(const LayerSpec& spec) {
  return spec.reset == ResetGate::after ? make<Gru>(spec) : make<GruBefore>(spec);
}

using Maker = std::unique_ptr<Layer> (*)(const LayerSpec&);
constexpr Maker kMakers[] = {
    make<Dense>,        make<Dropout>,      make<Conv2d>,      make<MaxPool2d>,      make<AvgPool2d>,
    make<Flatten>,      make<BatchNorm>,    make<LayerNorm>,   make<Embedding>,      make<Rnn>,
    make<Lstm>,         make<LstmPeephole>, make<LstmCoupled>, make<LstmDepthGated>, make_gru,
    make<ClockworkRnn>, make<GridLstm>,     make<LastStep>,    make<Attention>,      make<McCullochPitts>,
};

}  // namespace

std::unique_ptr<Layer> make_layer(const LayerSpec& spec) {
  const auto index = static_cast<std::size_t>(spec.kind);
  if (index >= std::size(kMakers)) return nullptr;
  return kMakers[index](spec);
}

}  // namespace deltarule
