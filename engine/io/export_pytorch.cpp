// A torch.nn.ModuleList of the layers, so that the names of its state_dict are those of the weights' file, and a line
// for each layer in forward(). What PyTorch does not have becomes a module of a function from python_cells().
#include "engine/core/number_text.h"
#include "engine/io/export_passages.h"
#include "engine/io/export_python.h"

namespace deltarule {
namespace {

constexpr PythonPart kParts[] = {
    {"sigmoid", "sigmoid = torch.sigmoid"},
    {"tanh", "tanh = torch.tanh"},
    {"sine", "sine = torch.sin"},
    {"relu", "relu = functional.relu"},
    {"leaky_relu", "leaky_relu = functional.leaky_relu  # with a slope of 0.01"},
    {"elu", "elu = functional.elu"},
    {"selu", "selu = functional.selu"},
    {"gelu", "gelu = functional.gelu"},
    {"silu", "silu = functional.silu"},
    {"softplus", "softplus = functional.softplus"},
    {"identity", "def identity(z):\n    return z"},
    {"heaviside", "def heaviside(z):\n    return number(z >= 0)"},
    {"softmax", "def softmax(z):\n    return torch.softmax(z, -1)"},
    {"affine", "def affine(x, W, b=None):\n    return functional.linear(x, W, b)"},
    {"zeros", "def zeros(x, units):\n    return x.new_zeros(len(x), units)"},
    {"join", "def join(parts):\n    return torch.cat(parts, -1)"},
    {"stack", "def stack(steps):\n    return torch.stack(steps, 1)"},
    {"number", "def number(truth):\n    return truth.float()"},
    {"swap", "def swap(x):\n    return x.transpose(-1, -2)"},
    {"TurnedConv2d", R"py(class TurnedConv2d(torch.nn.Conv2d):
    """The true convolution: filters turned by 180 degrees."""

    def forward(self, x):
        return self._conv_forward(x, self.weight.flip(2, 3), self.bias))py"},
    {"Own", R"py(class Own(torch.nn.Module):
    """A layer that PyTorch does not have: a function of the input and of tensors by name."""

    def __init__(self, function, shapes):
        super().__init__()
        self.function = function
        for name, shape in shapes.items():
            self.register_parameter(name, torch.nn.Parameter(torch.zeros(shape)))

    def forward(self, x):
        return self.function(x, dict(self.named_parameters())))py"},
};

constexpr std::string_view kRun = R"py(

def run(x, weights):
    """From NumPy arrays to one."""
    model = Network()
    tensors = {name: torch.tensor(tensor) for name, tensor in weights.items()}
    counters = {name: count for name, count in model.state_dict().items() if name.endswith(".num_batches_tracked")}
    model.load_state_dict({**counters, **tensors})
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(x)).numpy()
)py";

std::string text(int value) { return std::to_string(value); }

bool is_torchs_own(const LayerSpec& spec) {
  return spec.kind == LayerKind::rnn || spec.kind == LayerKind::lstm ||
         (spec.kind == LayerKind::gru && spec.reset == ResetGate::after);
}

std::string recurrent_module(const LayerLayout& layer) {
  const LayerSpec& spec = layer.spec;
  const char* name = spec.kind == LayerKind::rnn ? "RNN" : spec.kind == LayerKind::lstm ? "LSTM" : "GRU";
  return std::string("torch.nn.") + name + "(" + text(layer.inputs) + ", " + text(spec.units) +
         (spec.kind == LayerKind::rnn && spec.activation == Activation::relu ? ", nonlinearity=\"relu\"" : "") +
         ", batch_first=True" + (spec.direction == Direction::both ? ", bidirectional=True)" : ")");
}

