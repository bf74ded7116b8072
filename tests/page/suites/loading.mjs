// The first load: small, nothing from elsewhere, from any folder, under a strict policy, and readable where it cannot run.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { theDriver, theSite } from '../support/browser.mjs';
import { PlayPage } from '../support/play_page.mjs';
import { DIST, serve } from '../support/server.mjs';

const BUDGET = 366_000;  // bytes: TensorFlow.js's tf.min.js alone, gzipped
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";

/** Opens a page that is expected not to run, and answers what it says. */
async function readable(options, url) {
  const driver = await theDriver();
  const { playwright, close } = await driver.open(url ?? (await theSite()).url, options);
  const fallback = playwright.locator('#fallback');
  await fallback.waitFor({ timeout: 20000 });
  const text = await fallback.innerText();
  await close();
  return text;
}

describe('loading', () => {
  test('the first load is within its budget, and every file comes from the page’s own folder', async (t) => {
    const site = await serve({ folder: '/deep/in/a/blog/' });
    const driver = await theDriver();
    const requests = [];
    const page = new PlayPage(await driver.open('about:blank', {}));
    page.playwright.context().on('request', (request) => requests.push(request.url()));
    await page.page.goto(site.url);
    await page.ready();
    await page.playwright.waitForTimeout(500);
    assert.deepEqual(requests.filter((url) => !url.startsWith(site.url)), []);
    const files = [...new Set(site.fetched)].map((path) => path.slice('/deep/in/a/blog/'.length) || 'index.html');
    assert.ok(files.includes('engine.wasm.lzma') && files.includes('deltarule.wasm.lzma'), files.join(' '));
    assert.equal(files.length, site.fetched.length, `fetched twice: ${site.fetched}`);
    let total = 0;
    for (const file of files) total += gzipSync(await readFile(join(DIST, file)), { level: 9 }).length;
    t.diagnostic(`${total} bytes gzipped in ${files.length} files, of ${BUDGET}`);
    await page.close();
    await site.close();
    assert.ok(total <= BUDGET, `${total} bytes`);
  });

  test('runs under a strict content security policy, without a complaint', async () => {
    const site = await serve({ headers: { 'content-security-policy': POLICY } });
    const page = await PlayPage.openPaused({ url: site.url });
    await page.call('step', 3);
    await page.untilState('paused', 3);
    await page.set('slider', 'Noise', 0.2);
    await page.until('the edit counts', () => globalThis.deltarule.getState().experiment.data.noise === 0.2);
    assert.deepEqual(page.problems, []);
    await page.close();
    await site.close();
  });

  test('the ground has its colour before the program is there', async () => {
    const site = await serve({ missing: ['page/boot.js'] });
    const driver = await theDriver();
    for (const [colorScheme, ground] of [['light', 'rgb(246, 245, 242)'], ['dark', 'rgb(16, 19, 23)']]) {
      const { playwright, close } = await driver.open(site.url, { colorScheme });
      assert.equal(await playwright.evaluate(() => getComputedStyle(document.body).backgroundColor), ground);
      assert.ok(await playwright.getByText('Loading the playground').isVisible());
      await close();
    }
    await site.close();
  });

  const missing = [
    ['WebGL 2', /WebGL 2/, () => { HTMLCanvasElement.prototype.getContext = () => null; }],
    ['the WebGL 2 interface', /WebGL 2/, () => { delete globalThis.WebGL2RenderingContext; }],
    ['WebAssembly', /WebAssembly/, () => { delete globalThis.WebAssembly; }],
    ['WebAssembly SIMD', /SIMD/, () => { WebAssembly.validate = () => false; }],
    ['Web Workers', /Web Workers/, () => { delete globalThis.Worker; }],
  ];
  for (const [what, words, init] of missing) {
    test(`without ${what} there is a readable page`, async () => {
      const text = await readable({ init });
      assert.match(text, /cannot run here/);
      assert.match(text, words);
      assert.match(text, /Please/);
    });
  }

  for (const file of ['deltarule.js', 'deltarule.wasm.lzma', 'engine.js', 'engine.wasm.lzma', 'engine_worker.js']) {
    test(`when ${file} cannot be loaded there is a readable page`, async () => {
      const site = await serve({ missing: [file] });
      assert.match(await readable({}, site.url), /could not be (loaded|started)/);
      await site.close();
    });
  }

  test('without JavaScript it says so', async () => {
    const driver = await theDriver();
    const { playwright, close } = await driver.open((await theSite()).url, { javaScriptEnabled: false });
    assert.match(await playwright.locator('noscript').innerText(), /JavaScript/);
    await close();
  });
});
