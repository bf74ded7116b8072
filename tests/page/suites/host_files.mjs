// Networks as files through window.deltarule, and all of it by messages from a page of another site.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { theDriver, theSite } from '../support/browser.mjs';
import { PlayPage } from '../support/play_page.mjs';
import { serve } from '../support/server.mjs';

const MLP = 'data=mnist&n=1000&layers=flatten+dense(16,relu)+dense(10,softmax)';

/** The file's bytes, which a test keeps while the page comes and goes. */
const save = (page, format) => page.evaluate(async (wanted) => {
  const file = await globalThis.deltarule.saveModel(wanted);
  return file instanceof Uint8Array ? [...file] : typeof file;
}, format);
/** Null, or the message of the refusal. */
const open = (page, bytes) => page.evaluate((file) =>
  globalThis.deltarule.openModel(Uint8Array.from(file).buffer).then(() => null, (error) => error.message), bytes);

async function trained(page, steps) {
  await page.until('the network is there', () => globalThis.deltarule.getState().trainLoss !== null);
  await page.call('step', steps);
  return page.untilState('paused', steps);
}

describe('saveModel and openModel', () => {
  let page;
  let then;
  const files = {};
  before(async () => {
    page = await PlayPage.openPaused({ link: MLP, permissions: [] });
    then = await trained(page, 60);
  });
  after(() => page?.close());

  test('a trained network is saved in both formats', async () => {
    files.onnx = await save(page, 'onnx');
    files.safetensors = await save(page, 'safetensors');
    assert.ok(Buffer.from(files.onnx).includes('Softmax'));
    assert.ok(Buffer.from(files.safetensors).includes('1.weight'));
    for (const bytes of Object.values(files)) assert.ok(bytes.length > 4 * 785 * 16, `${bytes.length} bytes`);
    assert.match(await page.call('saveModel', 'pickle'), /'safetensors' or 'onnx'/);
    assert.equal((await page.state()).step, 60);
  });

  test('opened again it is as good as it was, also after the page was loaded anew, and learns on', async () => {
    await page.page.reload();
    await page.ready();
    const fresh = await page.until('the network is there', () => {
      const state = globalThis.deltarule.getState();
      return state.trainLoss !== null ? state : null;
    });
    assert.notEqual(fresh.testLoss, then.testLoss);
    for (const bytes of Object.values(files)) {
      await page.call('reset');
      assert.equal(await open(page, bytes), null);
      const opened = await page.untilState('paused', 0);
      assert.equal(opened.testLoss, then.testLoss);
      assert.equal(opened.testAccuracy, then.testAccuracy);
      assert.deepEqual(opened.experiment, then.experiment);
    }
    await page.call('step', 60);
    assert.ok((await page.untilState('paused', 60)).trainLoss < then.trainLoss);
  });

  test('what is asked before the digits are there waits for them', async () => {
    const early = await PlayPage.openPaused({ link: MLP, init: `(${(bytes) => {
      addEventListener('DOMContentLoaded', () => setTimeout(async () => {
        await globalThis.deltarule.openModel(Uint8Array.from(bytes));
        globalThis.opened = true;
      }));
    }})(${JSON.stringify(files.onnx)})` });
    await early.until('it is open', () => globalThis.opened);
    assert.equal((await early.untilState('paused', 0)).testLoss, then.testLoss);
    await early.close();
  });

  test('an ONNX file brings its layers along; safetensors, other data and rubbish are refused and change nothing', async () => {
    assert.equal(await page.call('setExperiment', `${MLP.replace('dense(16,relu)', 'dense(8,tanh)')}&lr=0.01`), null);
    const before = await trained(page, 5);
    const refused = async (bytes, words) => {
      assert.match(await open(page, bytes) ?? 'opened', words);
      const state = await page.untilState('paused', 5);
      assert.equal(state.testLoss, before.testLoss);
      assert.deepEqual(state.experiment, before.experiment);
      assert.equal(await page.has('button', 'Dismiss'), false, 'the page shows what only its host has to know');
    };
    await refused(files.safetensors, /1\.weight.*\[16, 784\].*needs \[8, 784\]/);
    await refused(files.onnx.slice(0, 5000), /openModel.*cut off/);
    await refused([1, 2, 3], /neither a safetensors file nor an ONNX file/);
    assert.match(await page.call('openModel', 'a path'), /wants the bytes/);

    assert.equal(await open(page, files.onnx), null);
    const opened = await page.untilState('paused', 0);
    assert.equal(opened.testLoss, then.testLoss);
    assert.deepEqual(opened.experiment.model, then.experiment.model);
    assert.equal(opened.experiment.optimizer.learning_rate, 0.01);
    await page.until('the link follows', () => decodeURIComponent(location.hash).includes('dense(16,relu)'));

    assert.equal(await page.call('setExperiment', 'data=shapes&n=200&side=20&layers=flatten+dense(4,softmax)'), null);
    await trained(page, 5);
    assert.match(await open(page, files.onnx), /takes samples of .*, but the data here has \[N, 1, 20, 20\]/);
  });

  test('the console stays silent', () => assert.deepEqual(page.problems, []));

  test('an engine that dies meanwhile leaves nobody waiting', async () => {
    const ask = () => page.evaluate(() => globalThis.deltarule.saveModel('onnx').then(() => 'saved', (error) => error.message));
    await page.playwright.workers()[0].evaluate(() => {
      setTimeout(() => {
        for (const end = Date.now() + 1500; Date.now() < end;) continue; // it does not listen any more
        throw new Error('broken on purpose');
      }, 0);
    });
    assert.match(await ask(), /started again/);
    assert.equal(await ask(), 'saved');
  });
});

