// node tests/bench/bench.mjs [rounds]: what the page promises about speed, measured in one Chromium.
//
//   training    ours, while the page draws, against the plain baseline (playground_baseline.mjs) in a page of its own;
//               the two take turns, so that what else the machine does hits both
//   frames      CPU time of drawing a frame in the page's own thread, by the thread's own clock (what else runs on the
//               machine does not count), six layers of eight training as fast as it goes
//   pause       from deltarule.pause() to the status "paused"
//   images      LeNet-5 on the digits: its speed with all cards open as a share of that with none, and its frames
//   start       from the navigation to a program that answers, nothing cached
// Medians, with the lowest and the highest. Ends with status 1 if a promise is not kept. Needs dist/ (DELTARULE_DIST).
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { serve } from '../page/support/server.mjs';

const { chromium } = createRequire(new URL('../page/package.json', import.meta.url))('playwright-core');

const ROUNDS = Number(process.argv[2] ?? 7);
const ROUND_MS = 2000;
const WARM_MS = 1500;
const FLAGS = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-background-networking', '--no-first-run'];
const BASELINE = readFileSync(new URL('playground_baseline.mjs', import.meta.url), 'utf8');
// The kept view of somebody who has drawn the speed slider to its right end (to_text in web/app/bench.cpp).
const FULL_SPEED = 'K';

const SETUPS = [
  { name: '2-4-2-1', sizes: [2, 4, 2, 1], batch: 10, promised: 5 },
  { name: '2-8-8-8-8-8-8-1', sizes: [2, 8, 8, 8, 8, 8, 8, 1], batch: 30, promised: 10 },
];

const IMAGES = 'data=mnist';
const NO_CARDS = `${IMAGES}&hide=data_card,network_card,lab,output_card,neuron_card`;

const linkOf = ({ sizes, batch }) => `data=circle&noise=0&loss=mse&opt=sgd&lr=0.03&batch=${batch}&layers=${
  sizes.slice(1).map((units) => `dense(${units},tanh)`).join('+')}`;

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const spread = (values, digits = 1) =>
  `${median(values).toFixed(digits)} (${sorted(values)[0].toFixed(digits)} to ${sorted(values).at(-1).toFixed(digits)})`;
const thousands = (value) => `${Math.round(value / 1000)} k`;

let broken = false;
function report(what, figures, kept, promise) {
  broken ||= !kept;
  console.log(`${kept ? 'ok  ' : 'FAIL'} ${what.padEnd(34)} ${figures.padEnd(40)} promised: ${promise}`);
}

/** Runs before the page's scripts. */
function keepView(view) {
  localStorage.setItem('deltarule.view', view);
}

async function openOurs(browser, site, link) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.addInitScript(keepView, FULL_SPEED);
  await page.goto(`${site.url}#${link}`);
  await page.evaluate(async () => {
    while (!globalThis.deltarule) await new Promise((resolve) => { setTimeout(resolve, 10); });
    await globalThis.deltarule.ready;
    // Digits take a moment to come.
    while (globalThis.deltarule.getState().trainLoss === null) await new Promise((resolve) => { setTimeout(resolve, 10); });
  });
  return page;
}

/** Samples/s as the program itself counts them, while it draws. */
function trainOurs(page, milliseconds) {
  return page.evaluate(async ([warm, span]) => {
    const { deltarule } = globalThis;
    const pass = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
    await deltarule.play();
    await pass(warm);
    const rates = [];
    for (let i = 0; i < 10; ++i) {
      await pass(span / 10);
      rates.push(deltarule.getState().samplesPerSecond);
    }
    await deltarule.pause();
    await pass(200);
    return rates.reduce((a, b) => a + b) / rates.length;
  }, [WARM_MS, milliseconds]);
}

/** Milliseconds of CPU of every frame that the page draws while it trains. */
async function frameCosts(browser, site, link) {
  const page = await openOurs(browser, site, link);
  await page.evaluate(() => globalThis.deltarule.play());
  await page.waitForTimeout(WARM_MS);
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await page.waitForTimeout(ROUNDS * ROUND_MS);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  await page.context().close();
  return traceEvents.filter(({ name }) => name === 'FireAnimationFrame').map(({ tdur }) => tdur / 1000);
}

