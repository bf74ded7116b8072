// The arithmetic of tools/bench, its command line and its data: no browser, no engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { batchStarts, drawData } from './data.mjs';
import { trainingFlops } from './flops.mjs';
import { measure, notLearning } from './measure.mjs';
import { readOptions } from './options.mjs';
import { PEERS } from './peers.mjs';
import { plotScaling } from './plot.mjs';
import { SERIES } from './scaling.mjs';
import { compare, comparisons, rotated, shareOfPeak, summary, verdict } from './statistics.mjs';
import { figure } from './table.mjs';

const { workloads } = JSON.parse(readFileSync(new URL('workloads.json', import.meta.url), 'utf8'));
const NAMES = workloads.map(({ name }) => name);
const workload = (name) => workloads.find((found) => found.name === name);

test('a median is the middle one, or between the two middle ones', () => {
  assert.deepEqual(summary([30, 10, 20]), { median: 20, min: 10, max: 30, rounds: 3 });
  assert.equal(summary([4, 1, 2, 10]).median, 3);
  assert.equal(summary([9, 10, 100]).median, 10);
});

test('in n rounds each of n engines has each place once', () => {
  const places = [0, 1, 2, 3].map((round) => rotated(4, round));
  for (const i of [0, 1, 2, 3]) {
    assert.deepEqual([...places[i]].sort(), [0, 1, 2, 3]);
    assert.deepEqual(places.map((order) => order[i]).sort(), [0, 1, 2, 3]);
  }
});

test('less than 1.4 times is undecided, either way', () => {
  assert.deepEqual([1.39, 0.72, 1].map(verdict), ['undecided', 'undecided', 'undecided']);
  assert.deepEqual([1.4, 0.71].map(verdict), ['faster', 'slower']);
});

test('ours is compared with the best of the others', () => {
  const others = [{ name: 'a', median: 10 }, { name: 'b', median: 40 }, { name: 'c', median: 20 }];
  assert.deepEqual(compare({ median: 120 }, others, 5),
    { against: 'b', ratio: 3, verdict: 'faster', bar: 5, kept: false });
  assert.equal(compare({ median: 120 }, others, 3).kept, true);
  assert.equal(compare({ median: 120 }, []), undefined);
  assert.equal(compare(undefined, others), undefined);
});

test('native programs are no browser peers, and a share of the peak is the median of the rounds', () => {
  const found = comparisons({ browser: 2, pytorch: 1, peak: 0.85 }, [
    { name: 'deltarule-wasm', group: 'ours', median: 10, rates: [9, 10, 5], peaks: [10, 10, 10] },
    { name: 'tfjs-wasm', group: 'browser', median: 4 },
    { name: 'pytorch', group: 'native', median: 40 },
  ]);
  assert.equal(found['wasm / best browser peer'].ratio, 2.5);
  assert.equal(found['wasm / PyTorch'].kept, false);
  assert.equal(found['wasm / its peak'].ratio, 0.9);
  assert.ok(!('wasm / native' in found));
  assert.equal(shareOfPeak({ rates: [1, 8], peaks: [4, 8] }, 0.5), 0.3125);
});

test('the command line is read, and what is wrong in it is said', () => {
  const read = (...words) => readOptions(words, NAMES);
  assert.deepEqual([read().rounds, read().seconds, read().workloads], [9, 1, NAMES]);
  assert.equal(read().peers.length, PEERS.length);
  assert.deepEqual(read('--workloads', 'W5,W1').workloads, ['W1', 'W5-256', 'W5-512']);
  assert.deepEqual(read('--peers=brain.js,pytorch', '--seconds=0.3').peers, ['brain.js', 'pytorch']);
  assert.equal(read('--rounds', '3').rounds, 3);
  assert.deepEqual(read('--scaling').peers, ['deltarule-wasm', 'deltarule-native']);
  for (const [words, message] of [
    [['--peers', 'keras'], /there is no "keras"/], [['--workloads', 'W'], /there is no "W"/],
    [['--rounds', '1.5'], /whole number/], [['--seconds', '-1'], /positive number/],
    [['--json'], /needs a value/], [['--fast'], /unknown option/],
    [['--svg', 'a.svg'], /--scaling/], [['--scaling', '--peers', 'pytorch'], /deltarule-wasm and deltarule-native/],
    [['--peers', ''], /there is no ""/],
  ]) assert.throws(() => read(...words), message);
});

