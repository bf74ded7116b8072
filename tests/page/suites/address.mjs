// The address and the memory: links open experiments, follow every change, are checked, and a reload loses nothing.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const message = () => [...document.querySelectorAll('#mirror [role=status]')].map((status) => status.textContent)
  .find((text) => text.length > 30) ?? null;

describe('the address', () => {
  test('a link opens its experiment and comes back unchanged', async () => {
    const link = 'data=spiral&noise=0.2&layers=dense(6,relu)+dense(1,sigmoid)&opt=sgd&lr=0.05&seed=3';
    const page = await PlayPage.openPaused({ link });
    const state = await page.state();
    assert.equal(state.link, link);
    assert.equal(state.experiment.data.name, 'spiral');
    assert.equal(state.experiment.optimizer.learning_rate, 0.05);
    assert.deepEqual(state.experiment.model[0], { layer: 'dense', units: 6, activation: 'relu' });
    await page.set('slider', 'Noise', 0.4);
    await page.until('the address follows', () => location.hash.includes('noise=0.4'));
    assert.equal(await page.call('setExperiment', await page.evaluate(() => location.href)), null);
    assert.equal((await page.state()).experiment.data.noise, 0.4);
    await page.close();
  });

  test('changing the address by hand opens the other experiment, without an entry in the history', async () => {
    const page = await PlayPage.openPaused();
    const entries = await page.evaluate(() => history.length);
    await page.set('slider', 'Noise', 0.2);
    await page.until('the address follows', () => location.hash.includes('noise=0.2'));
    assert.equal(await page.evaluate(() => history.length), entries);
    await page.evaluate(() => { location.hash = '#data=circle&layers=dense(3,tanh)+dense(1,sigmoid)'; });
    await page.until('the circle', () => globalThis.deltarule.getState().experiment.data.name === 'circle');
    await page.close();
  });

  test('a wrong link is explained, and the page runs all the same', async () => {
    const page = await PlayPage.openPaused({ link: 'data=spiral&layers=dense(8,tanhh)+dense(1,sigmoid)' });
    const text = await page.until('there is a message', message);
    assert.match(text, /layers|activation/);
    assert.match(text, /tanhh/);
    await page.call('step', 5);
    await page.untilState('paused', 5);
    await page.close();
  });

  test('ten thousand characters of nonsense do no harm', async () => {
    const page = await PlayPage.openPaused({ link: 'data=%00%ff&&==&'.repeat(700) });
    await page.until('there is a message', message);
    await page.call('step', 5);
    await page.untilState('paused', 5);
    await page.close();
  });

  test('a visit without a link finds what was there last time', async () => {
    const page = await PlayPage.openPaused({ colorScheme: 'light' });
    await page.set('slider', 'Learning rate', 0.2);
    await page.set('slider', 'Neurons in layer 1', 3);
    await page.press('button', 'Dark theme', 'Enter');
    await page.until('it is kept', () => (localStorage.getItem('deltarule.experiment') ?? '').includes('0.2') &&
      location.hash.includes('dense(3'));
    const before = (await page.state()).experiment;
    await page.evaluate(() => history.replaceState(null, '', location.pathname));
    await page.page.reload();
    await page.ready();
    assert.deepEqual((await page.state()).experiment, before);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'the ground before the first frame');
    await page.close();
  });

  test('without storage it works, and what is in the storage need not make sense', async () => {
    const refused = await PlayPage.openPaused({
      init: () => { Object.defineProperty(globalThis, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } }); },
    });
    await refused.set('slider', 'Noise', 0.2);
    await refused.until('the edit counts', () => globalThis.deltarule.getState().experiment.data.noise === 0.2);
    assert.deepEqual(refused.problems, []);
    await refused.close();

    const garbage = await PlayPage.openPaused({ init: () => { localStorage.setItem('deltarule.experiment', '{"deltarule": 99'); } });
    await garbage.until('there is a message', message);
    await garbage.close();
  });
});
