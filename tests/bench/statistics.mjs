// What is made of the rates that were measured: medians with their range, ratios of medians, and what may be said of
// them. No engine, no clock, no output.

/** Two rates that differ by less may be the same: the machine is that noisy. */
export const UNDECIDED = 1.4;

export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1), rounds: sorted.length };
}

/** The order of n engines in a round: rotated, so that each is first, second, ... equally often. */
export const rotated = (n, round) => Array.from({ length: n }, (_, i) => (i + round) % n);

export function verdict(ratio) {
  if (ratio >= UNDECIDED) return 'faster';
  return ratio <= 1 / UNDECIDED ? 'slower' : 'undecided';
}

/**
 * One engine against others.
 * @param ours, others: { name, median }; bar: the ratio to reach, if any
 * @returns undefined where there is nothing to compare, else { against, ratio, verdict, bar, kept }
 */
export function compare(ours, others, bar) {
  const best = others.reduce((a, b) => (a && a.median >= b.median ? a : b), undefined);
  if (!ours || !best) return undefined;
  const ratio = ours.median / best.median;
  return { against: best.name, ratio, verdict: verdict(ratio), ...(bar && { bar, kept: ratio >= bar }) };
}

/** The share of its peak that an engine reached: the median of the rounds, because a busy machine hits both alike. */
export const shareOfPeak = ({ rates, peaks }, flopsPerUnit = 1) =>
  summary(rates.map((rate, i) => rate * flopsPerUnit / peaks[i])).median;

/**
 * The comparisons of one workload.
 * @param results [{ name, group ("ours", "browser", "native"), median, ... }], only those that were measured
 */
export function comparisons({ browser, pytorch, peak, relaxed }, results) {
  const named = (name) => results.find((result) => result.name === name);
  const wasm = named('deltarule-wasm');
  const native = named('deltarule-native');
  const torch = named('pytorch');
  const fast = named('deltarule-wasm-relaxed');
  const found = {
    'wasm / best browser peer': compare(wasm, results.filter(({ group }) => group === 'browser'), browser),
    'wasm / PyTorch': compare(wasm, torch ? [torch] : [], pytorch),
    'native / PyTorch': compare(native, torch ? [torch] : []),
    'wasm / native': compare(wasm, native ? [native] : [], 0.8),
    'relaxed / wasm': compare(fast, wasm ? [wasm] : [], relaxed),
  };
  for (const [ours, name] of [[wasm, 'wasm'], [native, 'native']]) {
    if (peak && ours) {
      found[`${name} / its peak`] = compare({ median: shareOfPeak(ours) }, [{ name: 'mul+add', median: 1 }], peak);
    }
  }
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value));
}
