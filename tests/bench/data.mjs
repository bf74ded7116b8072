// The samples of a workload: synthetic, seeded, the same numbers for every engine, and something that can be learned.
// Runs in Node and in pages. Layout: input [samples, steps, channels, height, width], target [samples, steps, targets].
import { circle, seeded } from './playground_baseline.mjs';

const SEED = 1;

/** -1 or 1 within and around a disc, in the plane. */
function points({ samples }, random) {
  const drawn = circle(samples, random);
  return { input: drawn.flatMap(({ inputs }) => inputs), target: drawn.map(({ target }) => target) };
}

/** Each class has one pattern; noise lies over it. */
function images({ shape, targets, samples }, random) {
  const features = shape[0] * shape[1] * shape[2];
  const patterns = Array.from({ length: targets }, () => Array.from({ length: features }, () => random() < 0.2));
  const input = [];
  const target = [];
  for (let s = 0; s < samples; ++s) {
    const drawn = Math.floor(random() * targets);
    for (let i = 0; i < features; ++i) input.push((patterns[drawn][i] ? 0.5 : 0) + 0.5 * random());
    for (let i = 0; i < targets; ++i) target.push(i === drawn ? 1 : 0);
  }
  return { input, target };
}

/** One-hot letters; the target is the next one, mostly the letter's favourite successor. */
function letters({ shape: [alphabet], steps, samples }, random) {
  const favourite = Array.from({ length: alphabet }, () => Math.floor(random() * alphabet));
  const input = [];
  const target = [];
  const push = (to, letter) => { for (let i = 0; i < alphabet; ++i) to.push(i === letter ? 1 : 0); };
  for (let s = 0; s < samples; ++s) {
    let letter = Math.floor(random() * alphabet);
    for (let t = 0; t < steps; ++t) {
      push(input, letter);
      letter = random() < 0.6 ? favourite[letter] : Math.floor(random() * alphabet);
      push(target, letter);
    }
  }
  return { input, target };
}

const KINDS = { points, images, letters };

/** { input, target } as Float32Array; undefined for a workload without samples. */
export function drawData({ data }) {
  if (!data) return undefined;
  const { input, target } = KINDS[data.kind](data, seeded(SEED));
  return { input: Float32Array.from(input), target: Float32Array.from(target) };
}

/** Rows [first, first + count) of samples. */
export function batchOf(values, first, count, samples) {
  const each = values.length / samples;
  return values.subarray(first * each, (first + count) * each);
}

/** Over how many samples a loss is taken to see whether it falls: some engines are slow. */
export const lossSamples = ({ data }) => Math.min(data.samples, 256);

/** The first sample of every full batch. */
export function batchStarts({ data, network }) {
  const count = Math.floor(data.samples / network.batch_size);
  return Array.from({ length: count }, (_, i) => i * network.batch_size);
}
