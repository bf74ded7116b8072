// What has to work in every browser: it opens, learns, draws, obeys its controls, keeps its state and says what is wrong.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BROWSER } from '../support/browser.mjs';
import { PlayPage } from '../support/play_page.mjs';
import { isBlue, isOrange, share } from '../support/png.mjs';

describe(`core in ${BROWSER}`, () => {
  let page;
  before(async () => { page = await PlayPage.open(); });
  after(() => page?.close());

  test('opens and learns by itself within ten seconds', async () => {
    await page.until('it learns', () => globalThis.deltarule.getState().step > 0);
    const started = Date.now();
    await page.until('90 % of the test points are right', () => globalThis.deltarule.getState().testAccuracy >= 0.9);
    assert.ok(Date.now() - started < 10000, `took ${Date.now() - started} ms`);
  });

  test('draws the output map in both colours', async () => {
    const rect = await page.rect('img', 'Output');
    assert.ok(rect.width > 150 && rect.height > 150, `the map is ${rect.width} x ${rect.height}`);
    const picture = await page.picture(rect);
    assert.ok(share(picture, isBlue) > 0.1, 'too little blue');
    assert.ok(share(picture, isOrange) > 0.1, 'too little orange');
  });

  test('pauses, steps and resets by keyboard', async () => {
    await page.press('button', 'Pause', 'Enter');
    const paused = await page.untilState('paused');
    await page.press('button', 'Step', 'Enter');
    await page.untilState('paused', paused.step + 1);
    await page.press('button', 'Reset', 'Enter');
    await page.untilState('paused', 0);
  });

  test('the same steps give the same numbers, bit for bit, after a reset', async () => {
    const run = async () => {
      await page.call('reset');
      await page.untilState('paused', 0);
      await page.call('step', 300);
      const { trainLoss, testLoss, trainAccuracy, testAccuracy } = await page.untilState('paused', 300);
      return { trainLoss, testLoss, trainAccuracy, testAccuracy };
    };
    const first = await run();
    assert.ok(first.trainLoss > 0 && first.trainLoss < 1);
    assert.deepEqual(await run(), first);
  });

  test('the learning rate follows the arrow keys', async () => {
    const before = (await page.state()).experiment.optimizer.learning_rate;
    await page.press('slider', 'Learning rate', 'ArrowRight', 'ArrowRight');
    await page.until('it grows', (rate) => globalThis.deltarule.getState().experiment.optimizer.learning_rate > rate, before);
  });

  test('a data set is chosen, the address follows, a reload keeps it', async () => {
    await page.press('radio', 'Moons', 'ArrowRight');
    await page.until('the data set changes', () => globalThis.deltarule.getState().experiment.data.name !== 'moons');
    const { name } = (await page.state()).experiment.data;
    await page.until('the address follows', (wanted) => location.hash.includes(`data=${wanted}`), name);
    const before = (await page.state()).experiment;
    await page.page.reload();
    await page.ready();
    assert.deepEqual((await page.state()).experiment, before);
  });

  test('layers and their widths change the network', async () => {
    await page.set('slider', 'Hidden layers', 3);
    await page.until('there are three', () => globalThis.deltarule.getState().experiment.model.length === 4);
    await page.set('slider', 'Neurons in layer 1', 5);
    await page.until('the first has five', () => globalThis.deltarule.getState().experiment.model[0].units === 5);
  });

  test('a link of playground.tensorflow.org opens, and hides what it hides', async () => {
    await page.evaluate(() => { location.hash = '#activation=relu&batchSize=12&dataset=xor&learningRate=0.01&networkShape=3&seed=0.5&noise_hide=true'; });
    await page.until('it is open', () => globalThis.deltarule.getState().experiment.batch_size === 12);
    const { data, model, optimizer } = (await page.state()).experiment;
    assert.deepEqual([data.name, model[0].units, model[0].activation, optimizer.learning_rate], ['xor', 3, 'relu', 0.01]);
    await page.until('noise is hidden', () => document.querySelector('#mirror input[aria-label="Noise"]') === null);
  });

  test('the microscope walks through one sample', async () => {
    await page.press('tab', 'Microscope', 'Enter');
    await page.untilWidget('status', 'Inputs', 'textContent', (text) => /x₁ = .*x₂ = .*t = /.test(text));
    await page.press('button', 'Next step', 'Enter');
    await page.untilWidget('status', 'Layer 1: weighted sum', 'textContent', (text) => text.includes('='));
  });

  test('points are painted on the map', async () => {
    await page.press('radio', 'Paint class 2', 'Space');
    await page.untilWidget('radio', 'Paint class 2', 'checked', (checked) => checked);
    await page.drag('img', 'Output', [0.4, 0.7], [0.6, 0.7]);
    await page.until('they are the user’s own', () => globalThis.deltarule.getState().experiment.data.name === 'custom');
    const { points } = (await page.state()).experiment.data;
    assert.equal(points.at(-1)[2], 1);
    assert.ok(Math.abs(points.at(-1)[1] + 2.4) < 0.3, `painted at ${points.at(-1)}`);
  });

  test('a link that is wrong says what is wrong', async () => {
    await page.evaluate(() => { location.hash = '#data=spiral&lr=many'; });
    await page.until('a message names it', () =>
      [...document.querySelectorAll('#mirror [role=status]')].some((status) => /lr/.test(status.textContent) && /many/.test(status.textContent)));
  });

  test('the console stays silent', () => {
    assert.deepEqual(page.problems ?? [], []);
  });
});
