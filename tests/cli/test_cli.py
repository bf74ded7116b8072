#!/usr/bin/env python3
"""The program for the shell, as its users run it: natively, and the same bytes under Node. Prints TAP.

DELTARULE_CLI and DELTARULE_CLI_WASM name the two programs; without them, those of build/. Needs no package; what an
exported script computes is only compared where NumPy or PyTorch is installed.
"""
import ast
import gzip
import json
import math
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import zlib

import safetensors

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NATIVE = [os.environ.get("DELTARULE_CLI", str(ROOT / "build/native/deltarule"))]
WASM = ["node", os.environ.get("DELTARULE_CLI_WASM", str(ROOT / "build/wasm/deltarule-cli.js"))]
MOONS = "data=moons&seed=3"
DONE, FAILED, USAGE, INVALID = 0, 1, 2, 3


def python_with(module):
    """An interpreter that has the module, or None."""
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0:
            return python
    return None


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name, text=None):
        path = os.path.join(self.folder, name)
        if text is not None:
            pathlib.Path(path).write_text(text, "utf-8")
        return path

    def run_program(self, *words, program=None, code=DONE):
        """Its stdout; of a failure, its stderr."""
        done = subprocess.run([*(program or NATIVE), *words], capture_output=True, text=True, timeout=120, check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        if code == DONE:
            self.assertEqual(done.stderr, "")
        return done.stdout if code == DONE else done.stderr

    def run_json(self, *words, **named):
        return json.loads(self.run_program(*words, "--json", **named).splitlines()[-1])

    def refused(self, code, part, *words):
        told = self.run_program(*words, code=code)
        self.assertIn(part, told)
        self.assertTrue(told.startswith("deltarule: "), told)


def idx(*dims, values):
    """The bytes of an IDX file."""
    return bytes([0, 0, 8, len(dims)]) + b"".join(d.to_bytes(4, "big") for d in dims) + bytes(values)


def png(width, height, gray):
    """The bytes of a PNG file."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(gray[y * width:(y + 1) * width]) for y in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


class Data(Case):
    """Experiments that name their samples: digits, IDX files, tables, texts, drawn sequences."""
    MODEL = '"model": [{"layer": "dense", "units": 8, "activation": "relu"}, {"layer": "dense", "units": 2, ' \
            '"activation": "softmax"}], "batch_size": 4'

    def images(self, count=20):
        """Bright images are of class 1."""
        pixels = [v for i in range(count) for v in [200 * (i % 2) + i] * 16]
        paths = self.path("i-ubyte"), self.path("l-ubyte")
        pathlib.Path(paths[0]).write_bytes(idx(count, 4, 4, values=pixels))
        pathlib.Path(paths[1]).write_bytes(idx(count, values=[i % 2 for i in range(count)]))
        return paths

    def experiment(self, data):
        return self.path("e.json", '{"deltarule": 1, "data": %s, %s}' % (data, self.MODEL))

    def test_the_digits_come_with_the_program(self):
        numbers = self.run_json("train", "data=mnist&layers=dense(10,softmax)&n=1000", "--epochs", "5")
        self.assertGreater(numbers["testAccuracy"], 0.75)
        self.assertEqual(numbers["steps"], 125)

    def test_idx_files(self):
        self.images()
        test = self.images(6)
        # Beside the experiment, wherever the program runs.
        experiment = self.experiment('{"kind": "images", "name": "idx", "images": "i-ubyte", "labels": "l-ubyte",'
                                     f'"test_images": "{test[0]}", "test_labels": "{test[1]}"}}')
        self.assertEqual(self.run_json("train", experiment, "--epochs", "60")["testAccuracy"], 1)

    def test_data_on_the_command_line(self):
        images, labels = self.images()
        experiment = self.experiment('{"kind": "images", "name": "idx"}')
        weights = self.path("w.safetensors")
        self.run_program("train", experiment, "--epochs", "60", "--data", images, labels, "--save", weights)
        for order in ((labels, images), (images, labels, images, labels)):
            self.assertEqual(self.run_json("eval", experiment, "--weights", weights, "--data", *order)["testAccuracy"], 1)
        table = self.path("t.csv", "a,b,c\n" + "".join(f"{i},{i % 3},{'yes' if i > 9 else 'no'}\n" for i in range(20)))
        self.assertEqual(self.run_json("train", experiment, "--data", table, "--epochs", "60")["trainAccuracy"], 1)
        batch = self.path("b.safetensors")
        safetensors.write(batch, {"input": ("F32", [2, 16], [0.0, 0.5] * 16), "target": ("I64", [2], [0, 1])})
        self.assertEqual(self.run_json("eval", experiment, "--weights", weights, "--data", batch)["trainLoss"],
                         self.run_json("eval", experiment, "--weights", weights, "--batch", batch)["trainLoss"])
        self.refused(USAGE, "one word too many", "train", experiment, "--json", "more")
        self.refused(INVALID, "come in pairs", "train", experiment, "--data", images)
        self.refused(INVALID, "remove one", "train", experiment, "--data", images, labels, "--batch", batch)
        self.refused(INVALID, "does not tell what it holds", "train", experiment, "--data", "what.bin")

    def test_packed_idx_files_and_a_folder_of_pictures(self):
        packed = []
        for name in self.images():
            packed.append(name + ".gz")
            pathlib.Path(packed[-1]).write_bytes(gzip.compress(pathlib.Path(name).read_bytes()))
        experiment = self.experiment('{"kind": "images", "name": "idx"}')
        self.assertEqual(self.run_json("train", experiment, "--epochs", "60", "--data", *packed)["testAccuracy"], 1)
        for i in range(20):
            folder = pathlib.Path(self.path("set")) / ("day" if i % 2 else "night")
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{i}.png").write_bytes(png(6, 6, [200 * (i % 2) + i] * 36))
        folder = self.path("set")
        self.assertEqual(self.run_json("train", experiment, "--epochs", "60", "--data", folder)["testAccuracy"], 1)
        (pathlib.Path(folder) / "day" / "x.png").write_text("no picture")
        self.refused(INVALID, "x.png", "train", experiment, "--data", folder)

    def test_a_text(self):
        text = self.path("t.txt", "the cat sat on the mat. " * 40)
        numbers = self.run_json("train", f"data=text&file={text}&steps=24&layers=lstm(16)+dense(11,softmax)&batch=4",
                                "--epochs", "100")
        self.assertLess(numbers["testLoss"], 0.3)

    def test_what_is_wrong_with_files_is_said(self):
        images, labels = self.images()
        self.refused(INVALID, "data.labels: is missing", "train", self.experiment(
            '{"kind": "images", "name": "idx", "images": "i-ubyte"}'))
        self.refused(INVALID, "is it the file of labels?", "train", self.experiment(
            '{"kind": "images", "name": "idx", "images": "l-ubyte", "labels": "i-ubyte"}'))
        pathlib.Path(images).write_bytes(idx(20, 4, 4, values=[0] * 100))
        self.refused(INVALID, images, "train", f"data=idx&images={images}&labels={labels}&layers=dense(2,softmax)")
        self.refused(INVALID, "the last layer has 3 units, but the data asks for 14", "train",
                     "data=text&text=one two three four five six seven&steps=8&layers=lstm(4)+dense(3,softmax)&batch=1")


class Train(Case):
    def test_a_default_experiment_is_learned(self):
        numbers = self.run_json("train", "data=circle", "--epochs", "300")
        self.assertGreater(numbers["testAccuracy"], 0.98)
        self.assertEqual((numbers["epochs"], numbers["steps"]), (300, 7500))
        self.assertGreater(numbers["samplesPerSecond"], 0)
        self.assertEqual(set(numbers), {"trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "epochs", "steps",
                                        "seconds", "samplesPerSecond"})

    def test_values_have_no_accuracy(self):
        numbers = self.run_json("train", "data=plane&layers=dense(1,linear)", "--epochs", "20")
        self.assertIsNone(numbers["testAccuracy"])
        self.assertLess(numbers["testLoss"], 0.1)

    def test_what_is_saved_measures_the_same(self):
        weights = self.path("w.safetensors")
        trained = self.run_json("train", MOONS, "--epochs", "30", "--save", weights)
        measured = self.run_json("eval", MOONS, "--weights", weights)
        for key in ("trainLoss", "testLoss", "trainAccuracy", "testAccuracy"):
            self.assertEqual(trained[key], measured[key], key)
        self.assertEqual(list(safetensors.read(weights)),
                         [f"{layer}.{name}" for layer in range(3) for name in ("weight", "bias")])

    def test_training_goes_on_from_weights(self):
        weights = self.path("w.safetensors")
        self.run_program("train", MOONS, "--epochs", "30", "--save", weights)
        before = self.run_json("eval", MOONS, "--weights", weights)
        after = self.run_json("train", MOONS, "--weights", weights, "--epochs", "100")
        self.assertLess(after["trainLoss"], before["trainLoss"])

    def test_steps_and_the_experiments_own_stop(self):
        self.assertEqual(self.run_json("train", MOONS, "--steps", "7")["steps"], 7)
        self.assertEqual(self.run_json("train", MOONS + "&stop_epochs=4")["epochs"], 4)
        self.assertLess(self.run_json("train", MOONS + "&stop_loss=0.2")["trainLoss"], 0.2)

    def test_history_has_a_line_for_every_epoch(self):
        history = self.path("h.csv")
        numbers = self.run_json("train", MOONS, "--epochs", "5", "--history", history)
        lines = pathlib.Path(history).read_text("utf-8").splitlines()
        self.assertEqual(lines[0], "epoch,trainLoss,testLoss,trainAccuracy,testAccuracy")
        self.assertEqual([line.split(",")[0] for line in lines[1:]], ["0", "1", "2", "3", "4", "5"])
        self.assertEqual(float(lines[-1].split(",")[1]), numbers["trainLoss"])

    def test_a_file_says_the_same_as_a_link(self):
        file = self.path("e.json", '{"deltarule": 1, "data": {"name": "moons"}, "seed": 3}')
        one, other = (self.run_json("train", e, "--epochs", "3") for e in (file, MOONS))
        self.assertEqual(one["trainLoss"], other["trainLoss"])

    def test_a_divergence_is_told(self):
        link = "data=plane&layers=dense(8,relu)+dense(8,relu)+dense(1,linear)&opt=sgd&lr=10"
        weights = self.path("w.safetensors")
        self.refused(FAILED, "diverged at step", "train", link, "--save", weights)
        self.assertFalse(os.path.exists(weights))


class Batch(Case):
    """Samples from a file: XOR, by a network without a data section."""

    def setUp(self):
        super().setUp()
        self.experiment = self.path("xor.json", json.dumps({
            "deltarule": 1, "batch_size": 4, "loss": "softmax_cross_entropy",
            "model": [{"layer": "dense", "units": 8, "activation": "tanh"},
                      {"layer": "dense", "units": 2, "activation": "softmax"}]}))
        self.batch = self.path("b.safetensors")
        self.write_batch([0, 1, 1, 0])

    def write_batch(self, labels):
        safetensors.write(self.batch, {"input": ("F32", [4, 2], [0, 0, 0, 1, 1, 0, 1, 1]),
                                       "target": ("I64", [len(labels)], labels)})

    def test_is_learned(self):
        numbers = self.run_json("train", self.experiment, "--batch", self.batch, "--epochs", "300")
        self.assertEqual(numbers["trainAccuracy"], 1)
        self.assertIsNone(numbers["testLoss"])

    def test_a_batch_size_beyond_the_samples_is_refused(self):
        self.refused(INVALID, "a batch of 10 is larger than the training data (4 samples)", "train",
                     "layers=dense(2,softmax)", "--batch", self.batch)

    def test_what_does_not_fit_is_refused(self):
        self.write_batch([0, 1, 2, 0])
        self.refused(INVALID, "target: has the class 2", "train", self.experiment, "--batch", self.batch)
        self.write_batch([0, 1])
        self.refused(INVALID, "target: has 2 samples", "train", self.experiment, "--batch", self.batch)
        self.refused(INVALID, "last layer has 1 units", "train", "layers=dense(1,linear)&loss=mse&batch=2", "--batch",
                     self.values_batch())

    def values_batch(self):
        path = self.path("v.safetensors")
        safetensors.write(path, {"input": ("F64", [2, 2], [0, 1, 1, 0]), "target": ("F32", [2, 3], [0] * 6)})
        return path

    def test_answers_at_other_steps_are_refused(self):
        path = self.path("s.safetensors")
        safetensors.write(path, {"input": ("F32", [2, 3, 1], [0] * 6), "target": ("F32", [2, 1], [0, 1])})
        self.refused(INVALID, "3 answers per sample, but the data has 1 target", "train",
                     "layers=dense(1,linear)&loss=mse&batch=2", "--batch", path)


class Grad(Case):
    """Two inputs, three tanh units, one linear output, mse: small enough to do by hand."""

    def setUp(self):
        super().setUp()
        self.link = "layers=dense(3,tanh)+dense(1,linear)&loss=mse"
        self.weights, self.batch, self.out = (self.path(f"{name}.safetensors") for name in ("w", "b", "o"))
        self.W = [[0.5, -0.3], [0.1, 0.8], [-0.7, 0.2]]
        self.b, self.v, self.c = [0.1, -0.2, 0.05], [0.6, -0.4, 0.9], 0.3
        self.x, self.t = [[1.0, 2.0], [-0.5, 0.25], [0.75, -1.5]], [0.5, -1.0, 2.0]
        safetensors.write(self.weights, {"0.weight": ("F64", [3, 2], sum(self.W, [])), "0.bias": ("F32", [3], self.b),
                                         "1.weight": ("F32", [1, 3], self.v), "1.bias": ("F32", [1], [self.c])})
        safetensors.write(self.batch, {"input": ("F32", [3, 2], sum(self.x, [])), "target": ("F32", [3, 1], self.t)})

    def by_hand(self):
        """Loss, outputs and gradients, by the chain rule."""
        loss, outputs = 0, []
        dW, db, dv, dc = [[0, 0] for _ in range(3)], [0] * 3, [0] * 3, 0
        for x, t in zip(self.x, self.t):
            h = [math.tanh(sum(w * xi for w, xi in zip(row, x)) + b) for row, b in zip(self.W, self.b)]
            y = sum(v * hj for v, hj in zip(self.v, h)) + self.c
            outputs.append(y)
            loss += (y - t) ** 2 / len(self.x)
            dy = 2 * (y - t) / len(self.x)
            dc += dy
            for j in range(3):
                dv[j] += dy * h[j]
                dz = dy * self.v[j] * (1 - h[j] ** 2)
                db[j] += dz
                for i in range(2):
                    dW[j][i] += dz * x[i]
        return {"loss": ([], [loss]), "output": ([3, 1], outputs), "grad.0.weight": ([3, 2], sum(dW, [])),
                "grad.0.bias": ([3], db), "grad.1.weight": ([1, 3], dv), "grad.1.bias": ([1], [dc])}

    def test_agrees_with_the_chain_rule(self):
        self.run_program("grad", self.link, "--weights", self.weights, "--batch", self.batch, "--out", self.out)
        found, wanted = safetensors.read(self.out), self.by_hand()
        self.assertEqual(set(found), set(wanted))
        for name, (shape, values) in wanted.items():
            self.assertEqual(found[name].shape, shape, name)
            for ours, theirs in zip(found[name].values, values):
                self.assertAlmostEqual(ours, theirs, delta=2e-6, msg=name)

    def test_needs_its_options(self):
        self.refused(USAGE, "--batch: is missing", "grad", self.link, "--weights", self.weights, "--out", self.out)
        self.refused(USAGE, "--out: is missing", "grad", self.link, "--weights", self.weights, "--batch", self.batch)

    def test_weights_of_another_network_are_refused(self):
        self.refused(INVALID, "0.weight: has the shape [3, 2], but the network needs [4, 2]", "grad",
                     "layers=dense(4,tanh)+dense(1,linear)&loss=mse", "--weights", self.weights, "--batch", self.batch,
                     "--out", self.out)


class Export(Case):
    ROWS = [(0.5, -1.0), (3, 2), (-4, 0.1)]

    def setUp(self):
        super().setUp()
        self.weights = self.path("w.safetensors")

    def export(self, link, target, name):
        self.run_program("train", link, "--epochs", "5", "--save", self.weights)
        out = self.path(name)
        self.run_program("export", link, "--weights", self.weights, "--to", target, "-o", out)
        return out

    def outputs(self, link):
        """Of the rows, by grad."""
        units = safetensors.read(self.weights)["2.bias"].shape[0]
        batch, out = self.path("b.safetensors"), self.path("o.safetensors")
        safetensors.write(batch, {"input": ("F32", [3, 2], [x for row in self.ROWS for x in row]),
                                  "target": ("F32", [3, units], [0] * 3 * units)})
        self.run_program("grad", link, "--weights", self.weights, "--batch", batch, "--out", out)
        return safetensors.read(out)["output"].values

    def check_script(self, target, module):
        python = python_with(module)
        cases = [f"dense(5,{name})+dropout(0)+dense(1,sigmoid)" for name in
                 ("linear", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus",
                  "sine")] + ["dense(5,tanh)+dropout(0)+dense(2,softmax)"]
        for layers in cases:
            link = "data=moons&layers=" + layers
            script = self.export(link, target, "net.py")
            ast.parse(pathlib.Path(script).read_text("utf-8"))
            if python is None:
                continue
            rows = "\n".join(" ".join(map(str, row)) for row in self.ROWS)
            done = subprocess.run([python, script], input=rows, capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stderr)
            for ours, theirs in zip(self.outputs(link), map(float, done.stdout.split()), strict=True):
                self.assertAlmostEqual(ours, theirs, delta=2e-6, msg=layers)
        if python is None:
            self.skipTest(f"{module} is not installed: the scripts were only parsed")

    def test_numpy(self):
        self.check_script("numpy", "numpy")

    def test_pytorch(self):
        self.check_script("pytorch", "torch")

    def test_safetensors(self):
        out = self.export(MOONS, "safetensors", "out.safetensors")
        self.assertEqual(pathlib.Path(out).read_bytes(), pathlib.Path(self.weights).read_bytes())

    def test_an_unknown_target_is_refused(self):
        self.refused(USAGE, 'did you mean "numpy"?', "export", MOONS, "--weights", "w", "--to", "numpi", "-o", "x")


class Words(Case):
    def test_help_documents_itself(self):
        self.assertIn("Exit codes: 0 done", self.run_program("--help"))
        for command in ("train", "eval", "grad", "export", "list"):
            self.assertIn(f"Usage: deltarule {command}", self.run_program(command, "--help"))

    def test_list(self):
        everything = self.run_program("list")
        for topic, part in (("layers", "units"), ("activations", "softplus"), ("losses", "loss.delta"),
                            ("optimizers", "optimizer.beta1"), ("data", "x1^2")):
            told = self.run_program("list", topic)
            self.assertIn(part, told)
            self.assertIn(told, everything)
        self.refused(USAGE, "is nothing to list", "list", "animals")

    def test_wrong_words_are_refused(self):
        self.refused(USAGE, "what to do is missing")
        self.refused(USAGE, 'did you mean "train"?', "trian")
        self.refused(USAGE, "EXPERIMENT: is missing", "train")
        self.refused(USAGE, "is one word too many", "train", MOONS, "more")
        self.refused(USAGE, 'did you mean "--epochs"?', "train", MOONS, "--epocs", "3")
        self.refused(USAGE, "--epochs: needs a value", "train", MOONS, "--epochs")
        self.refused(USAGE, "is not a whole number from 1 on", "train", MOONS, "--epochs", "0")
        self.refused(USAGE, "--steps: says how long", "train", MOONS, "--epochs", "1", "--steps", "1")
        self.refused(USAGE, "--json: takes no value", "train", MOONS, "--json=yes")
        self.refused(USAGE, "--weights: is missing", "eval", MOONS)

    def test_wrong_files_are_refused(self):
        self.refused(INVALID, "cannot be opened", "train", self.path("none.json"))
        self.refused(INVALID, "line 1, column 2", "train", self.path("e.json", "{"))
        self.refused(INVALID, "e.json: seed", "train", self.path("e.json", '{"deltarule": 1, "seed": "x"}'))
        self.refused(INVALID, 'data: "nothing" is unknown', "train", "data=nothing")
        self.refused(INVALID, "too few for a safetensors file", "eval", MOONS, "--weights", self.path("w", "x"))
        self.refused(INVALID, "not a safetensors file", "eval", MOONS, "--weights", self.path("w", "x" * 99))
        self.refused(FAILED, "cannot be written", "train", MOONS, "--steps", "1", "--save", self.path("no/such/folder"))


class Wasm(Case):
    LINKS = (MOONS, "data=spiral&opt=momentum&lr=0.01&layers=dense(16,gelu)+dropout(0.1)+dense(2,softmax)",
             "data=gaussians&layers=dense(6,silu)+dense(1,tanh)&opt=rmsprop&lr=0.01",
             # Every other kind of layer.
             "data=shapes&side=12&n=80&layers=conv2d(4,3,relu,1,same,1,convolution)+batch_norm+max_pool2d(2)+"
             "conv2d(6,3,gelu,1,valid,2)+avg_pool2d(2)+flatten+layer_norm+dropout(0.2)+dense(4,softmax)",
             *("data=temporal_order&steps=12&n=80&layers=" + layers + "+dense(4,softmax)" for layers in (
                 "embedding(8,4)+rnn(6,all,both)+lstm(6)+last_step",
                 "lstm_peephole(6)+lstm_coupled(5)+lstm_depth_gated(5,last)",
                 "gru(6,all,forward,before)+gru(5,last,backward)+batch_norm",
                 "clockwork_rnn(8,all)+attention(6,last,additive)", "grid_lstm(6,last,2)",
                 "mcculloch_pitts(4)+attention(8)+last_step")))

    def test_every_kind_of_layer_is_compared(self):
        kinds = [line.strip() for line in self.run_program("list", "layers").splitlines()
                 if line.startswith("  ") and not line.startswith("   ")]
        self.assertEqual(len(kinds), 20)
        for kind in kinds:
            self.assertTrue(any(kind in re.split(r"[=+(]", link.replace("&", "=")) for link in self.LINKS), kind)

    def test_the_same_bytes_as_natively(self):
        if not os.path.exists(WASM[1]):
            self.skipTest(f"THE WASM PROGRAM IS NOT BUILT: {WASM[1]}")
        for link in self.LINKS:
            files, numbers = [], []
            for name, program in (("native", NATIVE), ("wasm", WASM)):
                files.append(self.path(name))
                numbers.append(self.run_json("train", link, "--epochs", "10", "--save", files[-1], program=program))
            self.assertEqual(pathlib.Path(files[0]).read_bytes(), pathlib.Path(files[1]).read_bytes(), link)
            for key in ("trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "epochs", "steps"):
                self.assertEqual(numbers[0][key], numbers[1][key], key)

    def test_errors_are_the_same(self):
        if not os.path.exists(WASM[1]):
            self.skipTest(f"THE WASM PROGRAM IS NOT BUILT: {WASM[1]}")
        for code, words in ((USAGE, ("train",)), (INVALID, ("train", "no-such-file")), (INVALID, ("train", "data=x"))):
            one, other = (self.run_program(*words, code=code, program=program) for program in (NATIVE, WASM))
            self.assertEqual(one, other)


class Tap(unittest.TestResult):
    """A line for each test, as it ends."""

    def tell(self, test, mark, directive="", why=""):
        print(f"{mark} {self.testsRun} - {test.id().removeprefix('__main__.').replace('_', ' ')}{directive}")
        for line in why.splitlines():
            print("  #", line)
        sys.stdout.flush()

    def addSuccess(self, test):
        self.tell(test, "ok")

    def addSkip(self, test, reason):
        self.tell(test, "ok", f" # SKIP {reason}")

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.tell(test, "not ok", why=self.failures[-1][1])

    def addError(self, test, err):
        super().addError(test, err)
        self.tell(test, "not ok", why=self.errors[-1][1])


if __name__ == "__main__":
    result = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(Tap())
    print(f"1..{result.testsRun}")
    sys.exit(not result.wasSuccessful())
