// A Keras 3 script: network() builds a functional model, run() sets its weights. Images come in as [N, C, H, W] like
// everywhere here and go through Keras's layers with the channels last, which every backend can do.
#include <array>

#include "engine/core/number_text.h"
#include "engine/io/export_passages.h"
#include "engine/io/export_python.h"
#include "engine/io/keras_parts.h"

namespace deltarule {
namespace {

std::string text(int value) { return std::to_string(value); }

bool is_kerass_own(const LayerSpec& spec) {
  return spec.kind == LayerKind::rnn || spec.kind == LayerKind::lstm || spec.kind == LayerKind::gru;
}

// Line by line: what is built, and what is set.
class Writer {
 public:
  explicit Writer(std::span<const LayerLayout> layout) : layout_(layout) {
    build_ = "    x = y = keras.Input(" + python_tuple(input_form(layout)) +
             (reads_codes(layout) ? ", dtype=\"int32\")\n" : ")\n");
  }

  void form(const std::vector<int>& form) {
    channels(Channels::first);
    line("ops.reshape(y, (" + python_batch(form) + "))");
  }
  void softmax() { line("softmax(y)"); }
  void layer(std::size_t index);

  [[nodiscard]] std::string result() const {
    std::string out = "\n\ndef network():\n" + build_ + "    return keras.Model(x, y)\n";
    return out + "\n\ndef run(x, weights):\n    \"\"\"From NumPy arrays to one.\"\"\"\n    model = network()\n" + set_ +
           "    return ops.convert_to_numpy(model(x, training=False))\n";
  }

 private:
  enum class Channels : bool { first, last };

  /// A long call is broken behind its first bracket.
  static std::string broken(const std::string& call, std::size_t width) {
    if (call.size() <= width || call.find('\n') != std::string::npos) return call;
    const std::size_t bracket = call.find('(') + 1;
    return call.substr(0, bracket) + "\n        " + call.substr(bracket);
  }
  void line(const std::string& call) { build_ += "    y = " + broken(call, 100) + "\n"; }
  void channels(Channels wanted) {
    if (wanted == channels_) return;
    line(wanted == Channels::last ? "keras.layers.Permute((2, 3, 1))(y)  # channels last"
                                  : "keras.layers.Permute((3, 1, 2))(y)  # channels first");
    channels_ = wanted;
  }
  /// keras.layers.NAME(arguments), called for y; the layer's name is its number.
  void add(const std::string& name, const std::string& arguments) {
    line("keras.layers." + name + "(" + arguments + (arguments.empty() ? "" : ", ") + "name=\"" + name_ + "\")(y)");
  }
  /// `expression`: of w, the layer's tensors.
  void set(const std::string& expression) { set_line("set_weights(" + expression + ")"); }
  void set_line(const std::string& call) {
    set_ += "    model.get_layer(\"" + name_ + "\")." + broken(call, 80) + "\n";
  }
  void pad(const LayerSpec& spec, bool lowest);
  void image(const LayerSpec& spec);
  void recurrent(const LayerSpec& spec);

