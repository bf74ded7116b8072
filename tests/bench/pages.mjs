// Engines in pages: one headless Chromium, a page (and so a process) for each, from a web server without special
// headers, so that nobody has threads.
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PAGE = '<!doctype html><title>engine</title><link rel="icon" href="data:,">';
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const FOLDERS = {
  '/bench/': here('.'),
  '/packages/': here('node_modules'),
  '/engine/': process.env.DELTARULE_BENCH_WASM ?? here('../../build/wasm'),
};

async function serve() {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
    const prefix = Object.keys(FOLDERS).find((start) => path.startsWith(start));
    try {
      const body = path === '/' ? PAGE : await readFile(join(FOLDERS[prefix], path.slice(prefix.length)));
      const type = path === '/' ? 'text/html' : TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, { 'content-type': type }).end(body);
    } catch {
      response.writeHead(404).end('not found');
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url: `http://127.0.0.1:${server.address().port}/`, close };
}

/** { version, open(peer) -> engine, close() } */
export async function openBrowser() {
  const { chromium } = createRequire(new URL('../page/package.json', import.meta.url))('playwright-core');
  const site = await serve();
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'] });

  async function open({ module, options }) {
    const page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(0);
    await page.goto(site.url);
    await page.evaluate(async ([name, passed]) => {
      const { openEngine } = await import('/bench/page_host.mjs');
      await openEngine(name, passed);
    }, [module, options]);
    return {
      make: (workload) => page.evaluate((passed) => globalThis.engine.make(passed), workload),
      run: (seconds) => page.evaluate((passed) => globalThis.engine.run(passed), seconds),
      loss: () => page.evaluate(() => globalThis.engine.loss()),
      peak: (which, seconds) => page.evaluate((passed) => globalThis.engine.peak(...passed), [which, seconds]),
      close: () => page.context().close(),
    };
  }

  return { version: browser.version(), open, close: async () => { await browser.close(); site.close(); } };
}
