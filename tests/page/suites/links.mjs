// Links of playground.tensorflow.org, with all of their keys; and links of ours that hide and lock controls.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const THEIRS = 'activation=relu&regularization=L2&batchSize=21&dataset=spiral&regDataset=reg-gauss&learningRate=0.003&regularizationRate=0.01' +
  '&noise=20&networkShape=6,5,3&seed=0.41357&showTestData=true&discretize=true&percTrainData=70&x=true&y=true&xTimesY=true&xSquared=false' +
  '&ySquared=false&cosX=false&sinX=true&cosY=false&sinY=true&collectStats=false&problem=classification&initZero=false&hideText=true' +
  '&playButton_hide=true&learningRate_hide=true&noise_hide=true&discretize_hide=true&stepButton_hide=true';
const OURS = 'data=circle&layers=dense(4,tanh)+dense(1,sigmoid)&lr=0.03';

describe('links', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ link: THEIRS }); });
  after(() => page?.close());

  const go = async (hash, until) => {
    await page.evaluate((wanted) => { location.hash = wanted; }, `#${hash}`);
    await page.until(`#${hash} is open`, until);
  };

  test('a link of playground.tensorflow.org with all of its keys opens as it is meant', async () => {
    const { experiment } = await page.state();
    assert.equal(experiment.data.name, 'spiral');
    assert.ok(Math.abs(experiment.data.noise - 0.2) < 1e-9);
    assert.ok(Math.abs(experiment.data.train - 0.7) < 1e-9);
    assert.deepEqual([...experiment.data.inputs].sort(), ['sin(x1)', 'sin(x2)', 'x1', 'x1*x2', 'x2']);
    assert.deepEqual(experiment.model.map(({ units, activation }) => `${units} ${activation}`), ['6 relu', '5 relu', '3 relu', '1 tanh']);
    assert.equal(experiment.batch_size, 21);
    assert.equal(experiment.seed, 41357);
    assert.ok(Math.abs(experiment.optimizer.learning_rate - 0.003) < 1e-9);
    assert.ok(Math.abs(experiment.regularization.l2 - 0.01) < 1e-9);
    assert.equal(await page.widget('button', 'test points', 'aria-pressed'), 'true');
  });

  test('what it hides is not there, its neighbours are', async () => {
    const there = {};
    for (const [role, name] of [['button', 'Play'], ['button', 'Step'], ['slider', 'Learning rate'], ['slider', 'Noise'], ['button', 'discretize'],
      ['button', 'Reset'], ['slider', 'Training share'], ['button', 'test points']]) there[name] = await page.has(role, name);
    assert.deepEqual(there, { Play: false, Step: false, 'Learning rate': false, Noise: false, discretize: false,
      Reset: true, 'Training share': true, 'test points': true });
    assert.match((await page.state()).link, /hide=[^&]*play/, 'our own link of it does not hide them');
    await page.set('slider', 'Training share', 0.6);
    await page.until('the address is ours after an edit, and hides them', () => /train=0.6/.test(location.hash) && /hide=[^&]*play/.test(location.hash));
    assert.equal(await page.has('button', 'Play'), false);
  });

  test('hide= takes controls, cards and views away', async () => {
    await go(`${OURS}&hide=lr,share,microscope,data_card`, () => globalThis.deltarule.getState().experiment.data.name === 'circle');
    await page.until('the card is gone', () => !document.querySelector('#mirror input[aria-label="Noise"]'));
    assert.equal(await page.has('slider', 'Learning rate'), false);
    assert.equal(await page.has('button', 'Share'), false);
    assert.equal(await page.has('tab', 'Microscope'), false);
    assert.ok(await page.has('tab', 'Results'));
    assert.ok(await page.has('combobox', 'Optimizer'));
  });

  test('lock= leaves controls to be seen, and nothing moves them', async () => {
    await go(`${OURS}&lock=lr,reset,opt,layers`, () => document.querySelector('#mirror input[aria-label="Noise"]'));
    await page.untilWidget('slider', 'Learning rate', 'disabled', (disabled) => disabled);
    await page.untilWidget('combobox', 'Optimizer', 'disabled', (disabled) => disabled);
    for (const name of ['Reset', 'Add a layer']) {
      await page.untilWidget('button', name, 'aria-disabled', (disabled) => disabled === 'true');
    }
    assert.equal(await page.widget('slider', 'Noise', 'disabled'), false);
    const before = (await page.state()).experiment;
    await page.set('slider', 'Learning rate', 0.5);
    await page.press('button', 'Add a layer', 'Enter');
    await page.set('slider', 'Noise', 0.25);
    await page.until('what is not locked moves', () => globalThis.deltarule.getState().experiment.data.noise === 0.25);
    const now = (await page.state()).experiment;
    assert.deepEqual({ ...now, data: { ...now.data, noise: before.data.noise } }, before);
  });

  test('an unknown name is told, and the experiment opens all the same', async () => {
    await go(`${OURS}&noise=0.4&hide=banana`, () => globalThis.deltarule.getState().experiment.data.noise === 0.4);
    await page.untilWidget('status', 'Message', 'textContent', (text) => text.includes('banana'));
    await go(OURS, () => !/hide|lock/.test(globalThis.deltarule.getState().link));
  });
});
