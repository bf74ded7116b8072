#!/usr/bin/env python3
"""Packs a program of the page's: FILE becomes FILE.lzma, and web/page/unpack.js unpacks it.

The settings are those that suit WebAssembly: no alignment, much context.
"""
import lzma
import pathlib
import struct
import sys

file = pathlib.Path(sys.argv[1])
data = file.read_bytes()
settings = {"id": lzma.FILTER_LZMA1, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0,
            "dict_size": 1 << 20, "nice_len": 273}
packed = lzma.compress(data, format=lzma.FORMAT_ALONE, filters=[settings])
# The header says that the size is unknown; it is known.
file.with_name(file.name + ".lzma").write_bytes(packed[:5] + struct.pack("<Q", len(data)) + packed[13:])
file.unlink()
