#!/usr/bin/env python3
"""Takes the outlines that the interface needs out of its fonts and writes them as C++ arrays (fonts.h, fonts.cpp).

Called by the build (cmake/embed_fonts.cmake). Fonts are an eighth of the page's first load, so they are kept as numbers
that compress well, on a coarser grid; heavier weights as differences from the regular one. The program puts them
together again (web/style/font_builder.h). The result depends on nothing but the fonts and the list of characters.
Where a system has Inter only as a variable font, its static weights are cut from it.
"""
import argparse
import math
import pathlib
import sys

from fontTools.cu2qu import curves_to_quadratic
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

# C++ name, family, and its weights: the names of their static fonts' files, and the weights themselves
FONTS = [
    ("inter", "Inter", [("Inter-Regular", 400), ("Inter-Medium", 500), ("Inter-SemiBold", 600)]),
    ("jetbrains_mono", "JetBrainsMono", [("JetBrainsMono-Regular", 400)]),
]
# Per em: a step is a fiftieth of a pixel at the usual size. The curves stray no further than that, either.
UNITS, TOLERANCE = 640, 0.7
# What the interface can show; accented letters would double the fonts' part of the first load.
BASIC = [*range(0x20, 0x7F), 0xA0, *map(ord, "°±²³µ·×÷½…–—‘’“”•−")]


def font_files(folder):
    places = [folder] if folder else ["/usr/share/fonts", "/usr/local/share/fonts"]
    files = [f for place in places for f in sorted(pathlib.Path(place).rglob("*")) if f.suffix.lower() in (".ttf", ".otf")]
    # TrueType outlines first: they are what the renderer handles best.
    return sorted(files, key=lambda f: (f.suffix.lower() != ".ttf", str(f)))


def open_font(files, static_name, family, weight):
    for file in files:
        if file.stem == static_name:
            return TTFont(file)
    for file in files:
        stem = file.stem.replace("-", "").replace("_", "").lower()
        if stem.startswith(family.lower()) and "italic" not in stem and ("var" in stem or "[" in stem):
            from fontTools.varLib import instancer

            font = TTFont(file)
            axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
            if "wght" in axes:
                return instancer.instantiateVariableFont(font, {**axes, "wght": weight})
    sys.exit(f"subset_fonts: no {static_name} (.ttf or .otf) and no variable {family} was found; "
             "run tools/setup, or set DELTARULE_FONT_DIR")


