// Training: the transport, repeatability across pages, pausing at once, resting while nobody looks.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { theDriver } from '../support/browser.mjs';
import { serve } from '../support/server.mjs';

/** Waits until the step stands still for a while (news of the last slices may still be on the way), and answers it. */
async function untilAtRest(step) {
  const STILL_MS = 700;
  const deadline = Date.now() + 20000;
  for (let last = await step(); ;) {
    await new Promise((resolve) => { setTimeout(resolve, STILL_MS); });
    const now = await step();
    if (now === last) return now;
    if (Date.now() > deadline) throw new Error(`it goes on training: step ${last}, then ${now}`);
    last = now;
  }
}

describe('training', () => {
  test('who prefers reduced motion starts it by hand; play, pause and play again go on', async () => {
    const page = await PlayPage.openPaused();
    await page.untilState('paused', 0);
    await page.press('button', 'Play', 'Space');
    await page.until('it trains', () => globalThis.deltarule.getState().step > 100);
    await page.press('button', 'Pause', 'Space');
    const { step } = await page.untilState('paused');
    assert.equal(await untilAtRest(async () => (await page.state()).step), step, 'it went on although it was paused');
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
    const before = await untilAtRest(step);
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
    const step = await untilAtRest(async () => (await page.state()).step);
    await setHidden(false);
    await page.until('it goes on', (from) => globalThis.deltarule.getState().step > from, step);
    await page.close();
  });
});
