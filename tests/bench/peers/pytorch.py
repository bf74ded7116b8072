"""PyTorch on one thread. A line of JSON in, a line of JSON out, as engine_native.cpp says; it measures no peak."""
import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError:
    print(json.dumps({"why": "is not there (Debian and Ubuntu: python3-torch libopenblas0-pthread)"}), flush=True)
    sys.exit(0)

torch.set_num_threads(1)
torch.set_num_interop_threads(1)
torch.manual_seed(1)


def warn_about_slow_products():
    """PyTorch's products are those of the BLAS that it finds; the reference one is 20 times slower than OpenBLAS."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        libraries = maps.read()
    if not any(name in libraries for name in ("openblas", "mkl", "blis")):
        print("!! PyTorch has a slow BLAS here (Debian and Ubuntu: libopenblas0-pthread is fast)", file=sys.stderr)


class Recurrent(nn.Module):
    """All steps of an LSTM or GRU, [T, B, n] to [T B, units]."""

    def __init__(self, kind, features, units):
        super().__init__()
        self.cells = {"lstm": nn.LSTM, "gru": nn.GRU}[kind](features, units)

    def forward(self, x):
        return self.cells(x)[0].reshape(-1, self.cells.hidden_size)


def build(model, shape):
    """The network without the softmax, which is part of the loss."""
    channels, height, width = shape
    layers = []
    for spec in model:
        kind = spec["layer"]
        if kind == "dense":
            layers.append(nn.Linear(channels, spec["units"]))
            channels = spec["units"]
        elif kind == "conv2d":
            layers.append(nn.Conv2d(channels, spec["filters"], spec["kernel"], padding=spec["padding"]))
            channels = spec["filters"]
            height += 2 * spec["padding"] - spec["kernel"] + 1
            width += 2 * spec["padding"] - spec["kernel"] + 1
        elif kind == "max_pool2d":
            layers.append(nn.MaxPool2d(spec["kernel"]))
            height, width = height // spec["kernel"], width // spec["kernel"]
        elif kind == "flatten":
            layers.append(nn.Flatten())
            channels, height, width = channels * height * width, 1, 1
        else:
            layers.append(Recurrent(kind, channels, spec["units"]))
            channels = spec["units"]
        activation = {"relu": nn.ReLU, "tanh": nn.Tanh}.get(spec.get("activation"))
        if activation:
            layers.append(activation())
    return nn.Sequential(*layers)


def optimizer_of(parameters, spec):
    rate = spec["learning_rate"]
    if spec["name"] == "adam":
        return torch.optim.Adam(parameters, lr=rate)
    return torch.optim.SGD(parameters, lr=rate, momentum=0.9 if spec["name"] == "momentum" else 0)


def batches_of(workload, path):
    """Full batches: x [B, n], [B, C, H, W] or [T, B, n]; y values, or classes [B] or [T B]."""
    data, network = workload["data"], workload["network"]
    samples, steps, shape, batch = data["samples"], data["steps"], data["shape"], network["batch_size"]
    with open(path, "rb") as file:
        floats = torch.frombuffer(bytearray(file.read()), dtype=torch.float32)
    inputs = samples * steps * shape[0] * shape[1] * shape[2]
    x, y = floats[:inputs], floats[inputs:]
    recurrent = steps > 1
    each = [steps] if recurrent else []
    x = x.reshape(samples, *each, *(shape if shape[1] > 1 else shape[:1]))
    y = y.reshape(samples, *each, data["targets"])
    made = []
    for first in range(0, samples - batch + 1, batch):
        bx, by = x[first:first + batch], y[first:first + batch]
        if recurrent:
            bx, by = bx.transpose(0, 1).contiguous(), by.transpose(0, 1).reshape(-1, data["targets"])
        made.append((bx.contiguous(), by.contiguous() if network["loss"] == "mse" else by.argmax(1)))
    return made


class Training:
    def __init__(self, workload, path):
        network = workload["network"]
        self.net = build(network["model"], workload["data"]["shape"])
        self.optimizer = optimizer_of(self.net.parameters(), network["optimizer"])
        self.criterion = nn.MSELoss() if network["loss"] == "mse" else nn.CrossEntropyLoss()
        self.batches = batches_of(workload, path)
        self.units = network["batch_size"] * workload["data"]["steps"]
        self.at = 0

    def step(self):
        x, y = self.batches[self.at]
        self.at = (self.at + 1) % len(self.batches)
        self.optimizer.zero_grad(set_to_none=True)
        self.criterion(self.net(x), y).backward()
        self.optimizer.step()

    def loss(self):
        with torch.no_grad():
            return sum(self.criterion(self.net(x), y).item() for x, y in self.batches) / len(self.batches)


class Product:
    def __init__(self, n):
        self.a, self.b, self.c = torch.rand(n, n), torch.rand(n, n), torch.empty(n, n)
        self.units = 2e-9 * n ** 3

    def step(self):
        torch.mm(self.a, self.b, out=self.c)

    def loss(self):
        return 0.0


def calls_per_second(work, seconds):
    """In bursts of a fiftieth of the time, as clock.h has it."""
    begin, calls, spent, burst = time.perf_counter(), 0, 0.0, 1
    while spent < seconds:
        for _ in range(burst):
            work()
        calls += burst
        before, spent = spent, time.perf_counter() - begin
        if spent - before < seconds / 50:
            burst *= 2
    return calls / spent


def main():
    warn_about_slow_products()
    current = None
    for line in sys.stdin:
        asked = json.loads(line)
        if asked["op"] == "make":
            workload = asked["workload"]
            current = Product(workload["size"]) if "size" in workload else Training(workload, asked["data"])
            answer = {}
        elif asked["op"] == "run":
            answer = {"value": calls_per_second(current.step, asked["seconds"]) * current.units}
        else:
            answer = {"value": current.loss()}
        print(json.dumps(answer), flush=True)


main()
