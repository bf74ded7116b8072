// How a network of the image scene answers: softmax, a sigmoid for each class, the class's number; and one neuron that
// tells two digits apart.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

const trained = (page) => page.until('the network is built', () => globalThis.deltarule.getState().trainLoss !== null);

/** Chooses and waits until the last layer and the loss are those. */
async function choose(page, option, units, loss) {
  await page.set('combobox', 'Output and targets', option);
  await page.until(`the network answers as ${option}`, (wantedUnits, wantedLoss) => {
    const { experiment, trainLoss } = globalThis.deltarule.getState();
    return trainLoss !== null && experiment.model.at(-1).units === wantedUnits && experiment.loss === wantedLoss;
  }, units, loss);
}

describe('targets', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: 'data=mnist&n=1000' });
    await trained(page);
  });
  after(() => page?.close());

  test('ten sigmoids, one against the rest, read digits', async () => {
    await choose(page, 'One sigmoid per class', 10, 'binary_cross_entropy');
    await page.call('step', 100);
    assert.ok((await page.untilState('paused', 100)).testAccuracy > 0.7);
  });

  test('the number of the class as the target reads them worse', async () => {
    await choose(page, 'Integer: class number', 1, 'mse');
    await page.call('step', 100);
    const { testAccuracy } = await page.untilState('paused', 100);
    assert.ok(testAccuracy > 0.15 && testAccuracy < 0.7, `${testAccuracy}`);
    for (let digit = 0; digit < 10; ++digit) assert.ok(await page.has('status', `Answer ${digit}`));
    assert.deepEqual(await violations(page.playwright), []);
  });

  test('a single neuron tells two digits apart, and which two can be chosen', async () => {
    await page.set('combobox', 'Preset', 'Single neuron, two classes');
    await page.until('one neuron', () => globalThis.deltarule.getState().experiment.model.length === 2);
    await trained(page);
    await page.untilWidget('img', 'Filters', 'outerHTML', (html) => html.includes('28×28'));
    await page.set('combobox', 'Class 1 is', '7');
    await page.until('0 and 7', () => globalThis.deltarule.getState().experiment.data.classes === '0,7');
    await trained(page);
    await page.call('step', 50);
    assert.ok((await page.untilState('paused', 50)).testAccuracy > 0.9);
    assert.ok(await page.has('radio', 'Image 1 of class 7'));
    assert.deepEqual(await violations(page.playwright), []);
    assert.deepEqual(page.problems, []);
  });
});
