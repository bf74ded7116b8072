// How well LeNet-5 reads digits after so many of them: 90 % within ten seconds of training and 97 % within sixty, on a
// machine that trains on 800 a second while the page draws. How many it does here is printed and decides nothing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const SAMPLES_PER_SECOND = 800;
const EPOCH = 8000;  // of the 10,000 digits so many train
const PROMISES = [{ accuracy: 0.9, seconds: 10 }, { accuracy: 0.97, seconds: 60 }];
const epochsWithin = (seconds) => Math.floor(seconds * SAMPLES_PER_SECOND / EPOCH);

test('LeNet-5, as its preset has it, learns digits in as many samples as it may take', async (t) => {
  const page = await PlayPage.openPaused({ link: 'data=mnist', viewport: { width: 1280, height: 800 } });
  await page.until('the digits are there', () => globalThis.deltarule.getState().trainLoss !== null);
  assert.equal(await page.widget('combobox', 'Preset', 'value'), 'LeNet-5');
  await page.press('button', 'More', 'Enter');
  const accuracies = [];
  let seconds = 0;
  for (let epoch = 1; epoch <= epochsWithin(60) && !(accuracies.at(-1) >= 0.97); ++epoch) {
    await page.set('slider', 'Stop after epochs', epoch);
    await page.until('it counts', (wanted) => globalThis.deltarule.getState().experiment.stop?.epochs === wanted, epoch);
    const begun = Date.now();
    await page.press('button', 'Play', 'Enter');
    const state = await page.untilState('paused', epoch * EPOCH / 32);
    seconds += (Date.now() - begun) / 1000;
    accuracies.push(state.testAccuracy);
    t.diagnostic(`epoch ${epoch}: ${(100 * state.testAccuracy).toFixed(1)} % of the test digits, after ${seconds.toFixed(1)} s ` +
      `at ${Math.round(epoch * EPOCH / seconds)} samples/s`);
  }
  for (const { accuracy, seconds: most } of PROMISES) {
    const within = accuracies.slice(0, epochsWithin(most));
    assert.ok(within.some((reached) => reached >= accuracy), `${100 * accuracy} % within ${most} s: ${within}`);
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});
