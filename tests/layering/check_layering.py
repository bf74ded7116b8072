#!/usr/bin/env python3
"""Checks who includes whom, line by line, against the house rules. Prints TAP: one case per room.

The rules are the tables below; DESIGN and README only explain them. It reads #include lines and looks for the
browser's own names; it does not follow includes or run a compiler. samples/ holds offenders that must be found,
so that a checker which finds nothing cannot pass.
"""
import pathlib
import re
import sys

ENGINE = {  # room -> rooms of the engine that it may include, besides itself
    "core": set(),
    "layers": {"core"},
    "data": {"core"},
    "train": {"core", "layers", "data"},
    "experiment": {"core", "layers", "train", "data"},
    "io": {"core", "layers", "train", "data", "experiment"},
    "study": {"core", "layers", "train", "data", "experiment"},
    "api": {"core", "layers", "train", "data", "experiment", "io", "study"},
    "cli": {"core", "layers", "train", "data", "experiment", "io", "study"},
}
WEB = {  # room -> rooms of the front end that it may include, besides itself
    "app": {"viz", "link", "platform", "style"},
    "viz": {"style", "platform/gl"},
    "style": {"platform/gl"},
    "link": set(),
    "platform": {"style"},
    "worker": set(),
    "embed": set(),
    "": {"app", "link", "platform"},  # main.cpp
}
# The engine as the front end sees it.
ENGINE_FOR_WEB = ("engine/api/", "engine/experiment/", "engine/io/", "engine/core/result.h", "engine/core/scalar.h")
ENGINE_FOR_WORKER = ("engine/api/",)
BROWSER = re.compile(r"emscripten|\bEM_(JS|ASM|ASYNC_JS)\b")
BROWSER_FILES = re.compile(r"^web/(platform/platform_web[^/]*|link/link_worker[^/]*|worker/.*)$")
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]')
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|\"(?:[^\"\\\n]|\\.)*\"", re.S)
UPWARD = re.compile(r"^\.\.?/")


def sources(root):
    for top in ("engine", "web"):
        for file in sorted((root / top).rglob("*")):
            if file.suffix in (".h", ".hpp", ".cpp", ".c", ".inl"):
                yield file.relative_to(root).as_posix(), file.read_text("utf-8")


def room_of(path):
    parts = path.split("/")
    return parts[0], parts[1] if len(parts) > 2 else ""


def complaints(path, text):
    """Yields what is wrong with one file."""
    top, room = room_of(path)
    table = ENGINE if top == "engine" else WEB
    if room not in table:
        yield f"{path}: {top}/{room or '.'} is no room of the house"
        return
    for number, line in enumerate(text.splitlines(), 1):
        match = INCLUDE.match(line)
        if match:
            problem = included(top, room, path, match.group(1))
            if problem:
                yield f"{path}:{number}: {problem}"
    if not BROWSER_FILES.match(path):
        code = "\n".join(l for l in text.splitlines() if not INCLUDE.match(l))
        if BROWSER.search(COMMENT.sub("", code)) or "__EMSCRIPTEN__" in COMMENT.sub("", code):
            yield f"{path}: browser code outside platform_web*, link_worker* and worker/"


def included(top, room, path, name):
    """What is wrong with this include, or None."""
    if BROWSER.search(name):
        return None if BROWSER_FILES.match(path) else f"includes {name}: only platform_web*, link_worker* and worker/ may"
    if UPWARD.match(name):
        return f"includes {name}: includes are written from the repository's root"
    if name.startswith("engine/"):
        target = room_of(name)[1]
        if top == "engine":
            return None if target == room or target in ENGINE[room] else f"engine/{room} must not include {name}"
        allowed = ENGINE_FOR_WORKER if room == "worker" else ENGINE_FOR_WEB
        return None if name.startswith(allowed) else f"web/{room} must not include {name}"
    if name.startswith("web/"):
        if top == "engine":
            return f"the engine must not include {name}"
        target = room_of(name)[1]
        allowed = WEB[room]
        if target == room or target in allowed:
            return None
        if "platform/gl" in allowed and name.startswith("web/platform/gl"):
            return None
        return f"web/{room} must not include {name}"
    if top == "engine" and re.search(r"imgui|GLFW|(^|/)GL/|GLES|shaders\.h|fonts\.h", name):
        return f"the engine must not include {name}"
    return None


def check_house(root):
    found = {}
    for path, text in sources(root):
        top, room = room_of(path)
        found.setdefault(f"{top}/{room}", []).extend(complaints(path, text))
    return found


def check_samples(folder):
    """Each sample says on its first line where it pretends to live and whether it offends: // web/viz/x.cpp: bad"""
    for file in sorted(folder.glob("*.txt")):
        first, text = file.read_text("utf-8").split("\n", 1)
        path, verdict = first.removeprefix("// ").rsplit(": ", 1)
        offends = bool(list(complaints(path, text)))
        yield file.name, offends == (verdict == "bad"), f"{path} should be {verdict}"


def main():
    here = pathlib.Path(__file__).resolve().parent
    cases = []
    for room, problems in check_house(here.parent.parent).items():
        cases.append((f"{room} includes only what it may", problems))
    for name, right, why in check_samples(here / "samples"):
        cases.append((f"the checker is right about {name}", [] if right else [why]))
    for number, (name, problems) in enumerate(cases, 1):
        print(f"{'not ok' if problems else 'ok'} {number} - {name}")
        for problem in problems:
            print(f"  # {problem}")
    print(f"1..{len(cases)}")
    sys.exit(any(problems for _, problems in cases))


if __name__ == "__main__":
    main()
