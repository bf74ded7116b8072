#!/usr/bin/env python3
"""Experiments that name their samples, and --data: digits, IDX files, pictures, tables, texts. Prints TAP."""
import gzip
import os
import pathlib
import struct
import zlib

import safetensors
from cases import INVALID, USAGE, Case, main


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


if __name__ == "__main__":
    main()
