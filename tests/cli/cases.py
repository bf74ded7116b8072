"""What the suites of this folder share: the programs, a test case that runs them, and TAP."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NATIVE = [os.environ.get("DELTARULE_CLI", str(ROOT / "build/native/deltarule"))]
WASM = ["node", os.environ.get("DELTARULE_CLI_WASM", str(ROOT / "build/wasm/deltarule-cli.js"))]
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


def main():
    result = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"]).run(Tap())
    print(f"1..{result.testsRun}")
    sys.exit(not result.wasSuccessful())
