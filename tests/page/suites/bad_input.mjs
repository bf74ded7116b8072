// What cannot be meant is refused with words that name the place, and nothing is lost: one test for each kind.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { smallExperiment } from '../support/small_experiment.mjs';

const GOOD = smallExperiment('moons');
const FIELDS = ['data.name', 'data.samples', 'data.noise', 'data.train', 'data.inputs', 'loss', 'optimizer.name', 'optimizer.learning_rate',
  'regularization.l1', 'initializer', 'batch_size', 'seed', 'model'];

/** GOOD with the member at this path replaced. */
function changed(path, value) {
  const experiment = structuredClone(GOOD);
  const names = path.split('.');
  const last = names.pop();
  names.reduce((object, name) => object[name], experiment)[last] = value;
  return experiment;
}

describe('bad input', () => {
  let page;
  let experiment;

  before(async () => {
    page = await PlayPage.openPaused();
    assert.equal(await page.call('setExperiment', GOOD), null);
    ({ experiment } = await page.state());
  });
  after(() => page?.close());

  async function refuses(input, words) {
    const message = await page.call('setExperiment', input);
    assert.match(message ?? 'accepted', words);
    assert.ok(message.length < 600, 'a message is short enough to read');
  }

  async function isUnharmed() {
    assert.deepEqual((await page.state()).experiment, experiment);
    const { step } = await page.state();
    await page.call('step', 2);
    await page.untilState('paused', step + 2);
    assert.deepEqual(page.problems, []);
  }

  test('wrong types', async () => {
    for (const path of FIELDS) {
      const place = new RegExp(path.split('.').at(-1));
      const wrong = [true, { a: 1 }, null, /name|loss|initializer/.test(path) ? 3 : 'three'];
      for (const value of wrong) await refuses(changed(path, value), place);
    }
    for (const input of [[], 42, 'true', '"text"', '[1, 2, 3]']) await refuses(input, /./);
    await isUnharmed();
  });

  test('huge numbers, NaN and infinities', async () => {
    for (const number of ['1e308', '-1e308', '1e400', '-1e400', '1e-400000', '9'.repeat(400)]) {
      const text = JSON.stringify(GOOD).replace('"samples":100', `"samples":${number}`);
      await refuses(text, /samples|number|range|JSON/i);
    }
    for (const number of ['nan', 'inf', '-inf', 'NaN', 'Infinity', '1e999', '0x10', '١']) await refuses(`data=moons&lr=${number}`, /lr|learning/);
    await refuses(JSON.stringify(GOOD).replace('0.1}', 'NaN}'), /./);
    await refuses(changed('seed', -1), /seed/);
    await refuses(changed('batch_size', 1.5), /batch_size/);
    await isUnharmed();
  });

  test('unknown names', async () => {
    await refuses(changed('data.name', 'mooons'), /mooons/);
    await refuses(changed('loss', 'mqe'), /mqe/);
    await refuses(changed('optimizer.name', 'adamant'), /adamant/);
    await refuses(changed('initializer', '<img src=x onerror=alert(1)>'), /initializer/);
    await refuses(changed('data.inputs', ['x1', 'x3']), /x3/);
    await refuses(changed('model', [{ layer: 'densest', units: 1, activation: 'tanh' }]), /densest/);
    await refuses(changed('model', [{ layer: 'dense', units: 1, activation: 'relux' }]), /relux/);
    await refuses({ ...GOOD, deltarule: 2 }, /deltarule/);
    await refuses('data=moons&colour=red', /colour/);
    await isUnharmed();
  });

  test('ten megabytes of garbage', async () => {
    const kinds = {
      letters: () => 'x'.repeat(1e7),
      'open brackets': () => '['.repeat(1e7),
      'open objects': () => '{"data":'.repeat(1.25e6),
      'one long string': () => `{"deltarule":1,"loss":"${'m'.repeat(1e7)}"}`,
      'a long link': () => `data=moons&${'lr=0.1&'.repeat(1.4e6)}`,
      'a layer and a million more': () => `layers=${'dense(1,tanh)+'.repeat(7e5)}dense(1,sigmoid)`,
    };
    for (const [kind, make] of Object.entries(kinds)) {
      const message = await page.evaluate(async (source) => {
        try {
          await globalThis.deltarule.setExperiment((0, eval)(source)());
          return null;
        } catch (error) { return String(error.message ?? error); }
      }, String(make));
      assert.ok(message, `${kind} was accepted`);
      assert.ok(message.length < 600, `${kind}: a message of ${message.length} characters`);
    }
    await isUnharmed();
  });

  test('networks and data over the limits', async () => {
    const dense = (units) => ({ layer: 'dense', units, activation: 'tanh' });
    const last = GOOD.model[1];
    await refuses(changed('model', [...Array(40).fill(dense(3)), last]), /model|layers/);
    await refuses(changed('model', [dense(65), last]), /units/);
    await refuses(changed('model', [dense(0), last]), /units/);
    await refuses(changed('data.samples', 5001), /samples/);
    await refuses(changed('batch_size', 5000), /batch_size/);
    const points = Array.from({ length: 6000 }, (_, i) => [i % 6, 0, i % 2]);
    await refuses({ ...GOOD, data: { kind: 'points', name: 'custom', points, train: 0.5, inputs: ['x1', 'x2'] } }, /points/);
    await isUnharmed();
  });
});
