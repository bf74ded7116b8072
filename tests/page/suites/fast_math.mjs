// Fast math: the switch and what it means for the engine, the link and the bits; and browsers that cannot do it.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';

const LINK = 'data=spiral&layers=dense(8,tanh)+dense(8,tanh)+dense(1,sigmoid)&lr=0.1&seed=3';
const STEPS = 200;

/** Runs in the page before all else: a browser without relaxed SIMD, whose instructions are 0xfd 0x80 0x02 and on. */
function withoutRelaxedSimd() {
  const validate = WebAssembly.validate.bind(WebAssembly);
  WebAssembly.validate = (bytes) => !String(new Uint8Array(bytes)).includes('253,128,2') && validate(bytes);
}

describe('fast math', () => {
  const pages = [];
  const open = async (options) => {
    pages.push(await PlayPage.openPaused(options));
    return pages.at(-1);
  };
  after(async () => { for (const page of pages) await page.close(); });

  const fetched = (page) => page.evaluate(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.endsWith('engine_relaxed.wasm.lzma')));
  const untilMath = (page, wanted) => page.until(`the engine is ${wanted}`, (math) => {
    const state = globalThis.deltarule.getState();
    return state.math === math && state.step === 0 && state.status === 'paused' ? state : null;
  }, wanted);
  const losses = async (page) => {
    await page.call('step', STEPS);
    const { trainLoss, testLoss } = await page.untilState('paused', STEPS);
    return [trainLoss, testLoss];
  };
  const staysOff = async (page) => {
    await page.until('it says so', () => /Fast math stays off/.test(document.querySelector('#mirror')?.textContent ?? ''));
    const { experiment, link } = await untilMath(page, 'exact');
    assert.equal(experiment.math ?? 'exact', 'exact');
    assert.doesNotMatch(link, /math=/);
  };

  test('the switch brings another engine, the link says so, and without it the bits are those of before', async () => {
    const page = await open({ link: LINK });
    await untilMath(page, 'exact');
    const exact = await losses(page);
    assert.equal(await fetched(page), false, 'it is fetched before anybody asks');
    await page.press('button', 'More', 'Enter');
    await page.press('button', 'Fast math', 'Enter');
    const { link } = await untilMath(page, 'fast');
    assert.equal(await page.widget('button', 'Fast math', 'aria-pressed'), 'true');
    assert.match(link, /math=fast/);
    await page.until('the address says so', () => location.hash.includes('math=fast'));
    assert.equal(await fetched(page), true);
    const fast = await losses(page);
    for (const i of [0, 1]) assert.ok(Math.abs(fast[i] - exact[i]) < 0.02, `${fast} is far from ${exact}`);
    assert.notDeepEqual(fast, exact, 'nothing is fused');

    await page.call('reset');
    await page.press('button', 'Fast math', 'Enter');
    assert.doesNotMatch((await untilMath(page, 'exact')).link, /math=/);
    assert.deepEqual(await losses(page), exact);
    await page.press('button', 'More', 'Enter');
  });

  test('a link opens on it', async () => {
    const page = await open({ link: `${LINK}&math=fast` });
    await untilMath(page, 'fast');
    await losses(page);
  });

  test('without relaxed SIMD it stays off and says so', async () => {
    const page = await open({ link: `${LINK}&math=fast`, init: withoutRelaxedSimd });
    await staysOff(page);
    assert.equal(await fetched(page), false);
    await losses(page);
  });

  test('where its part cannot be loaded it stays off, and training goes on', async () => {
    const page = await open({ link: LINK, init: () => {} });  // a page of its own: what it blocks is not for others
    await page.playwright.route('**/engine_relaxed.wasm.lzma', (route) => route.abort());
    await page.call('setExperiment', `${LINK}&math=fast`);
    await staysOff(page);
    await losses(page);
  });
});
