#!/usr/bin/env python3
"""Counts the cases of a TAP report on stdin: prints "passed failed skipped".

A case is a leaf: node's runner reports a file or a group as a test around its subtests, and those are not counted.
With --failures it prints the failed cases and their explanations instead.
"""
import re
import sys

LINE = re.compile(r"^(\s*)(not )?ok \d+(?: - (.*))?$")
SUBTESTS = re.compile(r"^(\s*)# Subtest")


def leaves(lines):
    """Yields (name, ok, directive, line number) of every case that has no cases inside it."""
    deepest = []  # indents at which cases were seen since the last case further out
    for number, line in enumerate(lines):
        match = LINE.match(line)
        if not match:
            continue
        indent = len(match.group(1))
        has_inside = any(d > indent for d in deepest)
        deepest = [d for d in deepest if d < indent] + [indent]
        name = match.group(3) or ""
        directive = (re.search(r" # (SKIP|TODO)", name, re.I) or [None, ""])[1].upper()
        # A group that failed although all inside passed (a hook, a leak) is a failure of its own.
        yield name, match.group(2) is None, directive, number, has_inside


def main():
    lines = sys.stdin.read().splitlines()
    passed = failed = skipped = 0
    failures = []
    failed_inside = 0
    for name, ok, directive, number, has_inside in leaves(lines):
        if has_inside:
            if not ok and failed_inside == 0:
                failed += 1
                failures.append((name, number))
            failed_inside = 0
            continue
        if directive == "SKIP":
            skipped += 1
        elif directive == "TODO":
            pass
        elif ok:
            passed += 1
        else:
            failed += 1
            failed_inside += 1
            failures.append((name, number))
    if "--failures" in sys.argv:
        for name, number in failures:
            print(f"not ok - {name}")
            for line in lines[number + 1:number + 25]:
                if LINE.match(line) or SUBTESTS.match(line):
                    break
                print("   " + line.strip())
        if not failures:
            print("\n".join(lines[-40:]))
    else:
        print(passed, failed, skipped)


if __name__ == "__main__":
    main()
