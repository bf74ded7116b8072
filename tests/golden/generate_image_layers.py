#!/usr/bin/env python3
"""Writes image_layers.h: what PyTorch says about convolutions, pools, normalizations and the embedding.

Run by hand when something is added (Debian: apt-get install python3-torch); the tests read only what is committed.
Everything is computed in double and written with nine digits; inputs are exact in a float. L = sum(R * y).
"""
import pathlib
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(2)
lines = []


def numbers(tensor):
    return ", ".join(f"{v:.9g}" for v in tensor.detach().reshape(-1).tolist())


def exact(tensor):
    """Multiples of 1/256: the same number in float and double, in C++ and here."""
    return torch.round(tensor * 256) / 256


def flat(tensors):
    return torch.cat([torch.zeros(0), *(t.detach().reshape(-1) for t in tensors)])


def running(module):
    return [b for name, b in module.named_buffers() if name != "num_batches_tracked"]


def emit(name, spec, module, x, training=True):
    """x: [N, C, H, W], or [N, C]. `spec` is the LayerSpec in C++. Parameters become exact random numbers."""
    with torch.no_grad():
        for p in module.parameters():
            p.copy_(exact(torch.randn_like(p)))
    before = flat(running(module))
    module.train(training)
    codes = isinstance(module, torch.nn.Embedding)
    leaf = x.clone() if codes else x.clone().requires_grad_()
    y = module(leaf)
    if codes:
        y = y.reshape(len(x), -1)
    R = exact(torch.randn_like(y))
    (y * R).sum().backward()
    dx = torch.zeros(len(x)) if codes else leaf.grad
    parameters, gradients = flat(module.parameters()), flat(p.grad for p in module.parameters())
    C, H, W = 1 if codes else x.shape[1], *(x.shape[2:] if x.dim() == 4 else (1, 1))
    tensors = (x, parameters, R, before, y, dx, gradients, flat(running(module)))
    lists = ", ".join("{" + numbers(t) + "}" for t in tensors)
    settings = f"{{{spec}}}, {{{C}, {H}, {W}, 1}}, {len(x)}, {str(training).lower()}"
    lines.append(f'    {{"{name}", {settings},\n     {lists}}},')


class Turned(torch.nn.Conv2d):
    """The true convolution: the filter turned by 180 degrees."""

    def forward(self, x):
        return F.conv2d(x, self.weight.flip(2, 3), self.bias, self.stride, self.padding, self.dilation)


class Then(torch.nn.Module):
    def __init__(self, module, function):
        super().__init__()
        self.module, self.function = module, function

    def forward(self, x):
        return self.function(self.module(x))


def conv(name, C, F_, k, stride=1, padding=0, dilation=1, cls=torch.nn.Conv2d, activation=None):
    spec = [".kind = LayerKind::conv2d"]
    if activation:
        spec.append(f".activation = Activation::{activation}")
    spec += [f".filters = {F_}", f".kernel = {k}", f".stride = {stride}",
             ".padding = " + ("kSamePadding" if padding == "same" else str(padding)), f".dilation = {dilation}"]
    if cls is Turned:
        spec.append(".operation = Operation::convolution")
    module = cls(C, F_, k, stride=stride, padding=padding, dilation=dilation)
    if activation:
        module = Then(module, getattr(torch, activation))
    emit(name, ", ".join(spec), module, exact(torch.randn(2, C, 4, 3)))


def pool(kind, module, k, stride, padding):
    spec = f".kind = LayerKind::{kind}, .kernel = {k}, .stride = {stride}, .padding = {padding}"
    x = torch.round(torch.randn(2, 2, 5, 3) * 2) / 2  # coarse, so that a maximum has equals
    emit(f"{kind} {k} {stride} {padding}", spec, module(k, stride=stride or None, padding=padding), x)


def normalized(name, kind, module, x, training=True):
    if kind == "batch_norm":
        module.running_mean.copy_(exact(torch.randn_like(module.running_mean)))
        module.running_var.copy_(exact(torch.rand_like(module.running_var) + 0.5))
    spec = f".kind = LayerKind::{kind}, .epsilon = 0.001" + (", .momentum = 0.3" if kind == "batch_norm" else "")
    emit(name, spec, module, x, training)


conv("conv2d", 2, 3, 3)
conv("conv2d, stride 2, padding 1", 2, 2, 3, stride=2, padding=1)
conv("conv2d, dilation 2, padding 2", 1, 2, 2, padding=2, dilation=2)
conv("conv2d, same", 2, 2, 3, padding="same", activation="tanh")
conv("conv2d, same of an even number", 1, 2, 4, padding="same")
conv("conv2d, same, dilated", 1, 1, 2, padding="same", dilation=3)
conv("conv2d, true convolution", 2, 2, 3, padding=1, cls=Turned)
for k, stride, padding in ((2, 0, 0), (3, 1, 0), (3, 2, 1)):
    pool("max_pool2d", torch.nn.MaxPool2d, k, stride, padding)
    pool("avg_pool2d", torch.nn.AvgPool2d, k, stride, padding)
for training in (True, False):
    what = "training" if training else "inference"
    image, vector = exact(torch.randn(3, 2, 2, 3)), exact(torch.randn(5, 3))
    normalized(f"batch_norm of an image, {what}", "batch_norm", torch.nn.BatchNorm2d(2, 0.001, 0.3), image, training)
    normalized(f"batch_norm of a vector, {what}", "batch_norm", torch.nn.BatchNorm1d(3, 0.001, 0.3), vector, training)
normalized("layer_norm of an image", "layer_norm", torch.nn.LayerNorm([2, 2, 3], 0.001), exact(torch.randn(2, 2, 2, 3)))
normalized("layer_norm of a vector", "layer_norm", torch.nn.LayerNorm([5], 0.001), exact(torch.randn(3, 5)))
emit("embedding", ".kind = LayerKind::embedding, .units = 3, .vocabulary = 4", torch.nn.Embedding(4, 3),
     torch.tensor([1, 3, 0, 3, 1]))

target = pathlib.Path(__file__).with_name("image_layers.h")
target.write_text(
    f"// Made by generate_image_layers.py with PyTorch {torch.__version__}. Do not edit.\n"
    "#pragma once\n\n#include <vector>\n\n#include \"engine/core/shape.h\"\n#include \"engine/layers/layer_spec.h\"\n\n"
    "namespace deltarule::golden {\n\n"
    "struct ImageLayer {\n"
    "  const char* name;\n"
    "  LayerSpec spec;\n"
    "  Shape input;\n"
    "  int samples;\n"
    "  bool training;\n"
    "  std::vector<double> x, parameters, R, buffers_before, y, dx, gradients, buffers_after;\n"
    "};\n\n"
    "// clang-format off\n"
    "inline const std::vector<ImageLayer> image_layers = {\n" + "\n".join(lines) + "\n};\n"
    "// clang-format on\n\n}  // namespace deltarule::golden\n")
print(f"{target}: {target.stat().st_size} bytes")
