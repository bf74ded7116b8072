// Own points: written, painted and erased on the output map, kept in the link; and the map's switches.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { isBlue, isOrange, share } from '../support/png.mjs';

const LINK = 'data=blobs&noise=0&n=200&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.03&seed=1';

describe('own points', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ link: LINK }); });
  after(() => page?.close());

  const points = () => page.evaluate(() => globalThis.deltarule.getState().experiment.data.points ?? []);
  const untilCount = (count) => page.until(`${count} points`, (wanted) =>
    globalThis.deltarule.getState().experiment.data.points?.length === wanted, count);
  const choose = async (tool) => {
    await page.press('radio', tool, 'Space');
    await page.untilWidget('radio', tool, 'checked', (checked) => checked);
  };

  test('points are written, after clearing those of the set', async () => {
    await page.press('button', 'Clear all points', 'Enter');
    await page.type('Add a point', '1.5, -2, 1');
    await untilCount(1);
    await page.type('Add a point', '1 2 2');
    await untilCount(2);
    assert.deepEqual(await points(), [[1.5, -2, 0], [1, 2, 1]]);
    await page.type('Add a point', '7, 0, 1');
    await page.until('it is refused in words', () => /-6 to 6/.test(document.querySelector('#mirror [role=status][aria-label="Message"]')?.textContent));
    assert.equal((await points()).length, 2);
    await page.press('button', 'Dismiss', 'Enter');
    await page.until('the message gives its room back', () => !document.querySelector('#mirror [role=status][aria-label="Message"]'));
  });

  test('points are painted and erased by mouse', async () => {
    const before = (await points()).length;
    await choose('Paint class 2');
    await page.drag('img', 'Output', [0.3, 0.8], [0.7, 0.8]);
    await page.until('there are more', (count) => globalThis.deltarule.getState().experiment.data.points.length > count + 4, before);
    const painted = (await points()).slice(before);
    for (const [x1, x2, label] of painted) {
      assert.equal(label, 1);
      assert.ok(x1 > -3 && x1 < 3 && x2 < -3 && x2 > -4.2, `${x1}, ${x2}`);
    }
    await choose('Erase points');
    await page.drag('img', 'Output', [0.28, 0.8], [0.72, 0.8]);
    await untilCount(before);
    await choose('Pointer');
  });

  test('the network is kept while points come and go, and the link keeps them', async () => {
    const step = (await page.state()).step + 50;
    await page.call('step', 50);
    await page.untilState('paused', step);
    await page.type('Add a point', '-3, -3, 1');
    await untilCount(3);
    await page.call('step', 1);
    await page.untilState('paused', step + 1);
    const wanted = await points();
    await page.until('the address has them', () => /points=.*-3,-3/.test(decodeURIComponent(location.hash)));
    await page.page.reload();
    await page.ready();
    assert.deepEqual(await points(), wanted);
    await page.press('radio', 'Circle', 'Space');
    await page.until('the circle', () => globalThis.deltarule.getState().experiment.data.name === 'circle');
  });

  test('boundary, discretize and test points change the picture of the map', async () => {
    await page.call('setExperiment', LINK);
    await page.call('step', 300);
    await page.untilState('paused', 300);
    for (const name of ['boundary', 'discretize', 'test points']) {
      const rect = await page.rect('img', 'Output');
      const before = await page.picture(rect);
      await page.press('button', name, 'Enter');
      await page.untilWidget('button', name, 'aria-pressed', (pressed) => pressed === 'true');
      for (const deadline = Date.now() + 5000; ;) {
        if (!samePicture(await page.picture(rect), before)) break;
        assert.ok(Date.now() < deadline, `"${name}" changes nothing`);
      }
      await page.press('button', name, 'Enter');
      await page.untilWidget('button', name, 'aria-pressed', (pressed) => pressed === 'false');
    }
    const picture = await page.picture(await page.rect('img', 'Output'));
    assert.ok(share(picture, isBlue) > 0.1 && share(picture, isOrange) > 0.1);
  });
});

function samePicture(a, b) {
  let different = 0;
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) {
      const other = b.pixel(x, y);
      if (a.pixel(x, y).some((channel, i) => Math.abs(channel - other[i]) > 24)) different += 1;
    }
  }
  return different < 30;
}
