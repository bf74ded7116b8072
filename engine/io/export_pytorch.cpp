// A torch.nn.Sequential whose modules are our layers, so that the names of its state_dict are those of the file.
#include <array>

#include "engine/experiment/text.h"
#include "engine/io/export_python.h"

namespace deltarule {
namespace {

/// In the order of Activation.
constexpr std::array<std::string_view, 13> kFunctions = {
    "lambda z: z",
    "lambda z: (z >= 0).to(z.dtype)",
    "torch.sigmoid",
    "torch.tanh",
    "functional.relu",
    "functional.leaky_relu",
    "functional.elu",
    "functional.selu",
    "functional.gelu",
    "functional.silu",
    "functional.softplus",
    "torch.sin",
    "lambda z: torch.softmax(z, -1)",
};

constexpr std::string_view kDense =
    "\nclass Dense(torch.nn.Linear):\n"
    "    \"\"\"y = f(W x + b)\"\"\"\n\n"
    "    def __init__(self, inputs, units, activation):\n"
    "        super().__init__(inputs, units)\n"
    "        self.activation = activation\n\n"
    "    def forward(self, x):\n"
    "        return self.activation(super().forward(x))\n\n";

}  // namespace

Result<std::vector<std::uint8_t>> export_pytorch(const ExportRequest& request) {
  if (Status status = check_dense_only(request, "pytorch"); !status) return status.error();
  std::string layers;
  for (const LayerLayout& layer : request.layout) {
    layers += layer.spec.kind == LayerKind::dropout
                  ? "        torch.nn.Dropout(" + format_number(layer.spec.rate) + "),\n"
                  : "        Dense(" + std::to_string(layer.inputs) + ", " + std::to_string(layer.outputs) + ", " +
                        std::string(kFunctions[static_cast<std::size_t>(layer.spec.activation)]) + "),\n";
  }
  return bytes_of(
      python_head(request, "A network trained with Deltarule, in PyTorch.",
                  "import json\nimport pathlib\nimport sys\n\nimport torch\nfrom torch.nn import functional\n") +
      python_load("{\"F32\": torch.float32, \"F64\": torch.float64}",
                  "torch.frombuffer(bytearray(part), dtype=dtype).reshape(shape)") +
      std::string(kDense) + "\ndef network():\n    return torch.nn.Sequential(\n" + layers + "    )\n\n" +
      python_main(request,
                  "    model = network()\n"
                  "    model.load_state_dict(weights)\n"
                  "    model.eval()\n"
                  "    with torch.no_grad():\n"
                  "        outputs = model(torch.tensor(rows)).tolist()\n"));
}

}  // namespace deltarule
