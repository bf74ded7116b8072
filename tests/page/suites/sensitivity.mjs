// The sensitivity view of the image scene's lab: saliency, exciting images, and that a click or key chooses one.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

/** What is said of every image that excites the chosen unit, the most exciting first, once it is not as before. */
const excited = (page, before) => page.until('the images of the unit', (known) => {
  const all = [...document.querySelectorAll('#mirror [role=status]')]
    .filter((element) => element.getAttribute('aria-label') === 'Excite it most').map((element) => element.textContent);
  return all.length > 0 && JSON.stringify(all) !== JSON.stringify(known) ? all : null;
}, before);

describe('sensitivity', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: 'data=shapes' });
    await page.call('step', 40);
    await page.untilState('paused', 40);
    await page.press('tab', 'Sensitivity', 'Enter');
  });
  after(() => page?.close());

  test('the saliency is of the answer’s logit, or of the class that is chosen', async () => {
    const html = await page.untilWidget('img', 'Saliency', 'outerHTML', (words) => /logit of \d = -?\d/.test(words));
    const answer = Number(/logit of (\d)/.exec(html)[1]);
    const other = (answer + 1) % 4;
    await page.set('combobox', 'Class of the logit', `logit of ${other}`);
    await page.untilWidget('img', 'Saliency', 'outerHTML', (words, wanted) => words.includes(`logit of ${wanted} =`), other);
  });

  test('the most exciting images come in their order, anew for another unit, and one can be looked at', async () => {
    const first = await excited(page, null);
    const values = first.map((words) => Number.parseFloat(words));
    assert.deepEqual(values, [...values].sort((a, b) => b - a));
    assert.match(first[0], /^-?[\d.]+: image of class \d, row \d+, column \d+$/);
    await page.set('slider', 'Unit', 2);
    const second = await excited(page, first);
    const label = /class (\d)/.exec(second[0])[1];
    const shown = await page.widget('img', 'Saliency', 'outerHTML');
    await page.evaluate((name) => {
      const lab = [...document.querySelectorAll('#mirror [role=group]')].find((e) => e.getAttribute('aria-label') === 'Lab');
      [...lab.querySelectorAll('input[type=radio]')].find((e) => e.getAttribute('aria-label') === name).click();
    }, `Image 1 of class ${label}`);
    await page.untilWidget('img', 'Saliency', 'outerHTML', (html, before) => html !== before, shown);
  });

  test('axe finds nothing to complain about', async () => {
    assert.deepEqual(await violations(page.playwright), []);
    assert.deepEqual(page.problems, []);
  });
});
