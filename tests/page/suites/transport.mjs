// The transport: steps of three sizes, speed, seeds, the same run again; the history; a run that diverges and its way back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const LINK = 'data=circle&n=200&train=0.5&batch=10&layers=dense(4,tanh)+dense(1,sigmoid)&seed=7';

describe('transport', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ link: LINK }); });
  after(() => page?.close());

  const start = async () => {
    await page.call('reset');
    return page.untilState('paused', 0);
  };
  const stepBy = async (unit) => {
    await page.set('combobox', 'Step by', unit);
    // The list shows the new choice by itself; the program has it a frame later.
    await page.playwright.evaluate(() => new Promise((resolve) => { requestAnimationFrame(() => requestAnimationFrame(resolve)); }));
  };
  const untilEpoch = (epoch) => page.until(`epoch ${epoch}`, (wanted) => {
    const state = globalThis.deltarule.getState();
    return Math.abs(state.epoch - wanted) < 1e-9 && state.status === 'paused';
  }, epoch);

  test('a step is one sample, one batch or one epoch', async () => {
    await start();
    await stepBy('sample');
    await page.press('button', 'Step', 'Enter');
    await untilEpoch(0.01);
    await start();
    await stepBy('epoch');
    await page.press('button', 'Step', 'Enter');
    await untilEpoch(1);
    await stepBy('batch');
    await page.press('button', 'Step', 'Enter');
    await untilEpoch(1.1);
  });

  test('after a reset it is the same run again, with a new seed another', async () => {
    const losses = async () => {
      const atStart = (await start()).trainLoss;
      await page.call('step', 60);
      return [atStart, (await page.untilState('paused', 60)).trainLoss];
    };
    const first = await losses();
    assert.deepEqual(await losses(), first);
    const { seed } = (await page.state()).experiment;
    await page.press('button', 'New seed', 'Enter');
    await page.until('another seed', (old) => globalThis.deltarule.getState().experiment.seed !== old, seed);
    assert.notDeepEqual(await losses(), first);
    assert.equal(await page.widget('button', 'New seed', 'aria-description'), String((await page.state()).experiment.seed));
  });

  test('stops by itself after so many epochs or below a loss, says why it does not play on, and plays on when it may', async () => {
    await start();
    await page.call('setExperiment', `${LINK}&stop_epochs=3`);
    await page.call('play');
    await untilEpoch(3);
    await page.press('button', 'Play', 'Enter');
    assert.match(await page.words('Message'), /epoch 3/);
    assert.equal((await page.state()).epoch, 3);
    await page.press('button', 'More', 'Enter');
    await page.set('slider', 'Stop after epochs', 5);
    await page.until('it counts', () => globalThis.deltarule.getState().experiment.stop.epochs === 5);
    await page.press('button', 'Play', 'Enter');
    await untilEpoch(5);
    await page.set('slider', 'Stop after epochs', 0);
    await page.set('slider', 'Stop below loss', 0.3);
    await page.until('it counts', () => globalThis.deltarule.getState().experiment.stop.loss === 0.3);
    await page.press('button', 'Play', 'Enter');
    await page.until('it has stopped below it', () => {
      const { status, trainLoss, epoch } = globalThis.deltarule.getState();
      return status === 'paused' && epoch > 5 && trainLoss < 0.3;
    });
    await page.press('button', 'More', 'Enter');
    await page.call('setExperiment', LINK);
  });

  test('speed goes from slow motion to as fast as it can', async () => {
    await start();
    await page.press('slider', 'Speed', 'Home');
    await page.untilWidget('slider', 'Speed', 'aria-valuetext', (text) => text === '2/s');
    await page.call('play');
    const { step } = await page.until('two batches', () => {
      const state = globalThis.deltarule.getState();
      return state.step >= 2 ? state : null;
    });
    assert.ok(step < 12, `step ${step} in slow motion`);
    await page.press('slider', 'Speed', 'End');
    await page.untilWidget('slider', 'Speed', 'aria-valuetext', (text) => text === 'max');
    await page.until('it is fast', () => globalThis.deltarule.getState().step > 3000);
    await page.call('pause');
    await page.untilState('paused');
    await page.press('button', 'auto', 'Enter');
    await page.untilWidget('button', 'auto', 'aria-pressed', (pressed) => pressed === 'true');
  });

  test('the history shows the network as it was, and training continues from there', async () => {
    await start();
    await page.press('tab', 'Curves', 'Enter');
    for (const step of [100, 200, 300, 400]) {
      await page.call('step', 100);
      await page.untilState('paused', step);
    }
    const latest = await page.state();
    await page.press('slider', 'History', 'Home');
    const past = await page.until('it is earlier', (then) => {
      const state = globalThis.deltarule.getState();
      return state.epoch < then ? state : null;
    }, latest.epoch);
    assert.notEqual(past.trainLoss, latest.trainLoss);
    await page.press('button', 'Back to latest', 'Enter');
    await page.until('it is now again', (loss) => globalThis.deltarule.getState().trainLoss === loss, latest.trainLoss);

    await page.press('slider', 'History', 'Home');
    await page.until('it is earlier', (then) => globalThis.deltarule.getState().epoch < then, latest.epoch);
    await page.press('button', 'Continue from here', 'Enter');
    await page.until('it trains, from there', (past) => globalThis.deltarule.getState().step > past, past.step);
    await page.call('pause');
    await page.untilState('paused');
    await page.until('it is the present', () => ![...document.querySelectorAll('#mirror button')].some((button) => button.textContent === 'Continue from here'));
  });

  test('a run that diverges says so, and goes back to the last good state', async () => {
    await page.call('setExperiment', 'data=plane&layers=dense(8,relu)+dense(1,linear)&loss=mse&opt=sgd&lr=0.01');
    await page.call('step', 200);
    await page.untilState('paused', 200);
    await page.set('slider', 'Learning rate', 10);
    await page.call('play');
    await page.until('it has diverged', () => globalThis.deltarule.getState().status === 'diverged');
    assert.match(await page.words('Message'), /finite range.*(layer|weight|loss)/i);
    await page.press('button', 'Go back', 'Enter');
    const state = await page.untilState('paused');
    assert.ok(Number.isFinite(state.trainLoss) && state.step > 0, `step ${state.step}, loss ${state.trainLoss}`);
    await page.until('the message goes', () => !document.querySelector('#mirror [role=status][aria-label="Message"]'));
  });
});
