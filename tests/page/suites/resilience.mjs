// What breaks is mended or explained: a dying worker, a worker that cannot live, a lost GL context, a run that diverges.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

/** An uncaught error in the worker, as a bug or a lack of memory would cause. */
async function breakWorker(worker) {
  await worker.evaluate(() => { setTimeout(() => { throw new Error('broken on purpose'); }, 0); });
}

const hasMessage = (words) => [...document.querySelectorAll('#mirror [role=status]')].some((status) => new RegExp(words, 'i').test(status.textContent));

describe('resilience', () => {
  test('a worker that dies is started again with a message, and the run goes on from its checkpoint', async () => {
    const page = await PlayPage.open({ link: 'data=spiral&layers=dense(8,tanh)+dense(8,tanh)+dense(1,sigmoid)&lr=0.003' });
    await page.until('it has trained for more than a checkpoint’s second', () => globalThis.deltarule.getState().step > 0);
    await page.playwright.waitForTimeout(2500);
    const before = await page.state();
    await breakWorker(page.playwright.workers()[0]);
    await page.until('a message says so', hasMessage, 'engine');
    const after = await page.until('it trains again', () => {
      const state = globalThis.deltarule.getState();
      return state.status === 'training' && state.step > 0 ? state : null;
    });
    assert.ok(after.step > before.step / 10, `it was at step ${before.step}, and began again at ${after.step}`);
    assert.deepEqual(after.experiment, before.experiment);
    await page.close();
  });

  test('at rest, nothing at all is lost', async () => {
    const page = await PlayPage.openPaused();
    await page.call('step', 120);
    const before = await page.untilState('paused', 120);
    await breakWorker(page.playwright.workers()[0]);
    await page.until('a message says so', hasMessage, 'engine');
    await page.call('step', 30);
    const after = await page.untilState('paused', 150);
    const other = await PlayPage.openPaused();
    await other.call('step', 150);
    assert.equal(after.trainLoss, (await other.untilState('paused', 150)).trainLoss, 'another run than without the crash');
    assert.deepEqual(after.experiment, before.experiment);
    await other.close();
    await page.close();
  });

  test('an engine that dies again and again is given up, with a message', async () => {
    const page = await PlayPage.openPaused();
    const MOST = 6;
    let deaths = 0;
    while (deaths < MOST && !(await page.evaluate(hasMessage, 'reload'))) {
      const [worker] = page.playwright.workers();
      if (worker) {
        await breakWorker(worker);
        deaths += 1;
      }
      for (let i = 0; i < 40 && page.playwright.workers().includes(worker); ++i) await page.playwright.waitForTimeout(50);
      await page.playwright.waitForTimeout(300);  // for the next one, or the message
    }
    assert.ok(deaths < MOST, 'it is started again for ever');
    await page.until('a message says so', hasMessage, 'reload');
    assert.equal(page.playwright.workers().length, 0);
    await page.close();
  });

  test('a lost GL context comes back', async () => {
    const page = await PlayPage.openPaused();
    await page.call('step', 100);
    await page.untilState('paused', 100);
    const whole = { x: 0, y: 0, width: 1120, height: 700 };
    const before = await page.picture(whole);
    await page.evaluate(() => {
      globalThis.loss = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
      globalThis.loss.loseContext();
    });
    await page.until('the page says so', () => getComputedStyle(document.getElementById('context-lost')).display !== 'none');
    await page.evaluate(() => globalThis.loss.restoreContext());
    await page.until('the message goes', () => getComputedStyle(document.getElementById('context-lost')).display === 'none');
    await page.playwright.waitForTimeout(800);
    const after = await page.picture(whole);
    let different = 0;
    for (let y = 0; y < before.height; y += 4) {
      for (let x = 0; x < before.width; x += 4) {
        const [a, b] = [before.pixel(x, y), after.pixel(x, y)];
        if (a.some((channel, i) => Math.abs(channel - b[i]) > 24)) different += 1;
      }
    }
    assert.ok(different < 0.01 * (before.width * before.height) / 16, `${different} of the pixels looked at are different`);
    await page.close();
  });

  test('a run that diverges stops by itself and says where', async () => {
    const page = await PlayPage.open({ link: 'data=plane&layers=dense(8,relu)+dense(1,linear)&loss=mse&opt=sgd&lr=10' });
    await page.until('it has diverged', () => globalThis.deltarule.getState().status === 'diverged');
    await page.until('a message says so', hasMessage, 'layer|weight|loss');
    await page.close();
  });
});