  std::span<const LayerLayout> layout_;
  std::string build_, set_, name_, tensors_;
  Channels channels_ = Channels::first;
};

// Keras pads by name only ("same"), not by number.
void Writer::pad(const LayerSpec& spec, bool lowest) {
  if (spec.padding <= 0) return;
  const std::string side = python_tuple(std::array{spec.padding, spec.padding});
  line("ops.pad(y, ((0, 0), " + side + ", " + side + ", (0, 0))" + (lowest ? ", constant_values=-math.inf)" : ")"));
}

void Writer::image(const LayerSpec& spec) {
  channels(Channels::last);
  pad(spec, spec.kind == LayerKind::max_pool2d);
  const int stride = spec.stride == 0 ? spec.kernel : spec.stride;
  const std::string window = text(spec.kernel) + ", strides=" + text(stride) +
                             (spec.padding == kSamePadding ? ", padding=\"same\"" : "") +
                             ", data_format=\"channels_last\"";
  if (spec.kind != LayerKind::conv2d) {
    add(spec.kind == LayerKind::max_pool2d ? "MaxPooling2D" : "AveragePooling2D", window);
    return;
  }
  // A softmax over all filters and places stands on a line of its own.
  const std::string activation =
      python_activation(spec.activation == Activation::softmax ? Activation::linear : spec.activation);
  constexpr const char* kBreak = "\n        ";
  add("Conv2D", kBreak + text(spec.filters) + ", " + window + ", dilation_rate=" + text(spec.dilation) + "," + kBreak +
                    "activation=" + activation);
  set("conv2d_weights(" + tensors_ + ", turned=" + (spec.operation == Operation::convolution ? "True" : "False") + ")");
}

void Writer::recurrent(const LayerSpec& spec) {
  const bool all = spec.returned == Returned::all, backward = spec.direction == Direction::backward;
  const bool after = spec.reset == ResetGate::after;
  std::string layer, weights;
  if (spec.kind == LayerKind::rnn) {
    layer = "SimpleRNN(" + text(spec.units) + ", activation=" + python_activation(spec.activation);
    weights = ", (0,)";
  } else if (spec.kind == LayerKind::lstm) {
    layer = "LSTM(" + text(spec.units);
    weights = ", (0, 1, 2, 3)";
  } else {
    layer = "GRU(" + text(spec.units) + ", reset_after=" + (after ? "True" : "False");
    weights = std::string(", (1, 0, 2)") + (after ? ", two_biases=True" : "");
  }
  layer += std::string(", return_sequences=") + (all ? "True" : "False");
  const bool both = spec.direction == Direction::both;
  set("recurrent_weights(" + tensors_ + weights + (both ? ", both=True)" : ")"));
  layer += std::string(backward ? ", go_backwards=True" : "") + (both ? ")" : "");
  line(std::string(both ? "keras.layers.Bidirectional(" : "") + "keras.layers." + layer + ", name=\"" + name_ +
       "\")(y)");
  if (backward && all) line("ops.flip(y, axis=1)  # they come in the order in which they were read");
}

void Writer::layer(std::size_t index) {
  const LayerLayout& layer = layout_[index];
  const LayerSpec& spec = layer.spec;
  name_ = "layer_" + std::to_string(index);
  tensors_ = "tensors_of(weights, " + std::to_string(index) + ")";
  const std::string epsilon = "epsilon=" + format_number(spec.epsilon);
  switch (spec.kind) {
    case LayerKind::dense:
      add("Dense", text(spec.units) + ", activation=" + python_activation(spec.activation));
      return set("dense_weights(" + tensors_ + ")");
    case LayerKind::dropout: return add("Dropout", format_number(spec.rate));
    case LayerKind::conv2d:
    case LayerKind::max_pool2d:
    case LayerKind::avg_pool2d: return image(spec);
    case LayerKind::batch_norm:  // its momentum is the share of what was before, ours that of what is new
      if (is_image(layer.input)) channels(Channels::last);
      add("BatchNormalization", "axis=-1, momentum=" + format_number(1 - spec.momentum) + ", " + epsilon);
      return set("batch_norm_weights(" + tensors_ + ")");
    case LayerKind::layer_norm:
      add("LayerNormalization", "axis=-1, " + epsilon);
      return set("layer_norm_weights(" + tensors_ + ")");
    case LayerKind::embedding:
      add("Embedding", text(spec.vocabulary) + ", " + text(spec.units));
      return set("[" + tensors_ + "[\"weight\"]]");
    case LayerKind::last_step: return line("y[:, -1]");
    default: break;
  }
  if (is_kerass_own(spec)) return recurrent(spec);
  line("Own(lambda x, w: " + python_own_layer(layer, "x", "w") + ",\n            " + python_shapes(layer, 12) +
       ", name=\"" + name_ + "\")(y)");
  set_line("load(" + tensors_ + ")");
}

}  // namespace

std::vector<std::uint8_t> export_keras(const ExportRequest& request) {
  Writer writer(request.layout);
  for (const Passage& passage : passages_of(request.layout)) {
    switch (passage.what) {
      case Passage::What::form: writer.form(passage.form); break;
      case Passage::What::softmax: writer.softmax(); break;
      case Passage::What::layer: writer.layer(passage.layer); break;
    }
  }
  return python_script(request, {"A network trained with Deltarule, in Keras 3.",
                                 "import keras\nimport numpy as np\nfrom keras import ops\n",
                                 {keras_parts(), python_cells()},
                                 writer.result()});
}

}  // namespace deltarule
