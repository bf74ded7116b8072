// The drawing pad: by keyboard as by pointer; and drawings that are added to what is learned, kept by reload and link.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

const answer = (page, begin) => page.until(`the answer is ${begin}`, (wanted) => {
  const text = [...document.querySelectorAll('#mirror [role=status]')].find((e) => e.getAttribute('aria-label') === 'Answer')?.textContent;
  return text?.startsWith(wanted) ? text : null;
}, begin);
const noAnswer = (page) => page.until('the pad is empty', () =>
  ![...document.querySelectorAll('#mirror [role=status]')].some((e) => e.getAttribute('aria-label') === 'Answer'));
const penIs = (page, words) => page.untilWidget('status', 'Pen', 'textContent', (text, wanted) => text === wanted, words);
const drawings = (page) => page.evaluate(() => globalThis.deltarule.getState().experiment.data.drawings ?? '');
const untilDrawings = (page, fits) => page.until('other drawings are added', `(fits) => {
  const { experiment, trainLoss } = globalThis.deltarule.getState();
  const text = experiment.data.drawings ?? '';
  return trainLoss !== null && new RegExp(fits).test(text) ? [text] : null;
}`, fits);
async function add(page, name) {
  await page.set('combobox', 'Class of the drawing', name);
  await page.until('it can be added', () => [...document.querySelectorAll('#mirror button')]
    .some((e) => e.textContent === 'Add to training set' && !e.hasAttribute('aria-disabled')));
  await page.press('button', 'Add to training set', 'Enter');
}
const trained = (page) => page.until('the digits are there', () => globalThis.deltarule.getState().trainLoss !== null);

describe('image drawings', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: 'data=mnist&n=1000' });
    await trained(page);
    await page.call('step', 150);
    await page.untilState('paused', 150);
  });
  after(() => page?.close());

  test('somebody without a pointer draws a 1, has it read, and clears the pad', async () => {
    assert.match(await page.widget('application', 'Draw', 'aria-description'), /arrow keys move the pen.*Space.*Delete/);
    await page.focus('application', 'Draw');
    await penIs(page, 'up, row 15, column 15');
    for (const key of ['Shift+ArrowUp', 'Shift+ArrowUp', 'ArrowLeft', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown'])
      await page.page.press(key);
    await penIs(page, 'down, row 25, column 14');
    await page.page.press('Enter');
    await penIs(page, 'up, row 25, column 14');
    await answer(page, '1, ');
    assert.equal((await page.state()).step, 150);  // these keys were not the transport's
    await page.page.press('Delete');
    await noAnswer(page);
  });

  test('a drawing is added with its class, trains at once, and the network comes to read it so', async () => {
    // A level stroke, which nobody takes for a 7.
    await page.drag('application', 'Draw', [0.15, 0.5], [0.4, 0.5], [0.6, 0.5], [0.85, 0.5]);
    await page.untilWidget('status', 'Answer', 'textContent', (text) => /^[^7]/.test(text));
    const before = await page.state();
    assert.equal(await page.widget('button', 'Add to training set', 'aria-disabled'), 'true');
    await add(page, '7');
    const [text] = await untilDrawings(page, '^7:');
    const state = await page.state();
    assert.deepEqual([state.step, state.testLoss, state.status], [before.step, before.testLoss, 'paused']);
    assert.ok(state.link.includes(`drawings=${text}`));
    assert.match(await page.words('Added drawings'), /^1 drawing trains with the images: 7.×.1\./);
    assert.ok(await page.has('radio', 'Drawing 1 of class 7'));
    await page.call('step', 250);
    await page.untilState('paused', 400);
    await answer(page, '7, ');
    assert.ok((await page.state()).testAccuracy > 0.8);
  });

  test('another is added, both survive a reload, and one by one they go', async () => {
    await page.set('slider', 'Turn', 45);
    await add(page, '4');
    const [text] = await untilDrawings(page, '^7:[^,]+,4:[^,]+$');
    assert.deepEqual(await violations(page.playwright), []);
    await page.until('it is kept', (wanted) => location.hash.includes(wanted), text);
    await page.page.reload();
    await page.ready();
    await trained(page);
    assert.equal(await drawings(page), text);
    assert.match(await page.words('Added drawings'), /^2 drawings train with the images: 4.×.1, 7.×.1\./);
    await page.press('button', 'Remove the last', 'Enter');
    await untilDrawings(page, '^7:[^,]+$');
    await page.press('button', 'Remove all', 'Enter');
    await untilDrawings(page, '^$');
    await page.until('nothing is said of them', () =>
      ![...document.querySelectorAll('#mirror [role=status]')].some((e) => e.getAttribute('aria-label') === 'Added drawings'));
    assert.deepEqual(page.problems, []);
  });
});
