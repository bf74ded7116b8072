// The engine's WebAssembly module in Node, driven through the same exported functions as in the page's worker.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DIST } from './server.mjs';
import { readSnapshot } from './codec.mjs';

/** The page's own unpacker, whose text is a module though its name does not say so to Node. */
export const unpackerText = () => readFile(new URL('../../../web/page/unpack.js', import.meta.url), 'utf8');

export async function startEngine() {
  const { unpack } = await import(`data:text/javascript,${encodeURIComponent(await unpackerText())}`);
  const create = createRequire(import.meta.url)(join(DIST, 'engine.js'));
  const module = await create({ wasmBinary: unpack(await readFile(join(DIST, 'engine.wasm.lzma'))) });
  return {
    module,
    command(bytes) {
      const room = module._de_buffer(bytes.length);
      module.HEAPU8.set(bytes, room);
      module._de_command(bytes.length);
    },
    /** Trains until it rests by itself. */
    finish() {
      while (module._de_busy()) module._de_slice(20);
    },
    snapshot() {
      const length = module._de_snapshot();
      const from = module._de_snapshot_data();
      return readSnapshot(module.HEAPU8.slice(from, from + length));
    },
  };
}
