// Opens an engine in the page that this runs in, as globalThis.engine. (pages.mjs loads it into every page.)
import { drawData } from './data.mjs';

const load = (url) => new Promise((resolve, reject) => {
  const script = document.createElement('script');
  script.onload = resolve;
  script.onerror = () => reject(new Error(`${url} could not be loaded`));
  script.src = url;
  document.head.append(script);
});

export async function openEngine(name, options) {
  const { scripts, open } = await import(`./peers/${name}`);
  for (const url of scripts) await load(url);
  const engine = await open(options);
  globalThis.engine = { ...engine, make: (workload) => engine.make(workload, drawData(workload)) };
}
