// What a layer is, as the user says it: a value, compared, stored and sent. No computation here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace deltarule {

enum class Activation : std::uint8_t {
  linear,
  step,
  sigmoid,
  tanh,
  relu,
  leaky_relu,
  elu,
  selu,
  gelu,
  silu,
  softplus,
  sine,
  softmax
};
/// Names as in files and links, in the order of the enum.
std::span<const std::string_view> activation_names();

enum class LayerKind : std::uint8_t {
  dense,
  dropout,
  conv2d,
  max_pool2d,
  avg_pool2d,
  flatten,
  batch_norm,
  layer_norm,
  embedding,
  rnn,
  lstm,
  lstm_peephole,
  lstm_coupled,
  lstm_depth_gated,
  gru,
  clockwork_rnn,
  grid_lstm,
  last_step,
  attention,
  mcculloch_pitts
};
std::span<const std::string_view> layer_kind_names();
/// The kinds that keep a state from step to step.
bool is_recurrent(LayerKind kind);

/// conv2d: the filter as it is (what every framework calls a convolution), or turned by 180 degrees (the true one).
enum class Operation : std::uint8_t { correlation, convolution };
std::span<const std::string_view> operation_names();
/// What comes out of a layer over a sequence: every step, or the last one ("return" in files).
enum class Returned : std::uint8_t { all, last };
std::span<const std::string_view> returned_names();
/// In which order a recurrent layer reads the steps; both: two layers, their outputs one over the other.
enum class Direction : std::uint8_t { forward, backward, both };
std::span<const std::string_view> direction_names();
/// gru: where the reset gate acts: on the product U h (PyTorch), or on h before it (Cho et al. 2014).
enum class ResetGate : std::uint8_t { after, before };
std::span<const std::string_view> reset_gate_names();
/// attention: how well a query and a key go together.
enum class Score : std::uint8_t { scaled_dot, additive };
std::span<const std::string_view> score_names();

inline constexpr int kSamePadding = -1;  // as much as keeps the size at stride 1

/// Which members count follows from the kind (layer_fields() in engine/experiment).
struct LayerSpec {
  LayerKind kind = LayerKind::dense;
  int units = 1;                               // dense, recurrent layers, attention: outputs; embedding: its width
  Activation activation = Activation::linear;  // dense, conv2d; rnn and clockwork_rnn: tanh or relu
  double rate = 0.5;                           // dropout: share of inputs set to zero, [0, 1)
  int filters = 8;                             // conv2d: channels that come out
  int kernel = 3;                              // conv2d and pooling: side of the window
  int stride = 1;                              // conv2d and pooling; 0: as large as the window
  int padding = 0;                             // conv2d and pooling: cells added on each side, or kSamePadding
  int dilation = 1;                            // conv2d: distance between a filter's cells
  Operation operation = Operation::correlation;
  double epsilon = 1e-5;  // normalizations: added to the variance
  double momentum = 0.1;  // batch_norm: weight of the new batch in the running statistics
  int vocabulary = 64;    // embedding: how many codes there are
  Returned returned = Returned::all;
  Direction direction = Direction::forward;
  ResetGate reset = ResetGate::after;
  double forget_bias = 1;  // lstm and its variants: what the forget gate's bias begins at
  int modules = 4;         // clockwork_rnn: groups of units, with periods 1, 2, 4, 8, ...
  int depth = 1;           // grid_lstm: cells one over the other
  Score score = Score::scaled_dot;
  friend bool operator==(const LayerSpec&, const LayerSpec&) = default;
};
/// A layer with the defaults of its kind (a pool of 2, a filter of 3).
LayerSpec default_layer(LayerKind kind);

}  // namespace deltarule
