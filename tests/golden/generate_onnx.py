#!/usr/bin/env python3
"""Writes onnx_files.h: networks as PyTorch exports them to ONNX, and what PyTorch says they answer.

Run by hand when something is added (Debian: apt-get install python3-torch); the tests read only what is committed.
"""
import io
import pathlib
import warnings

import torch
from torch import nn

warnings.filterwarnings("ignore")
torch.manual_seed(5)
SAMPLES = 2
lines = []


def numbers(values, width, format_one):
    rows = [values[i:i + width] for i in range(0, len(values), width)]
    return ",\n     ".join(", ".join(format_one(v) for v in row) for row in rows)


def emit(name, *layers, shape=(1, 8, 8), dynamic=True):
    network = nn.Sequential(*layers)
    with torch.no_grad():
        for key, value in network.state_dict().items():
            if key.endswith("running_var"):
                value.uniform_(0.5, 2)
            elif key.endswith("running_mean"):
                value.normal_()
    network.eval()
    x = torch.randn(SAMPLES, *shape)
    file = io.BytesIO()
    torch.onnx.export(network, x if dynamic else x[:1], file, input_names=["x"], output_names=["y"],
                      dynamic_axes={"x": {0: "n"}, "y": {0: "n"}} if dynamic else None)
    y = network(x).detach().reshape(-1).tolist()
    real = "{:.9g}".format
    lines.append(f'    {{"{name}", {{{", ".join(map(str, shape))}, 1}}, {SAMPLES},\n'
                 f"    {{{numbers(x.reshape(-1).tolist(), 8, real)}}},\n    {{{numbers(y, 8, real)}}},\n"
                 f"    {{{numbers(list(file.getvalue()), 32, str)}}}}},")


emit("LeNet", nn.Conv2d(1, 2, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(2, 3, 3), nn.ReLU(), nn.Flatten(),
     nn.Linear(12, 5), nn.Tanh(), nn.Linear(5, 3))
emit("mean pooling", nn.Conv2d(1, 2, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(32, 3),
     nn.Softmax(dim=1), dynamic=False)
emit("strides and normalization", nn.Conv2d(1, 2, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(2),
     nn.LeakyReLU(0.01), nn.Flatten(), nn.Dropout(0.2), nn.Linear(32, 3))
emit("MLP", nn.Flatten(), nn.Linear(64, 4), nn.GELU(), nn.Linear(4, 4), nn.SiLU(), nn.Linear(4, 3), nn.ELU(),
     nn.Linear(3, 2))

pathlib.Path(__file__).with_name("onnx_files.h").write_text(f"""// Made by generate_onnx.py with PyTorch {torch.__version__}. Do not edit.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/core/shape.h"

namespace deltarule::golden {{

struct ExportedNetwork {{
  const char* name;
  Shape input;
  int samples;
  std::vector<double> x, y;
  std::vector<std::uint8_t> file;
}};

// clang-format off
inline const std::vector<ExportedNetwork> exported_networks = {{
{chr(10).join(lines)}
}};
// clang-format on

}}  // namespace deltarule::golden
""")