test('the samples are as large as the workload says, one-hot where they are classes, and always the same', () => {
  for (const described of workloads.filter(({ data }) => data)) {
    const { samples, steps, shape, targets } = described.data;
    const { input, target } = drawData(described);
    assert.equal(input.length, samples * steps * shape.reduce((a, b) => a * b), described.name);
    assert.equal(target.length, samples * steps * targets, described.name);
    if (targets > 1) assert.equal(target.reduce((a, b) => a + b), samples * steps, described.name);
    assert.deepEqual(drawData(described).input.subarray(0, 50), input.subarray(0, 50));
    assert.equal(batchStarts(described).at(-1) + described.network.batch_size, samples, 'only full batches');
  }
});

test('multiplications and additions are those of the formulas', () => {
  // 784-128-10: forward 2 (784 128 + 128 10); the weights' gradient as much; the inputs' only of the second layer.
  assert.equal(trainingFlops(workload('W2')), 2 * (2 * 784 * 128) + 3 * (2 * 128 * 10));
  // The first convolution of LeNet: 6 filters of 25 cells at 784 places.
  const [first] = workload('W3').network.model;
  assert.equal(trainingFlops({ network: { model: [first] }, data: { shape: [1, 28, 28] } }), 2 * 2 * 25 * 6 * 784);
  const lstm = { network: { model: [{ layer: 'lstm', units: 2 }] }, data: { shape: [3, 1, 1] } };
  assert.equal(trainingFlops(lstm), 3 * 2 * 8 * (3 + 2) - 2 * 8 * 3);
});

const pretended = (rates, losses = [1, 0.5]) => {
  const left = [...rates];
  const loss = [...losses];
  return { make: async () => undefined, run: async () => left.shift() ?? 1, loss: async () => loss.shift() };
};

const fail = async () => { throw new Error('out of memory\nat x'); };

test('who cannot do a workload says why, who fails is said to, and the others are measured', async () => {
  const results = await measure({ network: {} }, [
    { name: 'able', group: 'browser', engine: pretended([0, 0, 5, 7, 6]) },
    { name: 'unable', group: 'browser', engine: { make: async () => 'has no gradient' } },
    { name: 'broken', group: 'browser', engine: { ...pretended([]), run: fail } },
    { name: 'stuck', group: 'browser', engine: pretended([], [1, 1]) },
  ], { rounds: 3, seconds: 1 });
  const [able, unable, broken] = results;
  assert.deepEqual([able.median, able.min, able.max, able.loss], [6, 5, 7, [1, 0.5]]);
  assert.equal(unable.why, 'has no gradient');
  assert.equal(broken.why, 'failed: out of memory');
  assert.deepEqual(notLearning(results).map(({ name }) => name), ['stuck']);
});

test('figures have three digits', () => {
  const figures = [1267000, 412345, 18.04, 6.3, 0.9, 9999].map(figure);
  assert.deepEqual(figures, ['1.27 M', '412 k', '18.0', '6.30', '0.90', '9999']);
});

test('the plot has a place for every point that was measured', () => {
  const engines = [{ name: 'deltarule-wasm', median: 1000, share: 0.5 }, { name: 'deltarule-native', why: 'absent' }];
  const series = SERIES.map(({ name, what, values }) =>
    ({ name, what, unit: 'samples', points: values.map((value) => ({ value, engines })) }));
  const svg = plotScaling(series);
  const count = SERIES.reduce((sum, { values }) => sum + values.length, 0);
  assert.equal(svg.match(/<circle class="wasm"/g).length, 2 * count);
  assert.ok(!svg.includes('NaN') && !svg.includes('<circle class="native"'));
});
