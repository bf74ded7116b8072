"""pack_digits.py FOLDER OUT: the digits of FOLDER (IDX files) as the page fetches them, packed with gzip:
OUT/digits-labels.gz, OUT/digits-first.gz (an IDX file of the first 4,000 images), OUT/digits-rest.gz (the other images'
pixels alone). The same bytes for the same digits."""
import gzip
import pathlib
import sys

FIRST = 4000
HEADER, PIXELS = 16, 28 * 28

folder, out = map(pathlib.Path, sys.argv[1:])
out.mkdir(parents=True, exist_ok=True)
images = (folder / "digits-images.idx3-ubyte").read_bytes()
labels = (folder / "digits-labels.idx1-ubyte").read_bytes()
cut = HEADER + FIRST * PIXELS
if len(images) <= cut:
    sys.exit(f"{folder}: expected more than {FIRST} digits")
first = images[:4] + FIRST.to_bytes(4, "big") + images[8:cut]
for name, data in (("labels", labels), ("first", first), ("rest", images[cut:])):
    (out / f"digits-{name}.gz").write_bytes(gzip.compress(data, 9, mtime=0))
