// The engine's module is the same program in the page's worker and in Node: fed the same bytes, it answers the same bits.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commandName, plain, step } from '../support/codec.mjs';
import { startEngine } from '../support/engine_module.mjs';
import { PlayPage } from '../support/play_page.mjs';
import { recordCommands } from '../support/watch_worker.mjs';

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

  test('broken bytes are an error in the next snapshot, and it goes on', async () => {
    const engine = await startEngine();
    engine.command(Uint8Array.from([1, 2, 3]));
    assert.equal(engine.snapshot().failed, true);
    engine.command(plain('build'));  // without an experiment
    assert.equal(engine.snapshot().failed, true);
    assert.equal(engine.snapshot().state, 'empty');
  });
});
