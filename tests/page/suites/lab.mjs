// The lab: what each of its views says, and that it is about the network at hand.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const LINK = 'data=moons&n=200&train=0.5&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&opt=sgd&lr=0.1&seed=3';

describe('the lab', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: LINK });
    await page.call('step', 50);
    await page.untilState('paused', 50);
  });
  after(() => page?.close());

  const open = async (tab) => {
    await page.press('tab', tab, 'Enter');
    await page.untilWidget('tab', tab, 'aria-selected', (selected) => selected === 'true');
  };

  test('its views are tabs, one of them chosen, walked through by arrow keys', async () => {
    await open('Curves');
    const chosen = () => page.evaluate(() => [...document.querySelectorAll('#mirror [aria-label=Lab] [role=tab][aria-selected=true]')]
      .map((tab) => tab.textContent));
    for (const tab of ['Results', 'Microscope', 'Health', 'Landscape', 'Tuning']) {
      await page.page.press('ArrowRight');
      await page.page.press('Enter');
      await page.untilWidget('tab', tab, 'aria-selected', (selected) => selected === 'true');
      assert.deepEqual(await chosen(), [tab]);
    }
  });

  test('results: the confusion matrix counts every test point once, and accuracy is its diagonal', async () => {
    await open('Results');
    await page.press('radio', 'test', 'Space');
    const matrix = await page.untilWidget('img', 'Confusion matrix', 'aria-description', (text) => /\d/.test(text));
    const [a, b, c, d] = matrix.match(/\d+/g).map(Number);
    assert.equal(a + b + c + d, 100);
    assert.ok(Math.abs((a + d) / 100 - (await page.state()).testAccuracy) < 1e-6);
    const percent = (part, whole) => `${+((100 * part) / whole).toFixed(1)} %`;
    assert.equal(await page.words('Accuracy'), percent(a + d, 100));
    assert.match(await page.words('Class 1'), new RegExp(`precision ${percent(a, a + c)}, recall ${percent(a, a + b)}`));
  });

  test('the microscope walks forward and back through one sample, and its numbers are the sample’s', async () => {
    await open('Microscope');
    await page.press('slider', 'Step of the pass', 'Home');
    const titles = ['Inputs', 'Layer 1: weighted sum', 'Layer 1: activation', 'Layer 2: weighted sum', 'Layer 2: activation', 'Loss'];
    for (const [i, title] of titles.entries()) {
      if (i > 0) await page.press('button', 'Next step', 'Enter');
      await page.untilWidget('status', title, 'textContent', (text) => text.includes('='));
    }
    const loss = await page.words('Loss');
    await page.press('button', 'Previous step', 'Enter');
    await page.untilWidget('status', 'Layer 2: activation', 'textContent', (text) => text.includes('='));
    await page.press('slider', 'Step of the pass', 'End');
    await page.untilWidget('status', 'Update', 'textContent', (text) => text.includes('='));
    assert.equal(await page.widget('button', 'Next step', 'aria-disabled'), 'true');
    await page.set('slider', 'Step of the pass', 6);
    await page.press('button', 'Next sample', 'Enter');
    await page.untilWidget('status', 'Loss', 'textContent', (text, before) => text.includes('=') && text !== before, loss);

    assert.equal(await page.widget('button', 'Train on this sample', 'aria-disabled'), 'true', 'it is not the one that is next');
    await page.press('button', 'next in training', 'Enter');
    await page.untilWidget('button', 'next in training', 'aria-pressed', (pressed) => pressed === 'true');
    await page.untilWidget('status', 'Loss', 'textContent', (text) => text.includes('='));
    const { epoch } = await page.state();
    await page.press('button', 'Train on this sample', 'Enter');
    await page.until('one sample was learnt', (before) => Math.abs(globalThis.deltarule.getState().epoch - before - 0.01) < 1e-6, epoch);
  });

  test('Rosenblatt’s rule has its four steps', async () => {
    await page.call('setExperiment', 'data=blobs&noise=0&layers=dense(1,step)&opt=perceptron&lr=0.1&loss=mse&seed=2');
    await open('Microscope');
    await page.untilWidget('slider', 'Step of the pass', 'max', (max) => max === '4');
    await page.press('slider', 'Step of the pass', 'End');
    await page.untilWidget('status', '4. Change the weights', 'textContent', (text) => text.length > 20);
    await page.call('setExperiment', LINK);
  });

  test('health: a gradient norm for every layer, and what is wrong in words', async () => {
    await open('Health');
    await page.call('step', 20);
    for (const layer of ['Layer 1', 'Layer 2']) {
      await page.untilWidget('status', layer, 'textContent', (text) => Number(/Gradient norm ([\d.e-]+)/.exec(text)?.[1]) > 0);
    }
    await page.call('setExperiment', 'data=moons&layers=dense(4,relu)+dense(4,relu)+dense(1,sigmoid)&opt=sgd&lr=10&seed=1');
    await page.call('step', 300);
    await page.untilWidget('status', 'Health', 'textContent', (text) => /layer \d/i.test(text));
    await page.call('setExperiment', LINK);
  });

  test('the landscape arrives whole, turns, and becomes a curve over one weight', async () => {
    await open('Landscape');
    await page.untilWidget('img', 'Landscape', 'aria-description', (text) => text.startsWith('Loss from'));
    const rect = await page.rect('img', 'Landscape');
    const before = await page.picture(rect);
    await page.press('slider', 'Turn', 'Home');
    await page.untilWidget('slider', 'Turn', 'value', (value) => Number(value) === -180);
    await untilDifferent(page, rect, before, 0.02);
    await page.set('combobox', 'Axes', 'Random directions');
    await page.untilWidget('img', 'Landscape', 'aria-description', (text) => text.startsWith('Loss from'));
    await page.set('combobox', 'Axes', 'Two weights');
    await page.set('combobox', 'Second weight', 'none: a curve');
    await page.untilWidget('img', 'Landscape', 'aria-description', (text) => text.includes('slope'));
    assert.equal(await page.has('slider', 'Turn'), false);
  });

  test('three learning rates roll from the same start', async () => {
    await page.set('combobox', 'Axes', 'Random directions');
    await page.press('button', 'compare learning rates', 'Enter');
    await page.until('three losses', () => [...document.querySelectorAll('#mirror [role=status][aria-label^="Learning rate "]')]
      .filter((status) => /^\d|diverged/.test(status.textContent)).length === 3);
  });

  test('tuning: a search, its table in any order, and a trial opened', async () => {
    await open('Tuning');
    await page.set('slider', 'Epochs each', 2);
    await page.press('button', 'Search', 'Enter');
    const count = 12;
    await page.until('all trials are there', (wanted) => document.querySelectorAll('#mirror [role=status][aria-label^="Trial "]').length === wanted, count);
    const column = (name) => page.evaluate((wanted) => [...document.querySelectorAll('#mirror [role=status][aria-label^="Trial "]')]
      .map((row) => parseFloat(row.textContent.split(`${wanted} `)[1])), name);
    const sorted = (numbers, sign) => numbers.every((number, i) => i === 0 || sign * (number - numbers[i - 1]) >= 0);
    const order = async (name, sign) => {
      await page.press('button', `Sort by ${name}`, 'Enter');
      for (const deadline = Date.now() + 10000; !sorted(await column(name), sign);) {
        assert.ok(Date.now() < deadline, `${name}: ${await column(name)}`);
      }
    };
    await order('Learning rate', 1);
    await order('Learning rate', -1);
    await order('Test loss', 1);
    const row = await page.words('Trial 5');
    await page.press('button', 'Open trial 5', 'Enter');
    await page.until('it is the experiment', (rate) =>
      Math.abs(globalThis.deltarule.getState().experiment.optimizer.learning_rate / rate - 1) < 0.01, parseFloat(row.match(/Learning rate ([\d.]+)/)[1]));
    const [, depth, width] = row.match(/Layers (\d+) × (\d+)/).map(Number);
    const { model } = (await page.state()).experiment;
    assert.equal(model.length, depth + 1);
    assert.equal(model[0].units, width);
  });

  test('earlier runs stay as ghosts until they are forgotten', async () => {
    await page.call('setExperiment', LINK);
    await page.call('pause');
    await page.call('reset');
    await page.untilState('paused', 0);
    await open('Curves');
    await page.call('step', 60);
    await page.untilState('paused', 60);
    await page.call('reset');
    await page.untilState('paused', 0);
    const ghosts = () => document.querySelectorAll('#mirror [role=status][aria-label^="Earlier run"]').length;
    await page.until('a ghost', ghosts);
    await page.press('button', 'Forget earlier runs', 'Enter');
    await page.until('none', `() => (${ghosts})() === 0`);
  });
});

/** Waits until more than this share of the pixels is different. */
async function untilDifferent(page, rect, before, least) {
  for (const deadline = Date.now() + 10000; ;) {
    const now = await page.picture(rect);
    let different = 0;
    let seen = 0;
    for (let y = 0; y < now.height; y += 3) {
      for (let x = 0; x < now.width; x += 3) {
        seen += 1;
        const other = before.pixel(x, y);
        if (now.pixel(x, y).some((channel, i) => Math.abs(channel - other[i]) > 16)) different += 1;
      }
    }
    if (different > least * seen) return;
    assert.ok(Date.now() < deadline, `${different} of ${seen} pixels are different`);
  }
}
