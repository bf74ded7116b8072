// node plot.mjs RESULT.json PLOT.svg, or a call of plotScaling: what tools/bench --scaling measured, drawn. Plain SVG
// without a background, legible on white and on black. A column for each series: above, the rate; below, the share of
// the peak. Both axes of the rate are logarithmic, so that a cost that grows with the work is a straight line.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { figure } from './table.mjs';

const PANEL = { width: 150, rate: 130, share: 80, left: 46, top: 46, between: 26, bottom: 44 };
const COLUMN = PANEL.left + PANEL.width;
const HEIGHT = PANEL.top + PANEL.rate + PANEL.between + PANEL.share + PANEL.bottom;
const NAMES = { 'deltarule-wasm': 'wasm', 'deltarule-native': 'native' };

const STYLE = `
  text { font: 11px system-ui, sans-serif; fill: #5c626b; }
  .head { font-weight: 600; fill: #1d2126; }
  .grid { stroke: #8d95a1; stroke-opacity: .3; }
  path { fill: none; stroke-width: 2; }
  .wasm { stroke: #1f6fb2; fill: #1f6fb2; } .native { stroke: #e07b1a; fill: #e07b1a; }
  path.wasm, path.native { fill: none; } path.native { stroke-dasharray: 5 3; }
  text.wasm, text.native { stroke: none; }
  @media (prefers-color-scheme: dark) {
    text { fill: #a4acb8; } .head { fill: #e8eaed; }
    .wasm { stroke: #5aa9e6; fill: #5aa9e6; } .native { stroke: #f29b4b; fill: #f29b4b; }
  }`;

const text = (x, y, words, { anchor = 'middle', kind = '' } = {}) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${kind && ` class="${kind}"`}>${words}</text>`;
const level = (x, y) =>
  `<line class="grid" x1="${x}" x2="${x + PANEL.width}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>`;

/** One line of points [[x, y]] with a dot on each. */
function curve(points, kind) {
  const places = points.map((point) => point.map((value) => value.toFixed(1)).join(' '));
  return [`<path class="${kind}" d="M${places.join(' L')}"/>`,
    ...points.map(([x, y]) => `<circle class="${kind}" cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="2"/>`)].join('');
}

/** The powers of ten that enclose the values. */
function decades(values) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  return [low, Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))))];
}

function drawSeries({ name, what, unit, points }, left) {
  const values = points.map(({ value }) => Math.log(value));
  const x = (value) => left + 6 + (PANEL.width - 12) * (Math.log(value) - values[0]) / (values.at(-1) - values[0]);
  const measured = points.flatMap(({ value, engines }) =>
    engines.filter(({ why }) => !why).map((engine) => ({ value, ...engine })));
  const [low, high] = decades(measured.map(({ median }) => median));
  const rateY = (rate) => PANEL.top + PANEL.rate * (high - Math.log10(rate)) / (high - low);
  const floor = HEIGHT - PANEL.bottom;
  const shareY = (share) => floor - PANEL.share * Math.min(share, 1);
  const middle = left + PANEL.width / 2;
  const parts = [text(middle, 16, name, { kind: 'head' }), text(middle, 32, `${unit}/s`)];
  const mark = (y, words) => parts.push(level(left, y), text(left - 5, y + 4, words, { anchor: 'end' }));
  for (let power = low; power <= high; ++power) mark(rateY(10 ** power), figure(10 ** power).replace(/\.0+/, ''));
  for (const share of [0, 0.5, 1]) mark(shareY(share), `${100 * share} %`);
  points.forEach(({ value }, i) => {
    if (i % 2 === (points.length - 1) % 2) parts.push(text(x(value), floor + 15, value));
  });
  const [first, ...rest] = what.split(', ');
  parts.push(text(middle, floor + 29, first), text(middle, floor + 42, rest.join(', ')));
  for (const [engine, kind] of Object.entries(NAMES)) {
    const own = measured.filter((point) => point.name === engine);
    if (own.length === 0) continue;
    parts.push(curve(own.map(({ value, median }) => [x(value), rateY(median)]), kind),
      curve(own.map(({ value, share }) => [x(value), shareY(share)]), kind));
  }
  return parts.join('\n');
}

/** @param scaling as measureScaling returns it. */
export function plotScaling(scaling) {
  const width = COLUMN * scaling.length + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT + 22}" role="img">
<title>Training speed against the size of the work, and the share of the machine's peak</title>
<style>${STYLE}
</style>
${scaling.map((series, i) => drawSeries(series, COLUMN * i + PANEL.left)).join('\n')}
${text(PANEL.left, PANEL.top + PANEL.rate + PANEL.between - 8, 'share of the peak of * and +', { anchor: 'start' })}
${text(PANEL.left, HEIGHT + 16, 'solid: WebAssembly in Chromium', { anchor: 'start', kind: 'wasm' })}
${text(PANEL.left + 200, HEIGHT + 16, 'dashed: native, 128-bit vectors', { anchor: 'start', kind: 'native' })}
</svg>
`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [from, to] = process.argv.slice(2);
  writeFileSync(to, plotScaling(JSON.parse(readFileSync(from, 'utf8')).scaling));
}
