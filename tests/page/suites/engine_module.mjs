// The engine's module is the same program in the page's worker and in Node: fed the same bytes, it answers the same bits.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandName, plain, step } from '../support/codec.mjs';
import { startEngine, unpackerText } from '../support/engine_module.mjs';
import { PlayPage } from '../support/play_page.mjs';
import { theDriver } from '../support/browser.mjs';
import { serve } from '../support/server.mjs';
import { measureWorker, recordCommands } from '../support/watch_worker.mjs';

const PAUSES = 15;
const MAX_PAUSE_MS = 50;

describe('the engine module', () => {
  test('in Node it gives the page’s numbers, bit for bit, from the page’s own commands', async () => {
    const page = await PlayPage.openPaused({ link: 'data=spiral&layers=dense(6,tanh)+dense(1,sigmoid)', init: recordCommands });
    await page.untilState('paused', 0);
    await page.call('step', 500);
    const there = await page.untilState('paused', 500);
    const sent = (await page.evaluate(() => globalThis.sentCommands)).map((bytes) => Uint8Array.from(bytes));
    await page.close();

    const engine = await startEngine();
    engine.command(sent.find((bytes) => commandName(bytes) === 'build'));
    engine.command(step('batch', 500));
    engine.finish();
    const here = engine.snapshot();
    assert.equal(here.state, 'paused');
    assert.equal(here.step, 500);
    for (const figure of ['trainLoss', 'testLoss', 'trainAccuracy', 'testAccuracy']) {
      assert.equal(Math.fround(there[figure]), here[figure], figure);
    }
  });

  test(`in its worker it pauses within ${MAX_PAUSE_MS} ms, at full speed`, async (t) => {
    const site = await serve({ pages: { '/empty.html': '<!doctype html><title>Empty</title>', '/unpack.js': await unpackerText() } });
    const page = await PlayPage.openPaused({ url: site.url, init: recordCommands });
    const sent = await page.evaluate(() => globalThis.sentCommands);
    const find = (name) => sent.find((bytes) => commandName(bytes) === name);
    const commands = { subscribe: find('subscribe'), build: find('build'), play: [...plain('play')], pause: [...plain('pause')] };
    await page.close();
    const driver = await theDriver();
    const { playwright, close } = await driver.open(`${site.url}empty.html`);
    const { pauses, stepsPerSecond } = await playwright.evaluate(`(${measureWorker})(${JSON.stringify(commands)}, ${PAUSES})`);
    await close();
    await site.close();
    pauses.sort((a, b) => a - b);
    const [median, worst] = [pauses[PAUSES >> 1], pauses.at(-1)];
    t.diagnostic(`pause: median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms; ${Math.round(stepsPerSecond)} steps/s`);
    assert.ok(stepsPerSecond > 1000, `${stepsPerSecond} steps/s`);
    assert.ok(median <= MAX_PAUSE_MS, `${median} ms`);
  });

  test('broken bytes are an error in the next snapshot, and it goes on', async () => {
    const engine = await startEngine();
    engine.command(Uint8Array.from([1, 2, 3]));
    assert.equal(engine.snapshot().failed, true);
    engine.command(plain('build'));  // without an experiment
    assert.equal(engine.snapshot().failed, true);
    assert.equal(engine.snapshot().state, 'empty');
  });
});
