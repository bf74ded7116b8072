// In NumPy, to be read: sums are written as sums, windows walk over images place by place.
#include "engine/io/numpy_parts.h"

namespace deltarule {

std::span<const PythonPart> numpy_parts() {
  static constexpr PythonPart kParts[] = {
      {"identity", "def identity(z):\n    return z"},
      {"heaviside", "def heaviside(z):\n    return (z >= 0).astype(z.dtype)"},
      {"sigmoid", "def sigmoid(z):\n    return 1 / (1 + np.exp(-z))"},
      {"tanh", "def tanh(z):\n    return np.tanh(z)"},
      {"relu", "def relu(z):\n    return np.maximum(z, 0)"},
      {"leaky_relu", "def leaky_relu(z):\n    return np.where(z > 0, z, 0.01 * z)"},
      {"elu", "def elu(z):\n    return np.where(z > 0, z, np.expm1(np.minimum(z, 0)))"},
      {"selu",
       "def selu(z):\n    return 1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * "
       "np.expm1(np.minimum(z, 0)))"},
      {"gelu", "def gelu(z):\n    return (0.5 * z * (1 + np.vectorize(math.erf)(z / math.sqrt(2)))).astype(z.dtype)"},
      {"silu", "def silu(z):\n    return z / (1 + np.exp(-z))"},
      {"softplus", "def softplus(z):\n    return np.where(z > 20, z, np.log1p(np.exp(np.minimum(z, 20))))"},
      {"sine", "def sine(z):\n    return np.sin(z)"},
      {"softmax", R"py(def softmax(z):
    powers = np.exp(z - z.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True))py"},
      {"affine", "def affine(x, W, b=0):\n    return x @ W.T + b"},
      {"zeros", "def zeros(x, units):\n    return np.zeros((len(x), units), x.dtype)"},
      {"join", "def join(parts):\n    return np.concatenate(parts, -1)"},
      {"stack", "def stack(steps):\n    return np.stack(steps, 1)"},
      {"number", "def number(truth):\n    return truth.astype(np.float32)"},
      {"swap", "def swap(x):\n    return x.swapaxes(-1, -2)"},
      {"dense", R"py(def dense(x, w, activation):
    """x [..., I] -> [..., units]"""
    return activation(affine(x, w["weight"], w["bias"])))py"},
      {"layer_norm", R"py(def layer_norm(x, w, epsilon):
    """Mean 0 and variance 1 over the features of each sample and step, then a gain and an offset."""
    u = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + epsilon)
    return w["weight"] * u + w["bias"])py"},
      {"batch_norm", R"py(def batch_norm(x, w, epsilon):
    """x [N, C] or [N, C, H, W]: the mean and variance of each channel are those that training has kept."""
    gain, offset, mean, variance = (w[name].reshape(-1, *[1] * (x.ndim - 2))
                                    for name in ("weight", "bias", "running_mean", "running_var"))
    return gain * (x - mean) / np.sqrt(variance + epsilon) + offset)py"},
      {"windows", R"py(def windows(x, kernel, stride, padding, dilation=1, fill=0):
    """x [N, C, H, W] as a walking window sees it: [N, C, places down, places across, kernel, kernel]. `padding` is how
    many cells are put before (above, left) and after (below, right)."""
    x = np.pad(x, ((0, 0), (0, 0), padding, padding), constant_values=fill)
    reach = dilation * (kernel - 1) + 1
    down, across = ((side - reach) // stride + 1 for side in x.shape[2:])
    seen = np.empty((*x.shape[:2], down, across, kernel, kernel), x.dtype)
    for i in range(down):
        for j in range(across):
            top, left = i * stride, j * stride
            seen[:, :, i, j] = x[:, :, top:top + reach:dilation, left:left + reach:dilation]
    return seen)py"},
      {"conv2d", R"py(def conv2d(x, w, activation, stride, padding, dilation, turned):
    """Every filter over every place, x [N, C, H, W] -> [N, filters, places down, places across]. `turned`: the true
    convolution, with filters turned by 180 degrees."""
    filters = w["weight"][:, :, ::-1, ::-1] if turned else w["weight"]
    seen = windows(x, filters.shape[-1], stride, padding, dilation)
    return activation(np.einsum("ncijab,fcab->nfij", seen, filters) + w["bias"][:, None, None]))py"},
      {"max_pool2d", R"py(def max_pool2d(x, kernel, stride, padding):
    return windows(x, kernel, stride, padding, fill=-np.inf).max((-2, -1)))py"},
      {"avg_pool2d", R"py(def avg_pool2d(x, kernel, stride, padding):
    return windows(x, kernel, stride, padding).mean((-2, -1)))py"},
  };
  return kParts;
}

}  // namespace deltarule
