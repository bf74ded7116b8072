// Files on their way to the program and from it: the digits that come with the page, what the user drops, pastes or
// chooses, and what is saved. Fetched when it is needed first (page/host.js).
//
// The digits travel in two parts, so that the first ones are there early; each part arrives as whole IDX files.
const PARTS = { labels: 'digits-labels.gz', first: 'digits-first.gz', rest: 'digits-rest.gz' };
const IMAGES = 'digits-images.idx3-ubyte';
const LABELS = 'digits-labels.idx1-ubyte';
const COUNT_AT = 4; // of an IDX file: how many items it has, the high byte first
const MAX_DROPPED_BYTES = 512 * 1024 * 1024;
const MOST_PIXELS = 2 ** 25; // of a picture, as in engine/data/decode_image.h
const MOST_HEADER = 1 << 20; // of a JPEG, with a thumbnail and a colour profile in it
const SIDE = 112; // the drawing pad's
const KEEP_MS = 60000; // a download has begun long before

const unpacked = (stream) => new Response(stream.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();

function withCount(bytes, count) {
  const copy = new Uint8Array(bytes);
  new DataView(copy.buffer).setUint32(COUNT_AT, count);
  return copy;
}
const countOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(COUNT_AT);

function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export class Files {
  #base;
  #give;
  #tell;
  #sizes = new Map();
  #come = new Map();

  /**
   * @param base where the parts are
   * @param give (name, bytes, error, dropped, and of a picture in grey its width and height)
   * @param tell (share of the digits that has come)
   */
  constructor(base, give, tell) {
    this.#base = base;
    this.#give = give;
    this.#tell = tell;
  }

  async fetchDigits() {
    try {
      const later = this.#fetch(PARTS.rest);
      later.catch(() => {});  // told below, once it is waited for
      const [labels, first] = await Promise.all([this.#fetch(PARTS.labels), this.#fetch(PARTS.first)]);
      const header = labels.length - countOf(labels);
      const early = countOf(first);
      this.#give(LABELS, withCount(labels.slice(0, header + early), early), '', false);
      this.#give(IMAGES, first, '', false);
      const others = await later;
      this.#give(LABELS, labels, '', false);
      this.#give(IMAGES, withCount(joined(first, others), countOf(labels)), '', false);
    } catch (error) {
      this.#give(IMAGES, new Uint8Array(0), `${String(error?.message ?? error)}; reload the page to try again`, false);
    }
  }

  async #fetch(name) {
    const response = await fetch(new URL(name, this.#base), { credentials: 'same-origin' });
    if (!response.ok) throw new Error(`${name} could not be loaded (${response.status})`);
    this.#sizes.set(name, Number(response.headers.get('content-length')) || 0);
    const counter = new TransformStream({
      transform: (chunk, controller) => {
        this.#come.set(name, (this.#come.get(name) ?? 0) + chunk.byteLength);
        this.#progress();
        controller.enqueue(chunk);
      },
    });
    return new Uint8Array(await unpacked(response.body.pipeThrough(counter)));
  }

  /** One picture alone is something to look at; false if it is none. */
  async #picture({ path, file }) {
    if (path.includes('/')) return false;
    const size = pictureSize(new Uint8Array(await file.slice(0, MOST_HEADER).arrayBuffer()));
    if (!size) return false;
    const [width, height] = size;
    if (width * height > MOST_PIXELS) {
      throw new Error(`${path}: has ${width} x ${height} pixels; at most ${Math.floor(MOST_PIXELS / 1e6)} million are read: make it smaller`);
    }
    const picture = await createImageBitmap(file).catch(() => { throw new Error(`${path}: is a damaged picture, which cannot be decoded`); });
    this.#give(path, ...greyOf(picture));
    picture.close();
    return true;
  }

  #progress() {
    const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);
    if (this.#sizes.size === Object.keys(PARTS).length && sum(this.#sizes) > 0)
      this.#tell(Math.min(1, sum(this.#come) / sum(this.#sizes)));
  }

  /** The browser's dialog, once the user has pressed a button. */
  choose() {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.addEventListener('change', () => this.take([...input.files]));
    input.click();
  }

  /** One frame of the camera. */
  async photograph() {
    try {
      const { photograph } = await import(new URL('camera.js', this.#base));
      await this.take([await photograph()]);
    } catch (error) {
      this.#give('', new Uint8Array(0), error.message, true);
    }
  }

  /** A download. */
  save(name, bytes) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), KEEP_MS);
  }

  /** @param things entries of the file system, or files */
  async take(things) {
    try {
      const files = (await Promise.all(things.map((thing) => filesIn(thing)))).flat();
      const size = files.reduce((sum, { file }) => sum + file.size, 0);
      if (size > MAX_DROPPED_BYTES) throw new Error('together these files have more than 512 MB; drop fewer');
      if (files.length === 1 && await this.#picture(files[0])) return;
      const read = await Promise.all(files.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())]));
      read.sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [path, bytes] of read) this.#give(path, bytes, '', true);
    } catch (error) {
      this.#give('', new Uint8Array(0), String(error?.message ?? error), true);
    }
  }
}

/** Width and height of a PNG or JPEG picture by its first bytes, before anything of that size is made; null: it is none. */
function pictureSize(bytes) {
  const view = new DataView(bytes.buffer);
  const { byteLength } = view;
  if (byteLength >= 24 && view.getUint32(0) === 0x89504e47) return [view.getUint32(16), view.getUint32(20)];
  if (byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  // Segments of a JPEG: ff, kind, length; that of the frame (c0 to cf, but for three) has the height and the width.
  for (let at = 2; at + 9 <= byteLength && bytes[at] === 0xff; at += 2 + view.getUint16(at + 2)) {
    const kind = bytes[at + 1];
    if (kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind)) return [view.getUint16(at + 7), view.getUint16(at + 5)];
  }
  return null;
}

/** The picture in grey, at most SIDE pixels a side: what #give wants of it. */
function greyOf(picture) {
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, Math.round(side * scale)));
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  context.fillStyle = '#fff'; // behind what is transparent
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(picture, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const grey = Uint8Array.from({ length: width * height }, (_, i) =>
    Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]));
  return [grey, '', true, width, height];
}

/** All files of an entry, with their paths from the dropped thing on. */
async function filesIn(thing, path = '') {
  if (!thing) return [];
  if (thing instanceof File) return [{ path: thing.name, file: thing }];
  const here = path ? `${path}/${thing.name}` : thing.name;
  if (thing.isFile) return [{ path: here, file: await new Promise((resolve, reject) => { thing.file(resolve, reject); }) }];
  const reader = thing.createReader();
  const entries = [];
  for (;;) {
    // A reader gives a hundred at a time.
    const some = await new Promise((resolve, reject) => { reader.readEntries(resolve, reject); });
    if (some.length === 0) break;
    entries.push(...some);
  }
  return (await Promise.all(entries.map((entry) => filesIn(entry, here)))).flat();
}
