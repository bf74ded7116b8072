// Files on their way to the program: the digits that come with the page, and what the user drops on it.
//
// The digits travel in two parts, so that the first ones are there early; each part arrives as whole IDX files.
const PARTS = { labels: 'digits-labels.gz', first: 'digits-first.gz', rest: 'digits-rest.gz' };
const IMAGES = 'digits-images.idx3-ubyte';
const LABELS = 'digits-labels.idx1-ubyte';
const COUNT_AT = 4; // of an IDX file: how many items it has, the high byte first
const MAX_DROPPED_BYTES = 512 * 1024 * 1024;

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
   * @param give (name, bytes, error, dropped)
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

  #progress() {
    const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);
    if (this.#sizes.size === Object.keys(PARTS).length && sum(this.#sizes) > 0)
      this.#tell(Math.min(1, sum(this.#come) / sum(this.#sizes)));
  }

  /** Files and folders that are dropped anywhere on the page. */
  listen(target) {
    target.addEventListener('dragover', (event) => event.preventDefault());
    target.addEventListener('drop', (event) => {
      event.preventDefault();
      this.#take([...event.dataTransfer.items].filter((item) => item.kind === 'file')
        .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile()));
    });
  }

  async #take(things) {
    try {
      const files = (await Promise.all(things.map((thing) => filesIn(thing)))).flat();
      const size = files.reduce((sum, { file }) => sum + file.size, 0);
      if (size > MAX_DROPPED_BYTES) throw new Error('together these files have more than 512 MB; drop fewer');
      const read = await Promise.all(files.map(async ({ path, file }) => [path, new Uint8Array(await file.arrayBuffer())]));
      read.sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [path, bytes] of read) this.#give(path, bytes, '', true);
    } catch (error) {
      this.#give('', new Uint8Array(0), String(error?.message ?? error), true);
    }
  }
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
