// What tools/bench runs, once everything is built and installed: engines side by side on the same workloads
// (workloads.json), or with --scaling ours alone on growing ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { measure, measurePeaks, notLearning } from './measure.mjs';
import { readOptions, USAGE } from './options.mjs';
import { openBrowser } from './pages.mjs';
import { PEERS } from './peers.mjs';
import { openProgram } from './processes.mjs';
import { measureScaling } from './scaling.mjs';
import { comparisons } from './statistics.mjs';
import { peakLines, summaryLines, workloadLines } from './table.mjs';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
const { workloads: WORKLOADS } = read('workloads.json');
const toTerminal = (lines) => { console.log(`${lines.join('\n')}\n`); };

/** A peer that cannot even start says why, at every workload. */
const absent = (why) => ({ make: async () => why, close: async () => {} });

async function openPeers(names, browser) {
  const opened = [];
  for (const peer of PEERS.filter(({ name }) => names.includes(name))) {
    let engine;
    try {
      engine = peer.module ? await browser.open(peer) : await openProgram(peer);
    } catch (error) {
      engine = absent(`does not start: ${error.message.split('\n')[0]}`);
    }
    opened.push({ name: peer.name, group: peer.group, engine });
  }
  return opened;
}

async function compareAll(engines, options, print) {
  const peaks = await measurePeaks(engines.filter(({ engine, group }) => group === 'ours' && engine.peak), options);
  if (Object.keys(peaks).length > 0) print(peakLines(peaks));
  const workloads = [];
  for (const workload of WORKLOADS.filter(({ name }) => options.workloads.includes(name))) {
    const { name, what, unit } = workload;
    const results = await measure(workload, engines, options);
    const found = { name, what, unit, results, comparisons: comparisons(workload, results.filter(({ why }) => !why)) };
    workloads.push(found);
    print(workloadLines(found));
    for (const { name: peer, loss } of notLearning(results)) {
      console.warn(`!! ${name}: ${peer} does not learn: its loss goes from ${loss.join(' to ')}`);
    }
  }
  print(summaryLines(workloads));
  return { peaks, workloads };
}

async function main(options) {
  const browser = await openBrowser();
  const engines = await openPeers(options.peers, browser);
  try {
    const measured = await (options.scaling ? measureScaling : compareAll)(engines, options, toTerminal);
    if (options.json) {
      const about = { date: new Date().toISOString(), processor: cpus()[0].model, chromium: browser.version,
        packages: read('package.json').devDependencies, rounds: options.rounds, seconds: options.seconds };
      writeFileSync(options.json, `${JSON.stringify({ ...about, ...measured }, null, 1)}\n`);
    }
  } finally {
    for (const { engine } of engines) await engine.close();
    await browser.close();
  }
}

let options;
try {
  options = readOptions(process.argv.slice(2), WORKLOADS.map(({ name }) => name));
} catch (error) {
  console.error(`!! ${error.message}\n${USAGE}`);
  process.exit(2);
}
if (options.help) console.log(USAGE);
else await main(options);
