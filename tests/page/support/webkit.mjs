// WebKit: WebKitGTK's MiniBrowser, driven by WebKitWebDriver with plain WebDriver over HTTP.
//
// Offers what browser.mjs lists; options of Chromium's pages are not understood here. WebDriver does not tell what the
// console says, so `problems` is null.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { program } from './browser.mjs';
import { theDisplay } from './display.mjs';

const START_MS = 15000;
// WebDriver's names for keys are characters of a private range.
const KEYS = {
  Enter: '\uE007', Space: ' ', Tab: '\uE004', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Delete: '\uE017',
};

function miniBrowsers() {
  const folders = readdirSync('/usr/lib', { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `/usr/lib/${entry.name}`);
  return ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].flatMap((name) => folders.map((folder) => `${folder}/${name}/MiniBrowser`));
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

export async function start() {
  const remedy = 'apt-get install webkit2gtk-driver';
  const driverPath = program([process.env.WEBKIT_DRIVER, '/usr/bin/WebKitWebDriver'], `WebKitWebDriver is missing: ${remedy}, or set WEBKIT_DRIVER`);
  const browserPath = program([process.env.MINIBROWSER, ...miniBrowsers()], `MiniBrowser is missing: ${remedy}, or set MINIBROWSER`);
  const display = await theDisplay();
  const port = await freePort();
  const driver = spawn(driverPath, [`--port=${port}`], { env: display.env, stdio: 'ignore' });
  const send = sender(`http://127.0.0.1:${port}`);
  await untilReady(send);
  const { sessionId } = await send('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary: browserPath, args: ['--automation', '--geometry=1280x900'] } } },
  });
  const session = (method, path, body) => send(method, `/session/${sessionId}${path}`, body);
  return {
    open: (url) => open(session, url),
    async close() {
      await session('DELETE', '').catch(() => {});
      driver.kill();
      display.close();
    },
  };
}

/** WebDriver's answers are { value }, its refusals carry a message. */
function sender(base) {
  return async (method, path, body) => {
    const response = await fetch(base + path, { method, body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

async function untilReady(send) {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const status = await send('GET', '/status').catch(() => null);
    if (status?.ready) return;
    if (Date.now() > deadline) throw new Error('WebKitWebDriver did not start');
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

/** One window for all: a page is opened by going there. */
async function open(session, url) {
  await session('POST', '/url', { url });
  return {
    problems: null,
    evaluate: (fn, ...args) => session('POST', '/execute/sync', { script: `return (${fn})(...arguments);`, args }),
    async press(key) {
      const value = KEYS[key] ?? key;
      const actions = [{ type: 'key', id: 'keyboard', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }];
      await session('POST', '/actions', { actions });
    },
    async drag([start, ...others]) {
      const move = ([x, y], duration) => ({ type: 'pointerMove', x, y, duration });
      const actions = [move(start, 0), { type: 'pointerDown', button: 0 }, ...others.map((place) => move(place, 100)), { type: 'pointerUp', button: 0 }];
      await session('POST', '/actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] });
    },
    screenshot: async () => Buffer.from(await session('GET', '/screenshot'), 'base64'),
    reload: () => session('POST', '/refresh'),
    goto: (address) => session('POST', '/url', { url: address }),
    close: () => session('POST', '/url', { url: 'about:blank' }),
  };
}
