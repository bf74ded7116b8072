// How it looks, as far as a machine can tell: both themes, no empty canvas, nothing cut off from a phone to 4K, touch,
// and rest when nothing happens. Screenshots are kept in DELTARULE_SHOTS, if that names a folder, for somebody to look at.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { isBlue, isDark, isLight, isOrange, share } from '../support/png.mjs';

const SIZES = [
  ['phone', { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true }],
  ['laptop', { viewport: { width: 1280, height: 800 } }],
  ['4k', { viewport: { width: 1920, height: 1080 }, deviceScaleFactor: 2 }],
];

async function keep(page, name) {
  const folder = process.env.DELTARULE_SHOTS;
  if (folder) await writeFile(join(folder, `${name}.png`), await page.page.screenshot());
}

describe('looks', () => {
  test('the system’s theme is followed as it changes, and the button overrules it', async () => {
    const page = await PlayPage.openPaused({ colorScheme: 'dark' });
    const ground = { x: 2, y: 60, width: 8, height: 500 };  // left of the cards
    const untilGround = async (what, is) => {
      for (const deadline = Date.now() + 15000; share(await page.picture(ground), is) < 0.9;) {
        assert.ok(Date.now() < deadline, `never ${what}`);
      }
    };
    await untilGround('dark with the system', isDark);
    await page.playwright.emulateMedia({ colorScheme: 'light' });
    await untilGround('light with the system', isLight);
    await page.press('button', 'Dark theme', 'Enter');
    await untilGround('dark by the button', isDark);
    await page.close();
  });

  for (const [name, options] of SIZES) {
    test(`fits a ${name}: nothing overflows or is cut off sideways`, async () => {
      const page = await PlayPage.openPaused(options);
      const { width } = options.viewport;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(overflow, 0);
      const outside = await page.evaluate((right) => [...document.querySelectorAll('#mirror button, #mirror input, #mirror select, #mirror [role=img]')]
        .filter((element) => element.getBoundingClientRect().left < -1 || element.getBoundingClientRect().right > right + 1)
        .map((element) => element.getAttribute('aria-label') ?? element.textContent), width);
      assert.deepEqual(outside, []);
      const canvas = await page.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]);
      const ratio = options.deviceScaleFactor ?? 1;
      assert.deepEqual(canvas, [width * ratio, options.viewport.height * ratio]);
      const picture = await page.picture(await page.rect('img', 'Output'));
      assert.ok(share(picture, isBlue) > 0.1 && share(picture, isOrange) > 0.1, 'the output map looks empty');
      await keep(page, name);
      await page.close();
    });
  }

  test('fingers: a tap presses, a drag scrolls the page and sets no slider', async () => {
    const page = await PlayPage.openPaused({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true });
    const step = await page.rect('button', 'Step');
    await page.playwright.touchscreen.tap(step.x + step.width / 2, step.y + step.height / 2);
    await page.untilState('paused', 1);

    const before = (await page.state()).experiment;
    const map = await page.rect('img', 'Output');
    const devtools = await page.playwright.context().newCDPSession(page.playwright);
    const touch = (type, y) => devtools.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 180, y }] });
    await touch('touchStart', 600);
    for (let y = 590; y >= 250; y -= 20) await touch('touchMove', y);
    await touch('touchEnd');
    await page.until('the page has scrolled', (y) =>
      document.querySelector('#mirror [role=img][aria-label="Output"]').getBoundingClientRect().top < y - 200, map.y);
    assert.deepEqual((await page.state()).experiment, before);
    await page.close();
  });

  test('a page at rest draws nothing', async () => {
    const page = await PlayPage.openPaused({
      init: () => {
        globalThis.frames = 0;
        const request = globalThis.requestAnimationFrame;
        globalThis.requestAnimationFrame = (callback) => request((time) => {
          globalThis.frames += 1;
          callback(time);
        });
      },
    });
    await page.untilState('paused', 0);
    await page.playwright.waitForTimeout(1500);
    const before = await page.evaluate(() => globalThis.frames);
    await page.playwright.waitForTimeout(1000);
    assert.equal(await page.evaluate(() => globalThis.frames), before);
    await page.close();
  });
});
