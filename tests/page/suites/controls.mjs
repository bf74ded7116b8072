// Every control of the page acts on the experiment; the ones that may act live do not start the network anew.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

describe('controls', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused(); });
  after(() => page?.close());

  const untilExperiment = (what, fn, ...args) => page.until(what, `(...args) => (${fn})(globalThis.deltarule.getState().experiment, ...args)`, ...args);

  test('each data set can be chosen', async () => {
    const sets = { Circle: 'circle', 'Exclusive or': 'xor', Spiral: 'spiral', Checkerboard: 'checkerboard', 'Three blobs': 'blobs3',
      'Plane (regression)': 'plane', 'AND gate': 'and' };
    for (const [label, name] of Object.entries(sets)) {
      await page.press('radio', label, 'Space');
      await untilExperiment(`${name} is trained on`, (experiment, wanted) => experiment.data.name === wanted, name);
      await page.until(`${label} is checked`, (wanted) => document.querySelector(`#mirror input[aria-label="${wanted}"]`).checked, label);
    }
    await page.press('radio', 'Moons', 'Space');
    await untilExperiment('moons again', (experiment) => experiment.data.name === 'moons');
  });

  test('noise, training share and inputs', async () => {
    await page.set('slider', 'Noise', 0.3);
    await untilExperiment('noise', (experiment) => experiment.data.noise === 0.3);
    await page.set('slider', 'Training share', 0.7);
    await untilExperiment('share', (experiment) => experiment.data.train === 0.7);
    await page.press('button', 'x₁²', 'Enter');
    await untilExperiment('another input', (experiment) => experiment.data.inputs.length === 3);
    await page.press('button', 'x₁²', 'Enter');
    await untilExperiment('gone again', (experiment) => experiment.data.inputs.length === 2);
  });

  test('class balance, where there are two classes to balance', async () => {
    const name = 'Class balance';
    await page.set('slider', name, 0.2);
    await untilExperiment('balance', (experiment) => experiment.data.balance === 0.2);
    await page.press('radio', 'Three blobs', 'Space');
    await page.until('no balance of three classes', (wanted) => !document.querySelector(`#mirror input[aria-label="${wanted}"]`), name);
    await page.press('radio', 'Moons', 'Space');
    await page.set('slider', name, 0.5);
    await untilExperiment('as before', (experiment) => experiment.data.balance === 0.5);
  });

  test('hidden layers that nobody has touched follow the data set', async () => {
    const hidden = (experiment) => experiment.model.slice(0, -1).map((layer) => `${layer.units} ${layer.activation}`).join(', ');
    await page.call('setExperiment', 'data=moons');
    const before = hidden((await page.state()).experiment);
    await page.press('radio', 'Spiral', 'Space');
    await untilExperiment('waves for the spiral', (experiment) => experiment.model[0].activation === 'sine');
    await page.press('radio', 'Moons', 'Space');
    await untilExperiment('moons again', (experiment) => experiment.data.name === 'moons' && experiment.model[0].activation === 'tanh');
    assert.equal(hidden((await page.state()).experiment), before);
  });

  test('the learning rate acts live, over its whole logarithmic range', async () => {
    await page.call('reset');
    await page.call('step', 50);
    await page.untilState('paused', 50);
    await page.set('slider', 'Learning rate', 0.1);
    await untilExperiment('0.1', (experiment) => experiment.optimizer.learning_rate === 0.1);
    await page.press('slider', 'Learning rate', 'Home');
    await untilExperiment('the least', (experiment) => experiment.optimizer.learning_rate === 1e-5);
    await page.press('slider', 'Learning rate', 'End');
    await untilExperiment('the greatest', (experiment) => experiment.optimizer.learning_rate === 10);
    assert.equal((await page.state()).step, 50, 'the run was started anew');
    await page.set('slider', 'Learning rate', 0.03);
    await untilExperiment('as before', (experiment) => experiment.optimizer.learning_rate === 0.03);
    assert.equal(await page.widget('slider', 'Learning rate', 'aria-valuetext'), '0.030');
  });

  test('arrow keys reach every whole number of a slider', async () => {
    await page.set('slider', 'Batch size', 1);
    await untilExperiment('1', (experiment) => experiment.batch_size === 1);
    for (const size of [2, 3]) {
      await page.press('slider', 'Batch size', 'ArrowRight');
      await untilExperiment(`${size}`, (experiment, wanted) => experiment.batch_size === wanted, size);
      await page.playwright.waitForTimeout(50);
    }
  });

  test('optimizer and loss', async () => {
    await page.set('combobox', 'Optimizer', 'Momentum');
    await untilExperiment('momentum', (experiment) => experiment.optimizer.name === 'momentum');
    await page.set('combobox', 'Loss', 'Mean squared error');
    await untilExperiment('mse', (experiment) => experiment.loss === 'mse');
  });

  test('layers, widths and activations', async () => {
    await page.set('slider', 'Hidden layers', 4);
    await untilExperiment('four hidden layers', (experiment) => experiment.model.length === 5);
    await page.press('slider', 'Neurons in layer 4', 'End');
    await untilExperiment('a wide one', (experiment) => experiment.model[3].units >= 16);
    await page.press('slider', 'Hidden layers', 'Home');
    await untilExperiment('none', (experiment) => experiment.model.length === 1);
    await page.set('slider', 'Hidden layers', 2);
    await untilExperiment('two', (experiment) => experiment.model.length === 3);
    await page.set('combobox', 'Activation', 'ReLU');
    await untilExperiment('all the same', (experiment) => experiment.model.slice(0, 2).every((layer) => layer.activation === 'relu'));
    await page.set('combobox', 'Activation of layer 2', 'sine');
    await untilExperiment('one of its own', (experiment) => experiment.model[0].activation === 'relu' && experiment.model[1].activation === 'sine');
  });

  test('the mouse works on the canvas itself', async () => {
    const { step } = await page.state();
    const box = await page.rect('button', 'Step');
    await page.playwright.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.untilState('paused', step + 1);
  });

  test('the space bar plays and pauses where nothing has the focus', async () => {
    await page.evaluate(() => document.activeElement.blur());
    await page.page.press('Space');
    await page.untilState('training');
    await page.page.press('Space');
    await page.untilState('paused');
  });
});
