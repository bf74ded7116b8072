"""Runs exported scripts, one after the other, in an interpreter that has their library: on stdin a JSON list of
[script, input file], on stdout a JSON list of what each printed. As programs, except that libraries are loaded once."""
import contextlib
import io
import json
import runpy
import sys

printed = []
for script, batch in json.load(sys.stdin):
    sys.argv = [script, batch, "--weights", batch.replace("b.safetensors", "w.safetensors")]
    with contextlib.redirect_stdout(io.StringIO()) as out:
        runpy.run_path(script, run_name="__main__")
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
