#!/usr/bin/env python3
"""Writes goldens.h: what PyTorch says about activations, losses, optimizers and a small network.

Run by hand when something is added (Debian: apt-get install python3-torch); the tests read only what is committed.
Everything is computed in double and written with nine digits; inputs are exact in a float.
"""
import pathlib
import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(1)
lines = []


def numbers(tensor):
    return ", ".join(f"{v:.9g}" for v in tensor.detach().reshape(-1).tolist())


def emit(name, tensor):
    lines.append(f"inline const std::vector<double> {name} = {{{numbers(tensor)}}};")


def exact(tensor):
    """Multiples of 1/256: the same number in float and double, in C++ and here."""
    return torch.round(tensor * 256) / 256


def emit_layers():
    # A dense layer: x [B, I] = five samples of three inputs; L = sum(R * y).
    x, W, b, R = exact(torch.randn(5, 3)), exact(torch.randn(4, 3)), exact(torch.randn(4)), exact(torch.randn(5, 4))
    for name, value in (("x", x), ("W", W), ("b", b), ("R", R)):
        emit(f"dense_{name}", value)
    functions = {
        "linear": lambda z: z, "sigmoid": torch.sigmoid, "tanh": torch.tanh, "relu": F.relu,
        "leaky_relu": F.leaky_relu, "elu": F.elu, "selu": F.selu, "gelu": F.gelu, "silu": F.silu,
        "softplus": F.softplus, "sine": torch.sin, "softmax": lambda z: F.softmax(z, dim=1),
        "step": lambda z: (z >= 0).double() + 0 * z,  # 0 * z: a graph whose gradient is zero
    }
    order = "linear step sigmoid tanh relu leaky_relu elu selu gelu silu softplus sine softmax".split()
    lines.append("struct DenseGolden { std::vector<double> y, dx, dW, db; };")
    lines.append("inline const std::vector<DenseGolden> dense = {  // in the order of Activation")
    for name in order:
        leaves = [t.clone().requires_grad_() for t in (x, W, b)]
        z = F.linear(*leaves)
        y = functions[name](z)
        (y * R).sum().backward()
        parts = ", ".join("{" + numbers(t) + "}" for t in (y, *(leaf.grad for leaf in leaves)))
        lines.append(f"    {{{parts}}},  // {name}")
    lines.append("};")


def emit_losses():
    # Outputs (or logits) of six samples with three units each.
    z = exact(torch.randn(6, 3) * 2)
    emit("loss_z", z)
    values = exact(torch.randn(6, 3))
    bits = (torch.randn(6, 3) > 0).double()
    onehot = F.one_hot(torch.tensor([0, 1, 2, 2, 1, 0]), 3).double()
    emit("loss_values", values)
    emit("loss_bits", bits)
    emit("loss_onehot", onehot)
    losses = {
        "mse": lambda o: F.mse_loss(o, values),
        "mae": lambda o: F.l1_loss(o, values),
        "huber": lambda o: F.huber_loss(o, values, delta=0.75),
        "binary_cross_entropy": lambda o: F.binary_cross_entropy_with_logits(o, bits),
        "softmax_cross_entropy": lambda o: F.cross_entropy(o, onehot),
        "hinge": lambda o: torch.clamp(1 - (2 * bits - 1) * o, min=0).mean(),
    }
    lines.append("struct LossGolden { double value; std::vector<double> gradient; };")
    lines.append("inline const std::vector<LossGolden> losses = {  // in the order of Loss")
    for name, loss in losses.items():
        leaf = z.clone().requires_grad_()
        value = loss(leaf)
        value.backward()
        lines.append(f"    {{{value.item():.9g}, {{{numbers(leaf.grad)}}}}},  // {name}")
    lines.append("};")


def emit_optimizers():
    # Twenty steps from p0 along given gradients; the parameters after each.
    p0, gradients = exact(torch.randn(5)), exact(torch.randn(20, 5))
    emit("optimizer_start", p0)
    emit("optimizer_gradients", gradients)
    makers = {
        "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
        "momentum": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9),
        "nesterov": lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True),
        "adagrad": lambda p: torch.optim.Adagrad(p, lr=0.05),
        "adadelta": lambda p: torch.optim.Adadelta(p, lr=0.05),
        "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.05),
        "adam": lambda p: torch.optim.Adam(p, lr=0.05),
        "adamw": lambda p: torch.optim.AdamW(p, lr=0.05),
    }
    lines.append("inline const std::vector<std::vector<double>> optimizers = {  // in the order of Optimizer")
    for name, make in makers.items():
        p = p0.clone().requires_grad_()
        optimizer = make([p])
        path = []
        for g in gradients:
            p.grad = g.clone()
            optimizer.step()
            path.append(p.detach().clone())
        lines.append(f"    {{{numbers(torch.stack(path))}}},  // {name}")
    lines.append("};")


def emit_network():
    # 2-4-3 softmax, Adam, whole batch, ten steps with L2 on weights and clipping: loss before each, parameters after.
    x = exact(torch.randn(8, 2))
    classes = torch.tensor([0, 1, 2, 0, 1, 2, 0, 1])
    W1, b1, W2, b2 = exact(torch.randn(4, 2)), torch.zeros(4), exact(torch.randn(3, 4)), torch.zeros(3)
    emit("network_x", x)
    emit("network_classes", classes)
    emit("network_start", torch.cat([t.reshape(-1) for t in (W1, b1, W2, b2)]))
    leaves = [t.clone().requires_grad_() for t in (W1, b1, W2, b2)]
    optimizer = torch.optim.Adam([{"params": leaves[0::2]}, {"params": leaves[1::2]}], lr=0.05)
    history = []
    for _ in range(10):
        optimizer.zero_grad()
        loss = F.cross_entropy(F.linear(torch.tanh(F.linear(x, leaves[0], leaves[1])), leaves[2], leaves[3]), classes)
        history.append(loss.detach())
        loss.backward()
        with torch.no_grad():
            for w in leaves[0::2]:
                w.grad += 0.01 * w + 0.002 * torch.sign(w)
        torch.nn.utils.clip_grad_norm_(leaves, 0.4)
        optimizer.step()
    emit("network_losses", torch.stack(history))
    emit("network_end", torch.cat([t.reshape(-1) for t in leaves]))


emit_layers()
emit_losses()
emit_optimizers()
emit_network()
target = pathlib.Path(__file__).with_name("goldens.h")
target.write_text(
    f"// Made by generate.py with PyTorch {torch.__version__}. Do not edit.\n"
    "#pragma once\n\n#include <vector>\n\nnamespace deltarule::golden {\n\n"
    "// clang-format off\n" + "\n".join(lines) + "\n// clang-format on\n\n}  // namespace deltarule::golden\n")
print(f"{target}: {target.stat().st_size} bytes")