async function compare(browser, site, setup) {
  const ours = await openOurs(browser, site, linkOf(setup));
  await ours.evaluate(() => globalThis.deltarule.pause());
  const context = await browser.newContext();
  const theirs = await context.newPage();
  await theirs.goto(`${site.url}baseline.html`);
  const losses = await theirs.evaluate(async ([source, options]) => {
    const { Baseline } = await import(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
    globalThis.baseline = new Baseline(options);
    const before = globalThis.baseline.loss();
    globalThis.baseline.run(1500);
    return [before, globalThis.baseline.loss()];
  }, [BASELINE, { sizes: setup.sizes, batch: setup.batch }]);
  if (!(losses[1] < losses[0] / 2)) throw new Error(`the baseline does not learn: its loss goes from ${losses.join(' to ')}`);

  const our = [];
  const their = [];
  for (let round = 0; round < ROUNDS; ++round) {
    our.push(await trainOurs(ours, ROUND_MS));
    their.push(await theirs.evaluate((ms) => globalThis.baseline.run(ms), ROUND_MS));
  }
  const ratios = our.map((rate, i) => rate / their[i]);
  report(`training ${setup.name}`,
    `${spread(ratios)} times: ${thousands(median(our))} against ${thousands(median(their))}`,
    median(ratios) >= setup.promised, `at least ${setup.promised} times`);
  await context.close();
  await ours.context().close();
}

/** What drawing costs training: rounds with all cards and with none take turns. */
async function compareViews(browser, site) {
  const all = await openOurs(browser, site, IMAGES);
  const none = await openOurs(browser, site, NO_CARDS);
  for (const page of [all, none]) await page.evaluate(() => globalThis.deltarule.pause());
  const withAll = [];
  const withNone = [];
  for (let round = 0; round < ROUNDS; ++round) {
    withAll.push(await trainOurs(all, ROUND_MS));
    withNone.push(await trainOurs(none, ROUND_MS));
  }
  const shares = withAll.map((rate, i) => 100 * rate / withNone[i]);
  report('images: speed with all cards open', `${spread(shares, 0)} %: ${thousands(median(withAll))} of ${thousands(median(withNone))}`,
    median(shares) >= 80, 'at least 80 %');
  for (const page of [all, none]) await page.context().close();
}

async function reportFrames(what, browser, site, link, promised) {
  const frames = await frameCosts(browser, site, link);
  const perSecond = frames.length / (ROUNDS * ROUND_MS / 1000);
  report(what, `${spread(frames)}, ${perSecond.toFixed(0)} frames/s`, median(frames) <= promised, `at most ${promised}`);
}

async function pauseLatency(browser, site, link) {
  const page = await openOurs(browser, site, link);
  const times = await page.evaluate(async () => {
    const { deltarule } = globalThis;
    const pass = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
    const found = [];
    for (let i = 0; i < 15; ++i) {
      await deltarule.play();
      await pass(250 + 7 * i);
      const begin = performance.now();
      const paused = new Promise((resolve) => {
        const stop = deltarule.on('status', ({ status }) => {
          if (status !== 'paused') return;
          stop();
          resolve();
        });
      });
      await deltarule.pause();
      await paused;
      found.push(performance.now() - begin);
    }
    return found;
  });
  await page.context().close();
  return times;
}

async function startTime(browser, site) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(site.url, { waitUntil: 'commit' });
  const time = await page.evaluate(async () => {
    while (!globalThis.deltarule) await new Promise((resolve) => { setTimeout(resolve, 1); });
    await globalThis.deltarule.ready;
    return performance.now();
  });
  await context.close();
  return time;
}

const site = await serve({ pages: { '/baseline.html': '<!doctype html><title>baseline</title>' } });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
try {
  const starts = [];
  for (let i = 0; i < ROUNDS; ++i) starts.push(await startTime(browser, site));
  report('interactive, ms', spread(starts, 0), median(starts) <= 1500, 'at most 1500');
  await compare(browser, site, SETUPS[0]);
  await compare(browser, site, SETUPS[1]);
  await reportFrames('CPU per frame, ms', browser, site, linkOf(SETUPS[1]), 4);
  const pauses = await pauseLatency(browser, site, linkOf(SETUPS[1]));
  report('pause, ms', spread(pauses), median(pauses) <= 50, 'at most 50');
  await compareViews(browser, site);
  await reportFrames('images: CPU per frame, ms', browser, site, IMAGES, 6);
} finally {
  await browser.close();
  await site.close();
}
process.exitCode = broken ? 1 : 0;