def scaled_segments(font, name):
    """A glyph as contours of ("l", end) and ("c", control, control, end) segments, each contour led by its start."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    scale = UNITS / font["head"].unitsPerEm
    contours, here = [], None
    for op, arguments in pen.value:
        points = [(x * scale, y * scale) for x, y in arguments if arguments]
        if op == "moveTo":
            contours.append([points[0]])
        elif op == "lineTo":
            contours[-1].append(("l", points[0]))
        elif op == "curveTo":
            contours[-1].append(("c", *points))
        elif op == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                toward = [(p + 2 * c) / 3 for p, c in zip(here, control)]
                back = [(p + 2 * c) / 3 for p, c in zip(end, control)]
                contours[-1].append(("c", toward, back, end))
                here = end
        if points:
            here = points[-1]
    return contours


def as_curve(start, segment):
    return segment if segment[0] == "c" else ("c", start, segment[1], segment[1])


def quadratic(outlines):
    """The same glyph in several weights, as quadratic points [(x, y, on)] that correspond; None if they do not."""
    if len({tuple(len(contour) for contour in outline) for outline in outlines}) > 1:
        return None
    result = [[] for _ in outlines]
    for contours in zip(*outlines):
        here = [contour[0] for contour in contours]
        points = [[(*start, 1)] for start in here]
        for segments in zip(*(contour[1:] for contour in contours)):
            if all(segment[0] == "l" for segment in segments):
                ends = [[(*segment[1], 1)] for segment in segments]
            else:
                cubics = [as_curve(start, segment) for start, segment in zip(here, segments)]
                curves = curves_to_quadratic([[start, *cubic[1:]] for start, cubic in zip(here, cubics)],
                                             [TOLERANCE] * len(cubics))
                ends = [[*((*p, 0) for p in curve[1:-1]), (*curve[-1], 1)] for curve in curves]
            for whole, end in zip(points, ends):
                whole.extend(end)
            here = [segment[-1] for segment in segments]
        for outline, whole in zip(result, points):
            if all(math.dist(other[0][:2], other[-1][:2]) < 0.01 for other in points):
                whole.pop()  # it closes by itself
            outline.append(whole)
    return result


class Numbers:
    """Small whole numbers, most of them one byte: -127 to 127, else 128 and two bytes."""

    def __init__(self):
        self.data = bytearray()

    def put(self, value):
        if -127 <= value <= 127:
            self.data.append(value & 255)
        else:
            self.data += bytes([128, value >> 8 & 255, value & 255])


def put_steps(numbers, points):
    """Points as steps from one to the next: first all in x, then all in y, as TrueType has them."""
    for axis in range(2):
        before = 0
        for point in points:
            numbers.put(point[axis] - before)
            before = point[axis]


def encode(fonts, characters):
    """One typeface in one weight, or in three with the middle one halfway (see web/style/font_builder.h)."""
    maps = [font.getBestCmap() for font in fonts]
    scale = UNITS / fonts[0]["head"].unitsPerEm
    hhea = fonts[0]["hhea"]
    glyphs, shapes, steps, differences = Numbers(), Numbers(), Numbers(), Numbers()
    glyphs.put(round(hhea.ascent * scale))
    glyphs.put(round(hhea.descent * scale))
    before = count = 0
    for character in characters:
        if not all(character in map for map in maps):
            continue
        count += 1
        names = [map[character] for map in maps]
        advances = [font["hmtx"][name][0] * scale for font, name in zip(fonts, names)]
        glyphs.put(character - before)
        glyphs.put(round(advances[0]))
        glyphs.put(round((advances[-1] - advances[0]) / 2))
        before = character
        outlines = [scaled_segments(font, name) for font, name in zip(fonts, names)]
        together = quadratic(outlines)
        apart = together is None
        for i, outline in enumerate([quadratic([o])[0] for o in outlines] if apart else together[:1]):
            shapes.put(-1 - len(outline) if apart else len(outline))
            for contour in outline:
                shapes.put(len(contour))
            for contour in outline:
                for point in contour:
                    shapes.put(point[2])
            put_steps(steps, [(round(x), round(y)) for contour in outline for x, y, _ in contour])
        if not apart and len(fonts) > 1:
            pairs = [(p, q) for first, last in zip(together[0], together[-1]) for p, q in zip(first, last)]
            put_steps(differences, [tuple(round((b - a) / 2) for a, b in zip(p[:2], q[:2])) for p, q in pairs])
    return count, [numbers.data for numbers in (glyphs, shapes, steps, differences)]


def as_array(data):
    lines = (", ".join(str(b) for b in data[i:i + 32]) for i in range(0, len(data), 32))
    return ",\n".join(lines)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--characters", default="", help="a text file with further characters")
    parser.add_argument("--fonts", default="", help="folder to look for the fonts in")
    args = parser.parse_args()

    characters = set(BASIC)
    if args.characters:
        characters.update(ord(c) for c in pathlib.Path(args.characters).read_text("utf-8") if ord(c) >= 0x20)
    files = font_files(args.fonts)
    header = ["// Generated by tools/subset_fonts.py; do not edit.", "#pragma once",
              '#include "web/style/font_builder.h"', "", "namespace deltarule::fonts {"]
    source = ["// Generated by tools/subset_fonts.py; do not edit.", '#include "fonts.h"', "",
              "namespace deltarule::fonts {"]
    for name, family, weights in FONTS:
        fonts = [open_font(files, static_name, family, weight) for static_name, weight in weights]
        count, parts = encode(fonts, sorted(characters))
        header.append(f"Outlines {name}();")
        arrays = [f"k_{name}_{i}" for i in range(len(parts))]
        for array, data in zip(arrays, parts):
            source.append(f"static const unsigned char {array}[] = {{\n{as_array(data or [0])}}};")
        source.append(f"Outlines {name}() {{ return {{{UNITS}, {count}, {', '.join(arrays)}}}; }}")
        print(f"{name}: {count} glyphs, {sum(map(len, parts))} bytes")
    end = "}  // namespace deltarule::fonts\n"
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "fonts.h").write_text("\n".join([*header, end]))
    (args.out / "fonts.cpp").write_text("\n".join([*source, end]))


if __name__ == "__main__":
    main()
