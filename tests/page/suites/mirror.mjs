// The semantic mirror as assistive technology meets it: named, complete, in order, quiet, and without axe's complaints.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import axe from 'axe-core';
import { theDriver, theSite } from '../support/browser.mjs';
import { PlayPage } from '../support/play_page.mjs';

/** What axe finds wrong, in a few words each. */
export async function violations(playwright) {
  await playwright.evaluate(axe.source);
  const { violations: found } = await playwright.evaluate(() => globalThis.axe.run(document));
  return found.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).slice(0, 3).join(' | ')}`);
}

describe('the mirror', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ colorScheme: 'light', viewport: { width: 1280, height: 800 } }); });
  after(() => page?.close());

  test('every widget has a name, a place of its own on the canvas, and is announced once', async () => {
    const widgets = await page.evaluate(() =>
      [...document.querySelectorAll('#mirror button, #mirror input, #mirror select, #mirror [role=img]')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const name = element.getAttribute('aria-label') ?? element.textContent;
        const group = element.closest('[role=group]')?.getAttribute('aria-label') ?? '';
        return { key: `${group}/${element.getAttribute('role') ?? element.type}/${name}`, name, x, y, width, height };
      }));
    assert.ok(widgets.length > 30, `only ${widgets.length} widgets`);
    for (const { key, name, x, y, width, height } of widgets) {
      assert.ok(name.trim().length > 0, `${key} has no name`);
      assert.ok(width >= 4 && height >= 4, `${key} is ${width} x ${height}`);
      assert.ok(x >= -1 && x + width <= 1281, `${key} is at ${x}, ${width} wide`);
      assert.ok(y < 5000, `${key} is at ${y}`);
    }
    const keys = widgets.map(({ key }) => key);
    assert.deepEqual(keys.filter((key, i) => keys.indexOf(key) !== i), [], 'two widgets of the same name in one group');
  });

  test('Tab walks through the widgets and back', async () => {
    await page.focus('button', 'Play');
    const nameOfFocus = () => page.evaluate(() => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent);
    await page.page.press('Tab');
    assert.equal(await nameOfFocus(), 'Step');
    await page.page.press('Shift+Tab');
    assert.equal(await nameOfFocus(), 'Play');
  });

  test('focus survives a change of the page around it', async () => {
    await page.press('slider', 'Hidden layers', 'ArrowUp');
    await page.until('there is a layer more', () => globalThis.deltarule.getState().experiment.model.length === 4);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), 'Hidden layers');
    await page.press('button', 'Play', 'Enter');
    await page.untilState('training');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pause');
    await page.page.press('Enter');
    await page.untilState('paused');
  });

  test('while it trains, figures are no live regions and the mirror changes at most about ten times a second', async () => {
    await page.call('play');
    await page.untilState('training');
    const { writes, live } = await page.evaluate(async () => {
      let count = 0;
      const status = [...document.querySelectorAll('#mirror [role=status]')];
      const observer = new MutationObserver(() => { count += 1; });
      observer.observe(document.getElementById('mirror'), { subtree: true, childList: true, characterData: true, attributes: true });
      await new Promise((resolve) => { setTimeout(resolve, 2000); });
      observer.disconnect();
      return { writes: count, live: status.filter((element) => element.getAttribute('aria-live') !== 'off').map((element) => element.textContent) };
    });
    assert.ok(writes <= 40, `${writes} changes in two seconds`);
    assert.deepEqual(live, []);
    await page.call('pause');
    await page.untilState('paused');
  });

  test('axe finds nothing to complain about, light and dark, at rest and with a message', async () => {
    assert.deepEqual(await violations(page.playwright), []);
    await page.press('button', 'Dark theme', 'Enter');
    await page.evaluate(() => { location.hash = '#data=nonsense'; });
    await page.until('there is a message', () => /nonsense/.test(document.getElementById('mirror').textContent));
    assert.deepEqual(await violations(page.playwright), []);
  });

  test('axe has no complaints about the readable page either', async () => {
    const driver = await theDriver();
    const { playwright, close } = await driver.open((await theSite()).url, { init: () => { delete globalThis.Worker; } });
    await playwright.locator('#fallback').waitFor();
    assert.deepEqual(await violations(playwright), []);
    await close();
  });
});
