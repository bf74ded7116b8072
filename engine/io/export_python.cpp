// Python, piece by piece: plain scripts without dependencies but the one library, to be read as much as run.
#include "engine/io/export_python.h"

#include "engine/experiment/text.h"
#include "engine/train/network.h"

namespace deltarule {

Status check_dense_only(const ExportRequest& request, std::string_view target) {
  for (std::size_t i = 0; i < request.layout.size(); ++i) {
    const LayerSpec& spec = request.layout[i].spec;
    if (spec.kind == LayerKind::dense || spec.kind == LayerKind::dropout) continue;
    return Error{layer_title(i, spec), "cannot be written for " + std::string(target) +
                                           " yet: only dense and dropout can; export to safetensors, which holds the "
                                           "weights of every layer"};
  }
  return success();
}

std::string python_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return out + "\"";
}

std::string python_head(const ExportRequest& request, std::string_view what, std::string_view imports) {
  std::string inputs;
  for (const std::string& name : request.inputs) inputs += (inputs.empty() ? "" : ", ") + name;
  if (inputs.empty()) inputs = std::to_string(request.layout.front().inputs) + " numbers";
  return "#!/usr/bin/env python3\n\"\"\"" + std::string(what) + "\n\nThe inputs of the network: " + inputs +
         ".\nOutputs: " + std::to_string(request.layout.back().outputs) +
         ".\n\n    python3 THIS_FILE [WEIGHTS.safetensors] < rows.txt\n\nreads rows of inputs, separated by spaces or "
         "commas, and prints a row of outputs for each.\n\"\"\"\n" +
         std::string(imports) + "\n";
}

std::string python_load(std::string_view types, std::string_view array) {
  return "\ndef load(path):\n"
         "    \"\"\"The tensors of a .safetensors file, by name: a length, a JSON header, the numbers.\"\"\"\n"
         "    data = pathlib.Path(path).read_bytes()\n"
         "    begin = 8 + int.from_bytes(data[:8], \"little\")\n"
         "    types = " +
         std::string(types) +
         "\n"
         "    tensors = {}\n"
         "    for name, entry in json.loads(data[8:begin]).items():\n"
         "        if name == \"__metadata__\":\n"
         "            continue\n"
         "        first, last = entry[\"data_offsets\"]\n"
         "        part, dtype, shape = data[begin + first:begin + last], types[entry[\"dtype\"]], entry[\"shape\"]\n"
         "        tensors[name] = " +
         std::string(array) +
         "\n"
         "    return tensors\n\n";
}

std::string python_main(const ExportRequest& request, std::string_view compute) {
  return "\nif __name__ == \"__main__\":\n"
         "    beside = pathlib.Path(__file__).with_name(" +
         python_text(request.weights_file) +
         ")\n"
         "    weights = load(sys.argv[1] if len(sys.argv) > 1 else beside)\n"
         "    rows = [[float(x) for x in line.replace(\",\", \" \").split()] for line in sys.stdin if line.strip()]\n" +
         std::string(compute) +
         "    for row in outputs:\n"
         "        print(*row)\n";
}

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

}  // namespace deltarule
