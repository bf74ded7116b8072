#!/usr/bin/env python3
"""Runs the fuzz tests of file formats (tag [files]) of a test program, all at the same time, each for some seconds of
processor time, and reports as TAP.

usage: side_by_side.py <test program> <seconds>
"""
import os
import subprocess
import sys

program, seconds = sys.argv[1:]
env = dict(os.environ, DELTARULE_FUZZ_SECONDS=seconds)
names = subprocess.run([program, "[files]", "--list-tests", "--verbosity", "quiet"], stdout=subprocess.PIPE, text=True,
                       check=True).stdout.splitlines()
running = [(name, subprocess.Popen([program, name], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   env=env, errors="replace")) for name in names]
for number, (name, process) in enumerate(running, 1):
    output = process.communicate()[0]
    print(f"{'not ' if process.returncode else ''}ok {number} - {name}", flush=True)
    if process.returncode:
        print("".join(f"  # {line}\n" for line in output.splitlines()[-60:]), end="")
print(f"1..{len(running)}")
sys.exit(any(process.returncode for _, process in running) or not running)
