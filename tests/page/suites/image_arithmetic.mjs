// The arithmetic of the image scene in slow motion and by hand: windows slide, stop and step; every number that is taken
// apart is the engine's, checked against the numbers of the layer before; a layer's card, formula and engine agree on
// its size.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

// 28 x 28, the maximum of 2 x 2, 12 x 12 of 14 x 14, the mean of 2 x 2: 4 maps of 6 x 6 in one line.
const LAYERS = 'conv2d(4,5,relu,1,same)+max_pool2d(2)+conv2d(4,3,relu)+avg_pool2d(2)+flatten+dense(10,softmax)';
const CONV1 = '1 conv2d', MAX = '2 max_pool2d', CONV2 = '3 conv2d', MEAN = '4 avg_pool2d', FLATTEN = '5 flatten', SOFTMAX = '6 softmax';
const SIDES = { [CONV1]: 28, [MAX]: 14, [CONV2]: 12, [MEAN]: 6 };
const OUTCOME = { [CONV1]: 'ReLU z', [CONV2]: 'ReLU z', [MAX]: 'largest of the window', [MEAN]: 'mean of the window' };

const FIGURES_MS = 700;  // figures of the mirror are written at most twice a second
const TOLERANCE = 0.0021;  // of numbers with three decimals

const random = (count) => 1 + Math.floor(Math.random() * count);
const settled = () => new Promise((resolve) => { setTimeout(resolve, FIGURES_MS); });
const figure = async (page, name) => Number(await page.words(name));

const sliderIs = (page, name, value) => page.untilWidget('slider', name, 'value', (now, wanted) => Number(now) === wanted, value);

async function chooseLayer(page, layer) {
  await page.set('combobox', 'Layer', layer);
  // A slider takes no place that the layer before did not have.
  if (layer in SIDES) await page.untilWidget('slider', 'Row', 'max', (most, wanted) => Number(most) === wanted, SIDES[layer]);
  else await page.widget(...layer === FLATTEN ? ['slider', 'Number', 'max'] : ['status', 'softmax 0', 'textContent']);
}

async function choosePlace(page, place) {
  for (const [name, value] of Object.entries(place)) {
    await page.set('slider', name, value);
    await sliderIs(page, name, value);
  }
}

/** What the engine's layer has at this place. */
async function valueAt(page, layer, Map, Row, Column) {
  await chooseLayer(page, layer);
  await choosePlace(page, { Map, Row, Column });
  await settled();
  return figure(page, OUTCOME[layer]);
}

const close = (a, b, what) => assert.ok(Math.abs(a - b) < TOLERANCE, `${what}: ${a} and ${b}`);

