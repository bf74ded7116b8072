// How an exported script reads its weights and its input.
#include "engine/io/export_python.h"

namespace deltarule {

std::span<const PythonPart> python_files() {
  static constexpr PythonPart kParts[] = {
      {"load", R"py(def load(path):
    """The tensors of a .safetensors file, by name: a length, a JSON header, the numbers."""
    data = pathlib.Path(path).read_bytes()
    begin = 8 + int.from_bytes(data[:8], "little")
    types = {"F32": "<f4", "F64": "<f8", "I64": "<i8", "I32": "<i4", "U8": "u1"}
    tensors = {}
    for name, entry in json.loads(data[8:begin]).items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            part = np.frombuffer(data[begin + first:begin + last], types[entry["dtype"]])
            tensors[name] = part.reshape(entry["shape"])
    return tensors)py"},
      {"tensors_of", R"py(def tensors_of(weights, layer):
    """Those of one layer, without its number before their names."""
    prefix = f"{layer}."
    return {name[len(prefix):]: tensor for name, tensor in weights.items() if name.startswith(prefix)})py"},
      {"read_input", R"py(def read_input(path):
    """A batch of samples from a file, from stdin, or by chance."""
    codes = VOCABULARY is not None
    if path is None:
        rng = np.random.default_rng(0)
        x = rng.integers(0, VOCABULARY, (2, *FORM)) if codes else rng.standard_normal((2, *FORM))
    elif path == "-":
        x = np.array([[float(x) for x in line.replace(",", " ").split()] for line in sys.stdin if line.strip()])
    else:
        x = np.load(path) if path.endswith(".npy") else load(path)["input"]
    return x.reshape(-1, *FORM).astype(np.int64 if codes else np.float32))py"},
  };
  return kParts;
}

}  // namespace deltarule
