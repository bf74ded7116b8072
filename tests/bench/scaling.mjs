// How this engine's cost grows with the work: samples per second, and the share of the peak of multiplications and
// additions, against width, depth, batch, image size and sequence length.
import { writeFileSync } from 'node:fs';
import { trainingFlops } from './flops.mjs';
import { measure } from './measure.mjs';
import { plotScaling } from './plot.mjs';
import { shareOfPeak } from './statistics.mjs';
import { figure } from './table.mjs';

const dense = (units, activation = 'relu') => ({ layer: 'dense', units, activation });
const conv = (filters, padding) => ({ layer: 'conv2d', filters, kernel: 5, padding, activation: 'relu' });
const POOL = { layer: 'max_pool2d', kernel: 2 };

/** A workload as in workloads.json, that classifies. */
function classify(model, { shape, kind = 'images', steps = 1, targets = 10, batch = 32, samples = 4 * batch }) {
  const recurrent = steps > 1;
  return {
    unit: recurrent ? 'timesteps' : 'samples',
    data: { kind, shape, steps, targets, samples },
    network: {
      model: [...model, dense(targets, 'softmax')], loss: 'softmax_cross_entropy', batch_size: batch,
      optimizer: recurrent ? { name: 'adam', learning_rate: 0.001 } : { name: 'momentum', learning_rate: 0.001 },
    },
  };
}

export const SERIES = [
  { name: 'width', what: 'units n in n-n-n-10, batch 32', values: [8, 16, 32, 64, 128, 256, 512, 1024],
    workload: (n) => classify([dense(n), dense(n)], { shape: [n, 1, 1] }) },
  { name: 'depth', what: 'layers of 64 units, batch 32', values: [1, 2, 4, 8, 16],
    workload: (n) => classify(Array.from({ length: n }, () => dense(64)), { shape: [64, 1, 1] }) },
  { name: 'batch', what: 'samples in a batch, 784-128-10', values: [1, 2, 4, 8, 16, 32, 64, 128, 256],
    workload: (n) => classify([dense(128)], { shape: [784, 1, 1], batch: n }) },
  { name: 'image', what: 'pixels on a side, LeNet, batch 32', values: [12, 16, 20, 28, 40, 64],
    workload: (n) => classify([conv(6, 2), POOL, conv(16, 0), POOL, { layer: 'flatten' }, dense(120), dense(84)],
      { shape: [1, n, n] }) },
  { name: 'T', what: 'steps, LSTM of 128 units, batch 16', values: [4, 8, 16, 32, 64, 128, 256],
    workload: (n) => classify([{ layer: 'lstm', units: 128 }],
      { kind: 'letters', shape: [64, 1, 1], steps: n, targets: 64, batch: 16 }) },
];

/** @returns { scaling: [{ name, what, unit, points: [{ value, flops, engines: [{ name, median, ..., share }] }] }] } */
export async function measureScaling(engines, options, print) {
  const scaling = [];
  for (const { name, what, values, workload } of SERIES) {
    const points = [];
    for (const value of values) {
      const described = workload(value);
      const flops = trainingFlops(described);
      const results = await measure(described, engines, options);
      points.push({ value, flops, engines: results.map((result) => (
        result.why ? result : { ...result, share: shareOfPeak(result, flops * 1e-9) })) });
    }
    scaling.push({ name, what, unit: workload(values[0]).unit, points });
    print(seriesLines(scaling.at(-1)));
  }
  if (options.svg) writeFileSync(options.svg, plotScaling(scaling));
  return { scaling };
}

function seriesLines({ name, what, unit, points }) {
  const cell = ({ why, median, share }) => why ?? `${figure(median)} (${(100 * share).toFixed(0)} % of the peak)`;
  return [`${name}: ${what}`, [`${unit}/s`, ...points[0].engines.map((engine) => engine.name)],
    ...points.map(({ value, engines }) => [String(value), ...engines.map(cell)])]
    .map((row) => [row].flat().map((text, i) => text.padEnd(i === 0 ? 14 : 30)).join('').trimEnd());
}