test('saveModel and openModel among points: the page says how, and ?files is how', async () => {
  const first = await PlayPage.openPaused({ link: 'data=circle' });
  assert.match(await first.call('saveModel', 'onnx'), /\?files/);
  assert.match(await first.call('openModel', []), /wants the bytes/);
  assert.deepEqual(first.problems, []);
  await first.close();

  const { url } = await theSite();
  const page = await PlayPage.open({ url: `${url}?files`, link: 'data=circle&layers=dense(4,tanh)+dense(1,sigmoid)', reducedMotion: 'reduce' });
  const then = await trained(page, 200);
  const file = await save(page, 'onnx');
  assert.equal(await page.call('setExperiment', 'data=circle&layers=dense(1,sigmoid)'), null);
  assert.equal(await open(page, file), null);
  const opened = await page.untilState('paused', 0);
  assert.equal(opened.testLoss, then.testLoss);
  assert.deepEqual(opened.experiment.model, then.experiment.model);
  assert.ok(await page.has('button', 'File'));
  assert.equal(new URL(await page.evaluate(() => location.href)).search, '?files');
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('a page of another site asks by messages, and files are handed over', async () => {
  const { url } = await theSite();
  const other = await serve({ pages: { '/host.html': `<!doctype html><title>host</title><link rel="icon" href="data:,"><script>
    const answers = new Map();
    let asked = 0;
    globalThis.heard = [];
    addEventListener('message', ({ data }) => {
      if (!('id' in data)) globalThis.heard.push(data);
      answers.get(data.id)?.(data);
    });
    globalThis.ask = (deltarule, ...args) => new Promise((resolve) => {
      answers.set(++asked, resolve);
      frames[0].postMessage({ deltarule, args, id: asked }, '*');
    });
  </script><iframe src="${url}?files#data=circle&layers=dense(4,tanh)+dense(1,sigmoid)" width="900" height="700"></iframe>` } });
  const host = await (await theDriver()).open(`${other.url}host.html`, { reducedMotion: 'reduce' });
  try {
    const ask = (...words) => host.evaluate((...given) => globalThis.ask(...given), ...words);
    // Asked again until the frame is there: a message before that is nobody's.
    for (let state = null; !state?.result?.experiment; ) {
      state = await Promise.race([ask('getState'), new Promise((resolve) => { setTimeout(resolve, 500); })]);
    }
    assert.match((await ask('setExperiment', 'lr=fast')).error, /lr/);
    assert.match((await ask('constructor')).error, /there is no constructor/);
    await host.evaluate(() => frames[0].postMessage({ deltarule: 'on', args: ['snapshot'] }, '*'));
    await ask('step', 50);
    const state = async () => (await ask('getState')).result;
    const reaches = async (step) => {
      for (;;) {
        const now = await state();
        if (now.step === step && now.trainLoss !== null) return now;
        await new Promise((resolve) => { setTimeout(resolve, 25); });
      }
    };
    const then = await reaches(50);
    assert.ok(await host.evaluate(() => globalThis.heard.some(({ deltarule, detail }) => deltarule === 'snapshot' && detail.step === 50)));
    const kept = await host.evaluate(async () => {
      globalThis.file = (await globalThis.ask('saveModel', 'safetensors')).result;
      return [globalThis.file instanceof Uint8Array, globalThis.file.length];
    });
    assert.equal(kept[0], true);
    assert.ok(kept[1] > 4 * 17);
    await ask('step', 10);
    await reaches(60);
    assert.equal(await host.evaluate(async () => (await globalThis.ask('openModel', globalThis.file)).error), undefined);
    assert.equal((await reaches(0)).testLoss, then.testLoss);
    assert.deepEqual(host.problems, []);
  } finally {
    await host.close();
    await other.close();
  }
});
