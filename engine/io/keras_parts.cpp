// In Keras 3, for any of its backends: everything computed is of keras.ops.
//
// Keras keeps a matrix [inputs, units], where PyTorch and we have [units, inputs]; filters as [k, k, C, F]; the gates
// of an LSTM in our order (i, f, c, o), those of a GRU as z, r, h; and one bias for both products, except in a GRU
// whose reset gate acts after the product.
#include "engine/io/keras_parts.h"

namespace deltarule {

std::span<const PythonPart> keras_parts() {
  static constexpr PythonPart kParts[] = {
      {"sigmoid", "sigmoid = ops.sigmoid"},
      {"tanh", "tanh = ops.tanh"},
      {"sine", "sine = ops.sin"},
      {"relu", "relu = ops.relu"},
      {"elu", "elu = ops.elu"},
      {"selu", "selu = ops.selu"},
      {"silu", "silu = ops.silu"},
      {"softplus", "softplus = ops.softplus"},
      {"softmax", "softmax = ops.softmax"},
      {"identity", "def identity(z):\n    return z"},
      {"heaviside", "def heaviside(z):\n    return number(z >= 0)"},
      {"leaky_relu", "def leaky_relu(z):\n    return ops.leaky_relu(z, negative_slope=0.01)"},
      {"gelu", "def gelu(z):\n    return ops.gelu(z, approximate=False)"},
      {"affine", "def affine(x, W, b=0.0):\n    return ops.matmul(x, ops.transpose(W)) + b"},
      {"zeros", "def zeros(x, units):\n    return ops.zeros((ops.shape(x)[0], units))"},
      {"join", "def join(parts):\n    return ops.concatenate(parts, axis=-1)"},
      {"stack", "def stack(steps):\n    return ops.stack(steps, axis=1)"},
      {"number", "def number(truth):\n    return ops.cast(truth, \"float32\")"},
      {"swap", "def swap(x):\n    return ops.swapaxes(x, -1, -2)"},
      {"Own", R"py(class Own(keras.layers.Layer):
    """A layer that Keras does not have: a function of the input and of tensors by name."""

    def __init__(self, function, shapes, **named):
        super().__init__(**named)
        self.function, self.tensors = function, dict.fromkeys(shapes)
        self.shapes = shapes

    def build(self, input_shape):
        for tensor, shape in self.shapes.items():
            self.tensors[tensor] = self.add_weight(name=tensor, shape=shape)

    def call(self, x):
        return self.function(x, {tensor: ops.convert_to_tensor(value) for tensor, value in self.tensors.items()})

    def load(self, w):
        for tensor, value in self.tensors.items():
            value.assign(w[tensor]))py"},
      {"dense_weights", R"py(def dense_weights(w):
    return [w["weight"].T, w["bias"]])py"},
      {"conv2d_weights", R"py(def conv2d_weights(w, turned):
    """[F, C, k, k] -> [k, k, C, F]; the true convolution has its filters turned by 180 degrees."""
    filters = w["weight"][:, :, ::-1, ::-1] if turned else w["weight"]
    return [filters.transpose(2, 3, 1, 0), w["bias"]])py"},
      {"batch_norm_weights", R"py(def batch_norm_weights(w):
    return [w["weight"], w["bias"], w["running_mean"], w["running_var"]])py"},
      {"layer_norm_weights", R"py(def layer_norm_weights(w):
    return [w["weight"], w["bias"]])py"},
      {"recurrent_weights", R"py(def recurrent_weights(w, gates, both=False, two_biases=False):
    """Kernel [I, G H], recurrent kernel [H, G H] and bias, with our gates in Keras's order; of both directions."""
    def ordered(name):
        blocks = np.split(w[name], len(gates))
        return np.concatenate([blocks[gate] for gate in gates])
    arrays = []
    for suffix in ("", "_reverse") if both else ("",):
        kernel, recurrent, *biases = (ordered(name + "_l0" + suffix)
                                      for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        arrays += [kernel.T, recurrent.T, np.stack(biases) if two_biases else sum(biases)]
    return arrays)py"},
  };
  return kParts;
}

}  // namespace deltarule
