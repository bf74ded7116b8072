// The network by hand: weights and biases set, on the neuron's card and on the diagram; layers and activations; knobs.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const ONE_NEURON = 'data=blobs&layers=dense(1,sigmoid)&seed=3';

describe('the network by hand', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ link: ONE_NEURON }); });
  after(() => page?.close());

  const untilValue = (name, wanted) => page.untilWidget('slider', name, 'value', (value, number) => Math.abs(value - number) < 1e-4, wanted);
  const untilExperiment = (what, fn, ...args) => page.until(what, `(...args) => (${fn})(globalThis.deltarule.getState().experiment, ...args)`, ...args);

  test('a weight or a bias set on the neuron’s card is the engine’s', async () => {
    for (const name of ['Weight of x₁ in neuron 1.1', 'Weight of x₂ in neuron 1.1', 'Bias of neuron 1.1']) {
      await page.set('slider', name, 0);
      await untilValue(name, 0);
    }
    // Nothing but zeros answers one half everywhere: the loss is log 2.
    await page.until('the loss is log 2', () => Math.abs(globalThis.deltarule.getState().trainLoss - Math.LN2) < 1e-5);
    await page.set('slider', 'Bias of neuron 1.1', -1.25);
    await untilValue('Bias of neuron 1.1', -1.25);
    await page.until('the loss follows', () => globalThis.deltarule.getState().trainLoss > Math.LN2 + 0.05);
  });

  test('a click on a link of the diagram opens its weight', async () => {
    const from = await page.rect('radio', 'Input x₁');
    await page.playwright.mouse.click(from.x + from.width + 8, from.y + from.height / 2);
    await page.until('its editor opens', () => [...document.querySelectorAll('#mirror button')].some((button) => button.textContent === 'Set to zero'));
    await page.set('slider', 'Weight of x₁ in neuron 1.1', 2);
    await untilValue('Weight of x₁ in neuron 1.1', 2);
    await page.press('button', 'Set to zero', 'Enter');
    await untilValue('Weight of x₁ in neuron 1.1', 0);
  });

  test('every neuron is there to be looked at, with its formula', async () => {
    await page.call('setExperiment', 'data=moons&layers=dense(3,tanh)+dense(2,relu)+dense(1,sigmoid)');
    await page.press('radio', 'Neuron 2.2', 'Space');
    await page.untilWidget('status', 'Neuron 2.2', 'textContent', (text) => text.includes('z ='));
    // The experiment before had a neuron 2.2 too, in some runs: its card is the new one's once it has three weights.
    await page.until('its third weight', () => document.querySelector('#mirror [aria-label="Weight of h₃ in neuron 2.2"]') !== null);
  });

  test('layers: each its activation or all the same, inserted anywhere, any width', async () => {
    await page.set('combobox', 'Activation of layer 2', 'GELU');
    await untilExperiment('one of its own', (experiment) => experiment.model[1].activation === 'gelu' && experiment.model[0].activation === 'tanh');
    await page.set('combobox', 'Activation', 'SiLU');
    await untilExperiment('all the same', (experiment) => experiment.model.slice(0, 2).every((layer) => layer.activation === 'silu'));
    await page.press('button', 'Insert a layer after layer 1', 'Enter');
    await untilExperiment('a layer more, in between', ({ model }) => model.length === 4 && model[0].units === 3 && model[2].units === 2);
    await page.set('slider', 'Neurons in layer 1', 64);
    await untilExperiment('a wide one', (experiment) => experiment.model[0].units === 64);
    assert.equal(await page.has('radio', 'Neuron 1.64'), false, 'a wide layer is folded');
    await page.press('button', 'Next neurons of layer 1', 'Enter');
    await page.until('its next neurons', () => document.querySelector('#mirror input[type=radio][aria-label="Neuron 1.1"]') === null);
    await page.press('button', 'Remove a layer', 'Enter');
    await untilExperiment('a layer less', ({ model }) => model.length === 3);
  });

  test('an optimizer has its own knobs, which act without a reset; what is rare stands behind "More"', async () => {
    await page.call('setExperiment', 'data=circle&layers=dense(4,tanh)+dense(1,sigmoid)&opt=momentum&lr=0.01');
    await page.call('step', 40);
    await page.untilState('paused', 40);
    await page.set('slider', 'Momentum', 0.5);
    await untilExperiment('momentum', ({ optimizer }) => Math.abs(optimizer.momentum - 0.5) < 1e-9);
    await page.set('slider', 'L2', 0.01);
    await untilExperiment('weight decay', ({ regularization }) => Math.abs(regularization.l2 - 0.01) < 1e-9);
    await page.set('slider', 'Dropout', 0.25);
    await untilExperiment('dropout', ({ model }) => model[1].layer === 'dropout' && model[1].rate === 0.25);
    assert.equal(await page.has('combobox', 'Schedule'), false);
    await page.press('button', 'More', 'Enter');
    await page.set('combobox', 'Schedule', 'Cosine');
    await untilExperiment('a schedule', ({ schedule }) => (schedule.name ?? schedule) === 'cosine');
    await page.press('button', 'More', 'Enter');
  });
});
