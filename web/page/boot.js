// Starts everything at once: the engine's worker, the program's script and its WebAssembly load side by side.
//
// Nothing is decided here except what happens when a part is missing. The program itself is web/main.cpp.
import { EnginePort } from './engine_port.js';
import { Host } from './host.js';
import { missingFeatures, showFallback, showProgram } from './support.js';
import { unpack } from './unpack.js';

const base = new URL('..', import.meta.url);

function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url;
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${url} could not be loaded`));
    document.head.append(script);
  });
}

async function compile(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status})`);
  return WebAssembly.compile(unpack(new Uint8Array(await response.arrayBuffer())));
}

const IMAGES_LINK = /(^|&)(bench=|(kind=images|data=(mnist|idx|folder|shapes))(&|$))|"kind"\s*:\s*"images"/;

/** Whether the link, or else what is kept, is about images (or opens a bench), or files are asked for: then the whole program. The first one finds out by itself
 * what this overlooks, and starts the page again. */
function wantsWhole() {
  try {
    if (location.search === '?files') return true;
    const link = decodeURIComponent(location.hash.slice(1));
    if (link) return IMAGES_LINK.test(link);
    return JSON.parse(localStorage.getItem('deltarule.experiment') ?? 'null')?.data?.kind === 'images';
  } catch {
    return false;
  }
}

/** The first seconds belong to the page; then nothing that is fetched is in anybody's way. */
function running() {
  showProgram();
  setTimeout(() => import(new URL('more/keep_offline.js', base)).catch(() => {}), 3000);
}

async function boot() {
  const missing = missingFeatures();
  if (missing.length > 0) {
    showFallback(missing);
    return;
  }
  const more = new URL('more/', base);
  const whole = wantsWhole();
  const engines = { exact: whole ? 'more/engine_whole' : 'engine', fast: 'more/engine_relaxed' };
  const programs = {};
  const program = (name) => (programs[name] ??= compile(new URL(`${name}.wasm.lzma`, base)));
  const engine = new EnginePort(new URL('engine_worker.js', base), engines, program,
    (message) => showFallback(['engine'], message));
  const main = whole ? 'more/deltarule_whole' : 'deltarule';
  const compiled = program(main);
  const host = new Host({ engine, more, onRunning: running, onFailed: showFallback });
  try {
    await loadScript(new URL(`${main}.js`, base));
    const page = await compiled;
    await globalThis.createDeltarule({
      canvas: document.getElementById('canvas'),
      host,
      engine,
      instantiateWasm(imports, done) {
        WebAssembly.instantiate(page, imports).then(
          (instance) => done(instance, page),
          (error) => showFallback(['load'], String(error)),
        );
        return {};
      },
      onAbort: (what) => host.crash(new Error(String(what))),
    });
  } catch (error) {
    showFallback(['load'], String(error?.message ?? error));
  }
}

boot();