describe('image arithmetic', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: `data=mnist&n=500&layers=${LAYERS}` });
    await page.until('the digits are there', () => globalThis.deltarule.getState().trainLoss !== null);
    await page.call('step', 40);
    await page.untilState('paused', 40);
    await page.press('radio', 'Image 1 of class 3', 'Space');
    await page.press('tab', 'Arithmetic', 'Enter');
  });
  after(() => page?.close());

  for (const layer of [CONV1, MAX, MEAN]) {
    test(`slow motion: the window of ${layer} slides, stops where it is told to, and steps by hand`, async () => {
      await chooseLayer(page, layer);
      await choosePlace(page, { Map: 2, Row: 3, Column: 1 });
      await page.press('button', 'Slide the window', 'Enter');
      await page.untilWidget('slider', 'Column', 'value', (now) => Number(now) >= 3);
      await page.press('button', 'Stop the window', 'Enter');
      await page.until('it has stopped', () => [...document.querySelectorAll('#mirror button')].some((b) => b.textContent === 'Slide the window'));
      const column = Number(await page.widget('slider', 'Column', 'value'));
      await settled();
      await settled();
      assert.equal(Number(await page.widget('slider', 'Column', 'value')), column);
      assert.equal(Number(await page.widget('slider', 'Row', 'value')), 3);
      await page.press('slider', 'Column', 'ArrowRight');
      await sliderIs(page, 'Column', column + 1);
      await settled();
      const stepped = await figure(page, OUTCOME[layer]);
      close(stepped, await valueAt(page, layer, 2, 3, column + 1), 'stepped to and chosen');
    });
  }

  test('slow motion ends at the last place, and begins again at the first', async () => {
    await chooseLayer(page, MEAN);
    await choosePlace(page, { Map: 1, Row: 6, Column: 5 });
    await page.press('button', 'Slide the window', 'Enter');
    await sliderIs(page, 'Column', 6);
    await page.until('it stops by itself', () => [...document.querySelectorAll('#mirror button')].some((b) => b.textContent === 'Slide the window'));
    await page.press('button', 'Slide the window', 'Enter');
    await sliderIs(page, 'Row', 1);
    await page.press('button', 'Stop the window', 'Enter');
  });

  test('convolution: sum and bias make z, and ReLU of z is what the engine has', async () => {
    for (const [layer, side] of [[CONV1, 28], [CONV2, 12], [CONV2, 12]]) {
      const answer = await valueAt(page, layer, random(4), random(side), random(side));
      const z = await figure(page, 'z');
      close(await figure(page, layer === CONV1 ? 'sum' : 'sum of all input maps') + await figure(page, '+ bias'), z, 'z');
      close(answer, Math.max(0, z), 'ReLU');
    }
  });

  test('pooling: the largest and the mean are those of the engine’s numbers in the layer before', async () => {
    const pools = [
      { layer: MAX, of: CONV1, side: 14, make: (values) => Math.max(...values) },
      { layer: MEAN, of: CONV2, side: 6, make: (values) => values.reduce((a, b) => a + b) / values.length },
    ];
    for (const { layer, of, side, make } of pools) {
      const [map, row, column] = [random(4), random(side), random(side)];
      const values = [];
      for (const [down, across] of [[0, 0], [0, 1], [1, 0], [1, 1]])
        values.push(await valueAt(page, of, map, 2 * row - 1 + down, 2 * column - 1 + across));
      close(await valueAt(page, layer, map, row, column), make(values), `${layer} at ${map}, ${row}, ${column}`);
    }
  });

  test('flatten is a re-arrangement: each number of the line is the engine’s at its place in the maps', async () => {
    for (const number of [random(144), random(144), 144]) {
      await chooseLayer(page, FLATTEN);
      await choosePlace(page, { Number: number });
      await settled();
      const at = number - 1;
      const [map, row, column] = [Math.floor(at / 36) + 1, Math.floor(at / 6) % 6 + 1, at % 6 + 1];
      const name = `Map ${map}, row ${row}, column ${column} becomes number ${number} of 144.`;
      close(await figure(page, name), await valueAt(page, MEAN, map, row, column), name);
    }
  });

  test('softmax: powers of e and their shares, which are the engine’s answers', async () => {
    await chooseLayer(page, SOFTMAX);
    await settled();
    const lines = [];
    for (let digit = 0; digit < 10; ++digit) {
      const [, z, power, share] = /^z (\S+), e\^\(z - max\) (\S+), (\S+) %$/.exec(await page.words(`softmax ${digit}`)).map(Number);
      const answer = Number.parseFloat(await page.words(`Answer ${digit}`));
      assert.ok(Math.abs(share - answer) < 0.06, `${digit}: ${share} % and ${answer} %`);
      lines.push({ z, power, share });
    }
    const highest = Math.max(...lines.map(({ z }) => z));
    const sum = lines.reduce((all, { power }) => all + power, 0);
    for (const { z, power, share } of lines) {
      close(power, Math.exp(z - highest), 'power of e');
      assert.ok(Math.abs(share - 100 * power / sum) < 0.05, `${share} % of ${power} / ${sum}`);
    }
  });

  test('stride and padding on a layer’s card: its shape, the formula and the engine’s maps agree', async () => {
    await chooseLayer(page, CONV1);
    const card = await page.evaluate(() => [...document.querySelectorAll('#mirror button')]
      .map((element) => element.textContent).find((name) => name.startsWith('Layer 1: conv2d')));
    await page.press('button', card, 'Enter');
    await page.until('its formula', () => [...document.querySelectorAll('#mirror [role=status]')].some((e) =>
      e.getAttribute('aria-label') === 'Output size' && e.textContent === 'floor((28 + 2·2 − 1·(5 − 1) − 1) / 1) + 1 = 28'));
    for (const [name, value, stride, padding] of [['Padding', 0, 1, 0], ['Stride', 2, 2, 0], ['Padding', 3, 2, 3], ['Stride', 3, 3, 3]]) {
      await page.set('slider', name, value);
      const side = Math.floor((28 + 2 * padding - (5 - 1) - 1) / stride) + 1;
      const shape = `4×${side}×${side}`;
      await page.until(`the card, the formula and the maps say ${shape}`, (wanted, formula) => {
        const all = (selector) => [...document.querySelectorAll(`#mirror ${selector}`)];
        const { experiment, trainLoss } = globalThis.deltarule.getState();
        return trainLoss !== null && experiment.model[0].layer === 'conv2d' &&
          all('button').some((e) => e.textContent.startsWith('Layer 1: conv2d') && e.textContent.includes(wanted)) &&
          all('[role=status]').some((e) => e.getAttribute('aria-label') === 'Output size' && e.textContent === formula) &&
          all('[role=img]').some((e) => e.getAttribute('aria-label') === 'conv 4 @ 5×5' && e.getAttribute('aria-description') === wanted);
      }, shape, `floor((28 + 2·${padding} − 1·(5 − 1) − 1) / ${stride}) + 1 = ${side}`);
      // What the engine trains: as many places to take apart, and batches that learn.
      await page.untilWidget('slider', 'Row', 'max', (most, wanted) => Number(most) === wanted, side);
      const { experiment } = await page.state();
      assert.deepEqual([experiment.model[0].stride, experiment.model[0].padding], [stride, padding === 0 ? 'valid' : padding]);
      await page.call('step', 2);
      await page.untilState('paused', 2);
    }
    assert.deepEqual(page.problems, []);
  });
});
