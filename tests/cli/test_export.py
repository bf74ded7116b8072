#!/usr/bin/env python3
"""Exported networks, run by those for whom they are made: what comes out is what the engine computes. Prints TAP.

Needs no package: where NumPy, PyTorch, Keras or (in node_modules) ONNX Runtime is missing, its part is skipped, and
scripts are only parsed. The engine's outputs are those of `deltarule grad`, which passes as in training; a batch_norm
therefore comes first here, and its running statistics are set to those of the batch.
"""
import ast
import json
import math
import os
import pathlib
import random
import re
import subprocess
import tempfile

import networks
import safetensors
from cases import NATIVE, USAGE, Case, main, python_with

HERE = pathlib.Path(__file__).resolve().parent
MOONS = "data=moons&seed=3"
MANY = 600  # seconds: all networks in one run


class Network:
    """A network of networks.py with weights, an input and what the engine makes of it."""

    def __init__(self, number, folder, name, dims, out_dims, model):
        self.name, self.dims, self.out_dims, self.model = name, dims, out_dims, model
        self.folder = os.path.join(folder, str(number))
        os.mkdir(self.folder)
        random.seed(number)
        self.codes = model[0]["layer"] == "embedding"
        numbers = math.prod(dims)
        self.input = ([random.randrange(networks.VOCABULARY) for _ in range(numbers)] if self.codes else
                      [random.uniform(-1.5, 1.5) for _ in range(numbers)])
        self.experiment = self.path("e.json")
        pathlib.Path(self.experiment).write_text(json.dumps(
            {"deltarule": 1, "batch_size": dims[0], "loss": "mse", "model": model}), "utf-8")
        safetensors.write(self.path("b.safetensors"), {
            "input": ("I64" if self.codes else "F32", dims, self.input),
            "target": ("F32", out_dims, [0] * math.prod(out_dims))})
        self.run("train", "--batch", self.path("b.safetensors"), "--steps", "1", "--save", self.path("w.safetensors"))
        self.vary_weights()
        self.run("grad", "--weights", self.path("w.safetensors"), "--batch", self.path("b.safetensors"), "--out",
                 self.path("o.safetensors"))
        self.output = safetensors.read(self.path("o.safetensors"))["output"]

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, command, *words):
        done = subprocess.run([*NATIVE, command, self.experiment, *words], capture_output=True, text=True, check=False)
        if done.returncode:
            raise AssertionError(f"{self.name}: {done.stderr}")

    def export(self, target, file):
        self.run("export", "--weights", self.path("w.safetensors"), "--batch", self.path("b.safetensors"), "--to",
                 target, "-o", self.path(file))
        return self.path(file)

    def vary_weights(self):
        """No tensor stays at its regular beginning, where gates or biases could be confused without a difference."""
        tensors = safetensors.read(self.path("w.safetensors"))
        for name, tensor in tensors.items():
            tensor.values[:] = [random.uniform(-0.9, 0.9) for _ in tensor.values]
        if "0.running_mean" in tensors:
            image = len(self.dims) == 4
            channels = self.dims[1] if image else self.dims[-1]
            pixels = math.prod(self.dims[2:]) if image else 1
            for c in range(channels):
                of_channel = [x for i, x in enumerate(self.input) if i // pixels % channels == c]
                mean = sum(of_channel) / len(of_channel)
                tensors["0.running_mean"].values[c] = mean
                tensors["0.running_var"].values[c] = sum((x - mean) ** 2 for x in of_channel) / len(of_channel)
        if "0.threshold" in tensors:
            tensors["0.threshold"].values[:] = [1 + i % 2 for i in range(len(tensors["0.threshold"].values))]
            tensors["0.weight"].values[:] = [w if i % 3 else abs(w) for i, w in enumerate(tensors["0.weight"].values)]
        safetensors.write(self.path("w.safetensors"), tensors)

    def differs(self, values):
        """Words, or nothing."""
        ours = self.output.values
        if len(values) != len(ours):
            return f"{self.name}: {len(values)} numbers for {len(ours)}"
        scale = max(1, *map(abs, ours))
        worst = max(abs(a - b) if b == b else math.inf for a, b in zip(ours, values))
        return f"{self.name}: differs by {worst}" if worst > 1e-5 * scale else ""


class Exported(Case):
    @classmethod
    def setUpClass(cls):
        cls.all = tempfile.TemporaryDirectory()
        cls.networks = [Network(i, cls.all.name, *network) for i, network in enumerate(networks.networks())]

    @classmethod
    def tearDownClass(cls):
        cls.all.cleanup()

    def agree(self, outputs):
        told = [network.differs(values) for network, values in zip(self.networks, outputs, strict=True)]
        self.assertEqual([words for words in told if words], [])

    def test_every_layer_is_there(self):
        used = {layer["layer"] for network in self.networks for layer in network.model}
        listed = set(re.findall("^  (\\w+)", self.run_program("list", "layers"), re.M))
        self.assertEqual(listed - used, set())
        for network in self.networks:
            self.assertEqual(network.output.shape, network.out_dims, network.name)
            self.assertGreater(max(map(abs, network.output.values)), 1e-3, network.name)

    def test_onnx(self):
        if not (HERE / "node_modules/onnxruntime-web").exists():
            self.skipTest("ONNX RUNTIME IS NOT INSTALLED: run tools/setup --tests")
        jobs = [{"model": network.export("onnx", "net.onnx"), "type": "int64" if network.codes else "float32",
                 "dims": network.dims, "values": network.input} for network in self.networks]
        done = subprocess.run(["node", "run_onnx.mjs"], input=json.dumps(jobs), capture_output=True, text=True,
                              cwd=HERE, timeout=MANY, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        answers = json.loads(done.stdout)
        self.assertEqual([(n.name, a["error"]) for n, a in zip(self.networks, answers) if "error" in a], [])
        self.assertEqual([a["dims"] for a in answers], [n.out_dims for n in self.networks])
        self.agree([a["values"] for a in answers])

    def check_scripts(self, target, module):
        scripts = [network.export(target, f"{target}.py") for network in self.networks]
        for script in scripts:
            text = pathlib.Path(script).read_text("utf-8")
            ast.parse(text)
            self.assertLessEqual(max(map(len, text.splitlines())), 120, script)
        python = python_with(module)
        if python is None:
            self.skipTest(f"{module} IS NOT INSTALLED: the scripts were only parsed")
        jobs = [[script, network.path("b.safetensors")] for script, network in zip(scripts, self.networks)]
        done = subprocess.run([python, HERE / "run_scripts.py"], input=json.dumps(jobs), capture_output=True, text=True,
                              timeout=MANY, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        printed = json.loads(done.stdout)
        self.assertEqual([len(text.splitlines()) for text in printed], [n.out_dims[0] for n in self.networks])
        self.agree([list(map(float, text.split())) for text in printed])

    def test_numpy(self):
        self.check_scripts("numpy", "numpy")

    def test_pytorch(self):
        self.check_scripts("pytorch", "torch")

    def test_keras(self):
        self.check_scripts("keras", "keras")


class Points(Case):
    """An experiment with data of its own: no batch file is needed."""
    ROWS = [[0.5, -1.0], [3, 2], [-4, 0.125]]

    def setUp(self):
        super().setUp()
        self.weights = self.path("w.safetensors")
        self.run_program("train", MOONS, "--epochs", "5", "--save", self.weights)

    def export(self, target, name):
        self.run_program("export", MOONS, "--weights", self.weights, "--to", target, "-o", self.path(name))
        return self.path(name)

    def outputs(self):
        batch, out = self.path("b.safetensors"), self.path("o.safetensors")
        safetensors.write(batch, {"input": ("F32", [3, 2], sum(self.ROWS, [])), "target": ("F32", [3, 1], [0] * 3)})
        self.run_program("grad", MOONS, "--weights", self.weights, "--batch", batch, "--out", out)
        return safetensors.read(out)["output"].values

    def test_a_script_reads_what_it_is_given(self):
        python = python_with("numpy")
        if python is None:
            self.skipTest("numpy IS NOT INSTALLED")
        script, batch = self.export("numpy", "net.py"), self.path("x.npy")
        self.assertIn("Input: [N, 2]: x1, x2. Output: [N, 1].", pathlib.Path(script).read_text("utf-8"))
        subprocess.run([python, "-c", f"import numpy as np; np.save({batch!r}, np.array({self.ROWS}))"], check=True)
        rows = "\n".join(", ".join(map(str, row)) for row in self.ROWS)
        os.rename(self.weights, self.path("moved.safetensors"))
        moved = ["--weights", self.path("moved.safetensors")]

        def printed(*words):
            done = subprocess.run([python, script, *words], input=rows, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            return list(map(float, done.stdout.split()))
        from_file, from_stdin, by_chance = printed(batch, *moved), printed("-", *moved), printed(*moved)
        self.assertEqual(len(by_chance), 2)
        os.rename(self.path("moved.safetensors"), self.weights)
        self.assertEqual(printed("-"), from_file)
        self.assertEqual(from_stdin, from_file)
        for ours, theirs in zip(self.outputs(), from_file, strict=True):
            self.assertAlmostEqual(ours, theirs, delta=2e-6)

    def test_safetensors(self):
        out = self.export("safetensors", "out.safetensors")
        self.assertEqual(pathlib.Path(out).read_bytes(), pathlib.Path(self.weights).read_bytes())

    def test_an_unknown_target_is_refused(self):
        self.refused(USAGE, 'did you mean "numpy"?', "export", MOONS, "--weights", "w", "--to", "numpi", "-o", "x")


if __name__ == "__main__":
    main()
