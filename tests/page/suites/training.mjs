// Training: the transport, repeatability across pages, pausing at once, resting while nobody looks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { theDriver } from '../support/browser.mjs';
import { serve } from '../support/server.mjs';
import { timePauses } from '../support/watch_worker.mjs';

const PAUSES = 11;
const MAX_PAUSE_MS = 50;

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

describe('training', () => {
  test('who prefers reduced motion starts it by hand; play, pause and play again go on', async () => {
    const page = await PlayPage.openPaused();
    await page.untilState('paused', 0);
    await page.press('button', 'Play', 'Space');
    await page.until('it trains', () => globalThis.deltarule.getState().step > 100);
    await page.press('button', 'Pause', 'Space');
    const { step } = await page.untilState('paused');
    await new Promise((resolve) => { setTimeout(resolve, 300); });
    assert.equal((await page.state()).step, step, 'it went on although it was paused');
    await page.press('button', 'Play', 'Enter');
    await page.until('it goes on', (from) => globalThis.deltarule.getState().step > from, step);
    await page.close();
  });

  test('a link gives the same curve on another visit, in one piece or in many', async () => {
    const link = 'data=xor&layers=dense(4,relu)+dense(1,sigmoid)&opt=sgd&lr=0.1&seed=7';
    const run = async (pieces) => {
      const page = await PlayPage.openPaused({ link });
      await page.untilState('paused', 0);
      let step = 0;
      for (const piece of pieces) {
        await page.call('step', piece);
        step += piece;
        await page.untilState('paused', step);
      }
      const { trainLoss, testLoss } = await page.state();
      await page.close();
      return [trainLoss, testLoss];
    };
    assert.deepEqual(await run([400]), await run([1, 149, 250]));
  });

  test(`pausing acts within ${MAX_PAUSE_MS} ms`, async (t) => {
    const page = await PlayPage.open({ init: timePauses });
    for (let i = 0; i < PAUSES; ++i) {
      await page.call('play');
      await page.until('it trains', () => globalThis.deltarule.getState().status === 'training');
      await page.call('pause');
      await page.until('the engine answers', (count) => globalThis.pauses.length > count, i);
    }
    const latency = median(await page.evaluate(() => globalThis.pauses));
    t.diagnostic(`pause latency: median ${latency.toFixed(1)} ms of ${PAUSES}`);
    assert.ok(latency <= MAX_PAUSE_MS, `${latency} ms`);
    await page.close();
  });

  test('nothing trains while the figure is scrolled out of view, and it goes on when it is back', async () => {
    const blog = `<!doctype html><title>A blog</title><style>iframe{width:900px;height:600px}p{height:3000px}</style>
      <iframe src="/figure/"></iframe><p>Text.</p>`;
    const site = await serve({ folder: '/figure/', pages: { '/blog.html': blog } });
    const driver = await theDriver();
    const { playwright, close } = await driver.open(new URL('/blog.html', site.url).href);
    const figure = () => playwright.frames().find((frame) => frame.url().includes('/figure/'));
    const step = () => figure().evaluate(() => globalThis.deltarule.getState().step);
    await figure().waitForFunction(() => globalThis.deltarule?.getState()?.step > 0);
    await playwright.evaluate(() => scrollTo(0, 2500));
    await playwright.waitForTimeout(500);
    const before = await step();
    await playwright.waitForTimeout(700);
    assert.equal(await step(), before, 'it trained out of sight');
    await playwright.evaluate(() => scrollTo(0, 0));
    await figure().waitForFunction((from) => globalThis.deltarule.getState().step > from, before);
    await close();
    await site.close();
  });

  test('nothing trains in a hidden tab', async () => {
    const page = await PlayPage.open();
    await page.until('it trains', () => globalThis.deltarule.getState().step > 0);
    const setHidden = (hidden) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => value });
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => (value ? 'hidden' : 'visible') });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await setHidden(true);
    await page.playwright.waitForTimeout(500);
    const { step } = await page.state();
    await page.playwright.waitForTimeout(500);
    assert.equal((await page.state()).step, step);
    await setHidden(false);
    await page.until('it goes on', (from) => globalThis.deltarule.getState().step > from, step);
    await page.close();
  });
});
