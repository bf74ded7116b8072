// The forward pass as straight-line NumPy: one line per product, one per activation.
#include <array>
#include <set>

#include "engine/io/export_python.h"

namespace deltarule {
namespace {

/// f(z), the definitions of engine/layers/activation.h, in the order of Activation.
constexpr std::array<std::string_view, 13> kFormulas = {
    "z",
    "(z >= 0).astype(z.dtype)",
    "1 / (1 + np.exp(-z))",
    "np.tanh(z)",
    "np.maximum(z, 0)",
    "np.where(z > 0, z, 0.01 * z)",
    "np.where(z > 0, z, np.expm1(np.minimum(z, 0)))",
    "1.0507009873554805 * np.where(z > 0, z, 1.6732632423543772 * np.expm1(np.minimum(z, 0)))",
    "0.5 * z * (1 + np.vectorize(math.erf)(z / math.sqrt(2)))",
    "z / (1 + np.exp(-z))",
    "np.where(z > 20, z, np.log1p(np.exp(np.minimum(z, 20))))",
    "np.sin(z)",
    "np.exp(z - z.max(-1, keepdims=True)) / np.exp(z - z.max(-1, keepdims=True)).sum(-1, keepdims=True)",
};

}  // namespace

Result<std::vector<std::uint8_t>> export_numpy(const ExportRequest& request) {
  if (Status status = check_dense_only(request, "numpy"); !status) return status.error();
  std::string functions, body;
  std::set<Activation> written = {Activation::linear};
  for (std::size_t i = 0; i < request.layout.size(); ++i) {
    const LayerSpec& spec = request.layout[i].spec;
    const std::string index = std::to_string(i);
    if (spec.kind == LayerKind::dropout) {
      body += "    # Layer " + index + ", dropout, does nothing outside training.\n";
      continue;
    }
    const std::string product = "y @ weights[\"" + index + ".weight\"].T + weights[\"" + index + ".bias\"]";
    const std::string name(activation_names()[static_cast<std::size_t>(spec.activation)]);
    body += "    y = " + (spec.activation == Activation::linear ? product : name + "(" + product + ")") + "\n";
    if (!written.insert(spec.activation).second) continue;
    functions += "\ndef " + name + "(z):\n    return " +
                 std::string(kFormulas[static_cast<std::size_t>(spec.activation)]) + "\n\n";
  }
  return bytes_of(
      python_head(request, "A network trained with Deltarule, in NumPy.",
                  "import json\nimport math\nimport pathlib\nimport sys\n\nimport numpy as np\n") +
      python_load("{\"F32\": \"<f4\", \"F64\": \"<f8\"}", "np.frombuffer(part, dtype).reshape(shape)") + functions +
      "\ndef model(x, weights):\n    \"\"\"x [..., inputs] -> [..., outputs]\"\"\"\n    y = x\n" + body +
      "    return y\n\n" + python_main(request, "    outputs = model(np.array(rows, np.float32), weights).tolist()\n"));
}

}  // namespace deltarule
