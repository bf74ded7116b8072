#!/usr/bin/env python3
"""The program for the shell, as its users run it: natively, and the same bytes under Node. Prints TAP.

DELTARULE_CLI and DELTARULE_CLI_WASM name the two programs; without them, those of build/. Needs no package.
"""
import json
import math
import os
import pathlib
import re

import safetensors
from cases import DONE, FAILED, INVALID, NATIVE, USAGE, WASM, Case, main

MOONS = "data=moons&seed=3"


class Train(Case):
    def test_a_default_experiment_is_learned(self):
        numbers = self.run_json("train", "data=circle", "--epochs", "300")
        self.assertGreater(numbers["testAccuracy"], 0.98)
        self.assertEqual((numbers["epochs"], numbers["steps"]), (300, 7500))
        self.assertGreater(numbers["samplesPerSecond"], 0)
        self.assertEqual(set(numbers), {"trainLoss", "testLoss", "trainAccuracy", "testAccuracy", "epochs", "steps",
                                        "seconds", "samplesPerSecond", "memory"})
        # 65 numbers of 4 bytes: parameters, gradients and two of the optimizer's.
        self.assertEqual(numbers["memory"]["parameters"], 4 * 4 * 65)
        self.assertGreater(numbers["memory"]["activations"], 0)
        self.assertGreater(numbers["memory"]["scratch"], 0)
        said = self.run_program("train", "data=circle", "--epochs", "1")
        self.assertRegex(said, r"memory: \d+ bytes \(parameters 1040, activations \d+, scratch \d+\)")

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


if __name__ == "__main__":
    main()
