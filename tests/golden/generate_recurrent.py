#!/usr/bin/env python3
"""Writes recurrent.h: what PyTorch says about recurrent layers and attention.

Run by hand when something is added (Debian: apt-get install python3-torch); the tests read only what is committed.
Everything is computed in double and written with nine digits; inputs and parameters are exact in a float.
A batch is [T, B, features] here and column-major [features, T*B] there: the same numbers in the same order.
"""
import math
import pathlib
import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(3)
STEPS, SAMPLES, INPUTS, UNITS = 4, 2, 3, 2
lines = []


def numbers(tensor):
    return ", ".join(f"{v:.9g}" for v in tensor.detach().reshape(-1).tolist())


def emit(name, tensor):
    lines.append(f"inline const std::vector<double> {name} = {{{numbers(tensor)}}};")


def exact(tensor):
    """Multiples of 1/256: the same number in float and double, in C++ and here."""
    return torch.round(tensor * 256) / 256


def flat(tensors):
    return torch.cat([t.reshape(-1) for t in tensors])


def golden(name, y, x, R, parameters):
    """The gradients of L = sum(R * y), R cut to the size of y."""
    (y * R[..., :y.shape[-1]]).sum().backward()
    parts = [flat(parameters), y, x.grad, flat([p.grad for p in parameters])]
    lines.append("    {" + ", ".join("{" + numbers(p) + "}" for p in parts) + f"}},  // {name}")


def recurrent(name, module, x, R):
    # The order of our flat buffer: all weights, forward then reverse, then all biases.
    named = list(module.named_parameters())
    parameters = [p for n, p in named if n.startswith("weight")] + [p for n, p in named if n.startswith("bias")]
    with torch.no_grad():
        for p in parameters:
            p.copy_(exact(torch.randn(p.shape) * 0.7))
    leaf = x.clone().requires_grad_()
    golden(name, module(leaf)[0], leaf, R, parameters)


def attention(name, x, R):
    parameters = [exact(torch.randn(UNITS, INPUTS)).requires_grad_() for _ in range(3)]
    leaf = x.clone().requires_grad_()
    q, k, v = ((leaf @ W.T).transpose(0, 1) for W in parameters)  # [B, T, H]
    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(UNITS), dim=-1)
    golden(name, (weights @ v).transpose(0, 1), leaf, R, parameters)


x, R = exact(torch.randn(STEPS, SAMPLES, INPUTS)), exact(torch.randn(STEPS, SAMPLES, 2 * UNITS))
lines.append(f"inline constexpr int steps = {STEPS}, samples = {SAMPLES}, inputs = {INPUTS}, units = {UNITS};")
emit("x", x)
lines.append("inline const std::vector<double> R = {  // [2H, T*B]; a layer of H outputs takes the first H rows")
lines.append(f"    {numbers(R)}}};")
lines.append("struct Golden { std::vector<double> parameters, y, dx, gradients; };")
lines.append("inline const std::vector<Golden> layers = {")
recurrent("rnn tanh", torch.nn.RNN(INPUTS, UNITS), x, R)
recurrent("rnn relu", torch.nn.RNN(INPUTS, UNITS, nonlinearity="relu"), x, R)
recurrent("lstm", torch.nn.LSTM(INPUTS, UNITS), x, R)
recurrent("gru", torch.nn.GRU(INPUTS, UNITS), x, R)
recurrent("lstm in both directions", torch.nn.LSTM(INPUTS, UNITS, bidirectional=True), x, R)
recurrent("gru in both directions", torch.nn.GRU(INPUTS, UNITS, bidirectional=True), x, R)
attention("attention, scaled dot product", x, R)
lines.append("};")
target = pathlib.Path(__file__).with_name("recurrent.h")
target.write_text(
    f"// Made by generate_recurrent.py with PyTorch {torch.__version__}. Do not edit.\n"
    "#pragma once\n\n#include <vector>\n\nnamespace deltarule::golden::recurrent {\n\n"
    "// clang-format off\n" + "\n".join(lines) + "\n// clang-format on\n\n}  // namespace deltarule::golden::recurrent\n")
print(f"{target}: {target.stat().st_size} bytes")
