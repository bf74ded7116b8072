// Without network after the first load the page still works, the scene of images too; a new version replaces the old
// one, and who saves data is not sent what nobody asked for.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { DIST, serve } from '../support/server.mjs';

/** The page does it last, when nothing else is to be done: a busy machine takes its time. */
async function kept(page, much) {
  const done = () => page.until(`${much} is kept`, (wanted) => document.documentElement.dataset.offline === wanted, much);
  for (let more = 2; more > 0; --more) {
    try {
      return await done();
    } catch { /* once more */ }
  }
  return done();
}
const caches = (page) => page.evaluate(() => globalThis.caches.keys());

describe('offline', () => {
  test('after one load points train, images open, digits come and train, all without network', async () => {
    const site = await serve({ folder: '/a/blog/' });
    const page = await PlayPage.open({ url: site.url, reducedMotion: 'reduce' });
    await kept(page, 'all');
    const { length } = site.fetched;
    await page.playwright.context().setOffline(true);
    await site.close();

    await page.page.reload();
    await page.ready();
    await page.call('step', 20);
    await page.untilState('paused', 20);
    await page.press('tab', 'Images', 'Enter');
    await page.until('the digits are there', () => {
      const state = globalThis.deltarule?.getState();
      return state?.experiment.data.kind === 'images' && state.trainLoss !== null;
    });
    await page.call('step', 10);
    await page.untilState('paused', 10);
    assert.equal(site.fetched.length, length);
    await page.close();
  });

  test('a new version replaces the old one', async () => {
    const pages = {};
    const site = await serve({ pages });
    const page = await PlayPage.open({ url: site.url, reducedMotion: 'reduce' });
    await kept(page, 'all');
    const [before, ...others] = await caches(page);
    assert.deepEqual(others, []);
    const build = before.split(' ').at(-1);
    // As after a deployment: another build, and other bytes in one file.
    for (const name of ['service_worker.js', 'more/offline.js'])
      pages[`/${name}`] = (await readFile(join(DIST, name), 'utf8')).replaceAll(build, 'another');
    pages['/page/favicon.svg'] = '<svg xmlns="http://www.w3.org/2000/svg"/>';
    await page.page.reload();
    await page.ready();
    await kept(page, 'all');
    // Asked now and then: the browser looks for a new worker when the page has come to rest.
    let now = [];
    for (let tries = 0; tries < 60 && !(now.length === 1 && now[0].endsWith(' another')); ++tries) {
      await page.playwright.waitForTimeout(1000);
      now = await caches(page);
    }
    assert.ok(now.length === 1 && now[0].endsWith(' another'), now.join());
    const icon = await page.evaluate(async (name) => (await (await globalThis.caches.open(name)).match('page/favicon.svg')).text(), now[0]);
    assert.equal(icon, pages['/page/favicon.svg']);
    await page.close();
    await site.close();
  });

  test('who saves data keeps the first load only', async () => {
    const site = await serve();
    const page = await PlayPage.open({
      url: site.url, reducedMotion: 'reduce',
      init: () => Object.defineProperty(Navigator.prototype, 'connection', { get: () => ({ saveData: true }) }),
    });
    await kept(page, 'first');
    await page.playwright.waitForTimeout(1500);
    assert.deepEqual(site.fetched.filter((path) => /whole|digits|relaxed/.test(path)), []);
    await page.close();
    await site.close();
  });

  test('where there are no service workers, nothing is missed', async () => {
    const page = await PlayPage.openPaused({ init: () => { delete Navigator.prototype.serviceWorker; } });
    await page.playwright.waitForTimeout(4000);
    assert.deepEqual(page.problems, []);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.offline), undefined);
    await page.close();
  });
});
