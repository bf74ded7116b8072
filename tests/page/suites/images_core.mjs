// The scene of images in every browser: it opens from points, the digits come, LeNet-5 learns, a drawing is read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BROWSER } from '../support/browser.mjs';
import { PlayPage } from '../support/play_page.mjs';

describe(`core of images in ${BROWSER}`, () => {
  let page;
  before(async () => { page = await PlayPage.open(); });
  after(() => page?.close());

  test('the tab opens it, and the digits come', async () => {
    await page.press('tab', 'Images', 'Enter');
    await page.until('the digits are there', () => {
      const state = globalThis.deltarule?.getState();
      return state?.experiment.data.kind === 'images' && state.trainLoss !== null;
    });
    await page.call('pause');
    assert.equal((await page.state()).experiment.model[0].layer, 'conv2d');
    assert.ok(await page.has('application', 'Draw'));
  });

  test('LeNet-5 learns some batches', async () => {
    await page.call('reset');
    const before = await page.untilState('paused', 0);
    await page.call('step', 60);
    const after = await page.untilState('paused', 60);
    assert.ok(after.testLoss < before.testLoss / 2, `${before.testLoss} became ${after.testLoss}`);
    assert.ok(after.testAccuracy > 0.6, `${after.testAccuracy}`);
  });

  test('what is drawn with the pointer is answered', async () => {
    await page.drag('application', 'Draw', [0.5, 0.15], [0.5, 0.4], [0.5, 0.6], [0.5, 0.85]);
    const words = await page.untilWidget('status', 'Answer', 'textContent', (text) => /^\d, \d+\.\d %$/.test(text));
    assert.ok(Number.parseFloat(words.slice(3)) > 10, words);
    await page.press('button', 'Clear', 'Enter');
    await page.until('the pad is empty', () =>
      ![...document.querySelectorAll('#mirror [role=status]')].some((e) => e.getAttribute('aria-label') === 'Answer'));
  });

  test('what is drawn by keyboard is answered', async () => {
    await page.press('application', 'Draw', 'Space', ...Array(8).fill('ArrowUp'), 'Enter');
    await page.untilWidget('status', 'Pen', 'textContent', (text) => text === 'up, row 7, column 15');
    await page.untilWidget('status', 'Answer', 'textContent', (text) => /^\d, \d+\.\d %$/.test(text));
    await page.page.press('Delete');
    await page.until('the pad is empty', () =>
      ![...document.querySelectorAll('#mirror [role=status]')].some((e) => e.getAttribute('aria-label') === 'Answer'));
  });

  test('the console stays silent', () => assert.deepEqual(page.problems ?? [], []));
});