std::string module(const LayerLayout& layer) {
  const LayerSpec& spec = layer.spec;
  const std::string window = text(spec.kernel) + ", stride=" + text(spec.stride == 0 ? spec.kernel : spec.stride) +
                             ", padding=" + (spec.padding == kSamePadding ? "\"same\"" : text(spec.padding));
  switch (spec.kind) {
    case LayerKind::dense: return "torch.nn.Linear(" + text(layer.inputs) + ", " + text(layer.outputs) + ")";
    case LayerKind::dropout: return "torch.nn.Dropout(" + format_number(spec.rate) + ")";
    case LayerKind::conv2d:
      return (spec.operation == Operation::convolution ? "TurnedConv2d(" : "torch.nn.Conv2d(") +
             text(layer.input.channels) + ", " + text(spec.filters) + ", " + window +
             ", dilation=" + text(spec.dilation) + ")";
    case LayerKind::max_pool2d: return "torch.nn.MaxPool2d(" + window + ")";
    case LayerKind::avg_pool2d: return "torch.nn.AvgPool2d(" + window + ")";
    case LayerKind::batch_norm:
      return std::string("torch.nn.BatchNorm") + (is_image(layer.input) ? "2d(" : "1d(") + text(layer.input.channels) +
             ", " + format_number(spec.epsilon) + ", " + format_number(spec.momentum) + ")";
    case LayerKind::layer_norm:
      return "torch.nn.LayerNorm(" + text(layer.inputs) + ", " + format_number(spec.epsilon) + ")";
    case LayerKind::embedding: return "torch.nn.Embedding(" + text(spec.vocabulary) + ", " + text(spec.units) + ")";
    case LayerKind::flatten:
    case LayerKind::last_step: return "torch.nn.Identity()";
    default: break;
  }
  if (is_torchs_own(spec)) return recurrent_module(layer);
  return "Own(lambda x, w: " + python_own_layer(layer, "x", "w") + ",\n                " + python_shapes(layer, 16) +
         ")";
}

/// PyTorch reads backwards only beside forwards: what it gets and gives is turned instead.
std::string recurrent_call(const LayerSpec& spec, const std::string& self) {
  const bool last = spec.returned == Returned::last;
  if (spec.direction == Direction::backward) return self + "(y.flip(1))[0]" + (last ? "[:, -1]" : ".flip(1)");
  if (!last) return self + "(y)[0]";
  if (spec.direction == Direction::forward) return self + "(y)[0][:, -1]";
  return "join(tuple(" + self + "(y)[1]" + (spec.kind == LayerKind::lstm ? "[0]" : "") + "))";  // the last states h
}

std::string call(const LayerLayout& layer, const std::string& self) {
  const LayerSpec& spec = layer.spec;
  if (is_torchs_own(spec)) return recurrent_call(spec, self);
  if (spec.kind == LayerKind::last_step) return "y[:, -1]";
  const bool softmax_apart = spec.kind == LayerKind::conv2d && spec.activation == Activation::softmax;
  const bool activated = (spec.kind == LayerKind::dense || spec.kind == LayerKind::conv2d) && !softmax_apart;
  if (!activated || spec.activation == Activation::linear) return self + "(y)";
  return python_activation(spec.activation) + "(" + self + "(y))";
}

}  // namespace

std::vector<std::uint8_t> export_pytorch(const ExportRequest& request) {
  std::string network =
      "\n\nclass Network(torch.nn.ModuleList):\n    \"\"\"The layers by number; batches are [N, ...].\"\"\"\n\n"
      "    def __init__(self):\n        super().__init__([\n";
  for (std::size_t i = 0; i < request.layout.size(); ++i) {
    const LayerLayout& layer = request.layout[i];
    network += "            " + module(layer) + ",  # " + std::to_string(i) + ": " +
               std::string(layer_kind_names()[static_cast<std::size_t>(layer.spec.kind)]) + "\n";
  }
  network += "        ])\n\n    def forward(self, y):\n";
  for (const Passage& passage : passages_of(request.layout)) {
    network += "        y = ";
    switch (passage.what) {
      case Passage::What::form: network += "y.reshape(" + python_batch(passage.form) + ")\n"; break;
      case Passage::What::softmax: network += "softmax(y)\n"; break;
      case Passage::What::layer:
        network += call(request.layout[passage.layer], "self[" + std::to_string(passage.layer) + "]") + "\n";
        break;
    }
  }
  network += "        return y\n" + std::string(kRun);
  return python_script(request, {"A network trained with Deltarule, in PyTorch.",
                                 "import numpy as np\nimport torch\nfrom torch.nn import functional\n",
                                 {kParts, python_cells()},
                                 network});
}

}  // namespace deltarule
