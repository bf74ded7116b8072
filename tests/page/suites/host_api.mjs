// window.deltarule, as a host page uses it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { smallExperiment } from '../support/small_experiment.mjs';

const XOR = smallExperiment('xor');

describe('window.deltarule', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused(); });
  after(() => page?.close());

  test('is there before the program runs, and waits for it', async () => {
    const early = await PlayPage.openPaused({
      init: () => {
        globalThis.log = [];
        addEventListener('DOMContentLoaded', () => setTimeout(async () => {
          globalThis.log.push(globalThis.deltarule.getState());
          await globalThis.deltarule.setExperiment('data=circle&layers=dense(2,tanh)+dense(1,sigmoid)');
          await globalThis.deltarule.ready;
          globalThis.log.push(globalThis.deltarule.getState().experiment.data.name);
        }));
      },
    });
    await early.until('it was answered', () => globalThis.log.length === 2);
    assert.equal((await early.evaluate(() => globalThis.log))[1], 'circle');
    await early.close();
  });

  test('getState has every member', async () => {
    await page.untilState('paused', 0);
    const state = await page.state();
    assert.deepEqual(Object.keys(state).sort(), ['epoch', 'experiment', 'link', 'math', 'memory', 'samplesPerSecond', 'status', 'step', 'testAccuracy',
      'testLoss', 'trainAccuracy', 'trainLoss']);
    assert.equal(state.experiment.deltarule, 1);
    assert.equal(state.math, 'exact');
    for (const use of ['parameters', 'activations', 'scratch']) assert.ok(state.memory[use] > 0, use);
    assert.equal(state.memory.parameters % 16, 0);  // four numbers of four bytes for each
    assert.match(await page.words('Memory'), /KB = parameters .* activations .* scratch /);
    assert.ok(state.link.startsWith('data='));
    for (const figure of ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy']) assert.equal(typeof state[figure], 'number');
  });

  test('setExperiment takes an object, JSON text or a link, and they mean the same', async () => {
    assert.equal(await page.call('setExperiment', XOR), null);
    const { experiment, link } = await page.state();
    assert.equal(experiment.data.name, 'xor');
    assert.equal(await page.call('setExperiment', 'data=circle'), null);
    assert.equal(await page.call('setExperiment', JSON.stringify(XOR)), null);
    assert.deepEqual((await page.state()).experiment, experiment);
    assert.equal(await page.call('setExperiment', `#${link}`), null);
    assert.deepEqual((await page.state()).experiment, experiment);
  });

  test('what is wrong is refused with words, and nothing changes', async () => {
    const before = (await page.state()).experiment;
    const wrong = [
      [{ ...XOR, batch_size: 1e9 }, /batch_size/], [{ ...XOR, surprise: 1 }, /surprise/], ['{"deltarule": 1,', /./], ['lr=fast', /lr/],
      [{ ...XOR, model: [] }, /model/], [{ ...XOR, optimizer: { name: 'adam', learning_rate: 'high' } }, /learning_rate/], [null, /./],
    ];
    for (const [experiment, words] of wrong) assert.match((await page.call('setExperiment', experiment)) ?? 'accepted', words);
    assert.match(await page.call('step', -1), /step/);
    assert.match(await page.call('step', 'many'), /step/);
    assert.deepEqual((await page.state()).experiment, before);
  });

  test('play, pause, step and reset', async () => {
    await page.call('reset');
    await page.untilState('paused', 0);
    await page.call('step', 25);
    await page.untilState('paused', 25);
    await page.call('play');
    await page.until('it trains', () => globalThis.deltarule.getState().step > 25);
    await page.call('pause');
    await page.untilState('paused');
    await page.call('reset');
    await page.untilState('paused', 0);
  });

  test('events reach listeners until they unsubscribe', async () => {
    await page.evaluate(() => {
      globalThis.heard = { snapshot: [], experiment: [], status: [] };
      globalThis.stops = Object.keys(globalThis.heard).map((event) =>
        globalThis.deltarule.on(event, (detail) => globalThis.heard[event].push(detail)));
    });
    await page.call('setExperiment', 'data=spiral&layers=dense(4,tanh)+dense(1,sigmoid)');
    await page.call('step', 3);
    await page.untilState('paused', 3);
    await page.call('play');
    await page.untilState('training');
    await page.call('pause');
    await page.untilState('paused');
    const heard = await page.until('all were heard', () => {
      const { snapshot, experiment, status } = globalThis.heard;
      return snapshot.length > 1 && experiment.length > 0 && status.length > 1 ? globalThis.heard : null;
    });
    assert.equal(heard.experiment[0].experiment.data.name, 'spiral');
    assert.deepEqual(heard.status.map(({ status }) => status).slice(-2), ['training', 'paused']);
    assert.equal(typeof heard.snapshot.at(-1).trainLoss, 'number');

    const counted = await page.evaluate(() => {
      for (const stop of globalThis.stops) stop();
      return globalThis.heard.snapshot.length;
    });
    const { step } = await page.state();
    await page.call('step', 2);
    await page.untilState('paused', step + 2);
    assert.equal(await page.evaluate(() => globalThis.heard.snapshot.length), counted);
  });
});
