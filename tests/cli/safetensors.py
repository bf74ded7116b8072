"""Reads and writes .safetensors files in plain Python, apart from the engine's own code: {name: Tensor}."""
import collections
import json
import math
import struct

Tensor = collections.namedtuple("Tensor", "dtype shape values")
FORMATS = {"F32": ("f", 4), "F64": ("d", 8), "I64": ("q", 8), "I32": ("i", 4), "U8": ("B", 1)}


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    begin = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:begin]).items():
        if name == "__metadata__":
            continue
        letter, _ = FORMATS[entry["dtype"]]
        first, last = (begin + offset for offset in entry["data_offsets"])
        values = struct.unpack(f"<{math.prod(entry['shape'])}{letter}", data[first:last])
        tensors[name] = Tensor(entry["dtype"], entry["shape"], list(values))
    return tensors


def write(path, tensors):
    header, parts, at = {}, [], 0
    for name, (dtype, shape, values) in tensors.items():
        part = struct.pack(f"<{len(values)}{FORMATS[dtype][0]}", *values)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + len(part)]}
        parts.append(part)
        at += len(part)
    text = json.dumps(header).encode()
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + b"".join(parts))
