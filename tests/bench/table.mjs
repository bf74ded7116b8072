// What was measured, as text for a terminal. It computes nothing.

/** Three digits that count: 1.27 M, 412 k, 89.1. */
export function figure(value) {
  const [scale, unit] = value >= 1e6 ? [1e6, ' M'] : [value >= 1e4 ? 1e3 : 1, value >= 1e4 ? ' k' : ''];
  const scaled = value / scale;
  return scaled.toFixed(scaled >= 100 ? 0 : scaled >= 10 ? 1 : 2) + unit;
}

const line = (cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(28) : cell.padStart(11))).join('').trimEnd();

export function peakLines(peaks) {
  const row = (name, kind, { median, min, max }) =>
    line([`${name}: ${kind}`.padEnd(38), figure(median), figure(min), figure(max)]);
  const rows = Object.entries(peaks).flatMap(([name, kinds]) =>
    Object.entries(kinds).map(([kind, found]) => row(name, kind, found)));
  return [line(['peak, GFLOP/s'.padEnd(38), 'median', 'min', 'max']), ...rows];
}

export function comparisonLine(what, { against, ratio, verdict, bar, kept }) {
  const goal = bar ? `, to reach: ${bar} (${kept ? 'reached' : 'missed'})` : '';
  return `  ${what}: ${figure(ratio)} x ${against} (${verdict}${goal})`;
}

export function workloadLines({ name, what, unit, results, comparisons }) {
  const rows = results.map((result) => (result.why ? `${result.name.padEnd(28)}  ${result.why}`
    : line([result.name, figure(result.median), figure(result.min), figure(result.max)])));
  return [`${name}: ${what}`, line([`${unit}/s`, 'median', 'min', 'max']), ...rows,
    ...Object.entries(comparisons).map(([compared, found]) => comparisonLine(compared, found))];
}

export function summaryLines(workloads) {
  const columns = ['wasm / best browser peer', 'wasm / PyTorch', 'wasm / native', 'relaxed / wasm'];
  const cell = (found) => (found
    ? `${figure(found.ratio)}${found.bar ? ` of ${found.bar}` : ''}${found.verdict === 'undecided' ? ' ?' : ''}` : '-');
  const wide = (cells) => cells.map((text, i) => text.padEnd(i === 0 ? 8 : 26)).join('').trimEnd();
  return [wide(['', ...columns]), ...workloads.map(({ name, comparisons }) =>
    wide([name, ...columns.map((column) => cell(comparisons[column]))])), '? differs by less than 1.4 x: undecided'];
}
