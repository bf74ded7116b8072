// Runs engines in turns: in every round each has one, the order rotates, so that what else the machine does hits all.
import { rotated, summary } from './statistics.mjs';

const SECONDS_OF_PEAK = 0.05;
// In the order of peak.h.
const PEAKS = ['mul+add, 128 bits', 'FMA, 128 bits', 'FMA, 256 bits'];
const WARM_TURNS = 2;  // V8 compiles, networks leave their first steps behind

async function whyNot(work) {
  try {
    return await work();
  } catch (error) {
    return `failed: ${error.message.split('\n')[0]}`;
  }
}

/**
 * One workload on all engines.
 * @param engines [{ name, group, engine }]; options { rounds, seconds }
 * @returns [{ name, group, rates, median, min, max, loss: [before, after] } or { name, group, why }]; ours also with
 *   peaks: GFLOP/s of mul+add, measured just before each rate
 */
export async function measure(workload, engines, { rounds, seconds }) {
  const turns = [];
  const results = [];
  for (const { name, group, engine } of engines) {
    const result = { name, group, rates: [], peaks: [] };
    results.push(result);
    result.why = await whyNot(async () => {
      const why = await engine.make(workload);
      if (why) return why;
      result.loss = [await engine.loss()];
      for (let i = 0; i < WARM_TURNS; ++i) {
        if (group === 'ours') await engine.peak(0, SECONDS_OF_PEAK);
        await engine.run(seconds / 2);
      }
      turns.push({ engine, result });
      return undefined;
    });
  }
  for (let round = 0; round < rounds; ++round) {
    for (const place of rotated(turns.length, round)) {
      const { engine, result } = turns[place];
      result.why ??= await whyNot(async () => {
        if (result.group === 'ours') result.peaks.push(await engine.peak(0, SECONDS_OF_PEAK));
        result.rates.push(await engine.run(seconds));
      });
    }
  }
  for (const { engine, result } of turns) {
    result.why ??= await whyNot(async () => { result.loss.push(await engine.loss()); });
  }
  return results.map(({ name, group, why, rates, peaks, loss }) => (why ? { name, group, why } : {
    name, group, ...summary(rates), rates, ...(workload.network && { loss }), ...(peaks.length > 0 && { peaks }),
  }));
}

/** What our engines' machine code could reach: { engine: { name of the peak: summary } }. */
export async function measurePeaks(engines, { rounds, seconds }) {
  const rates = engines.map(() => PEAKS.map(() => []));
  for (let round = -WARM_TURNS; round < rounds; ++round) {
    for (const place of rotated(engines.length, round + WARM_TURNS)) {
      for (const which of PEAKS.keys()) {
        const rate = await engines[place].engine.peak(which, Math.min(seconds, 4 * SECONDS_OF_PEAK));
        if (round >= 0) rates[place][which].push(rate);
      }
    }
  }
  return Object.fromEntries(engines.map(({ name }, place) => [name, Object.fromEntries(
    PEAKS.map((kind, which) => [kind, summary(rates[place][which])]).filter(([, { median }]) => median > 0))]));
}

/** Those whose loss did not fall: whatever they computed, it was not training. */
export const notLearning = (results) => results.filter(({ loss }) => loss && !(loss[1] < loss[0]));
