// Files of the page: a network is saved, trained on and opened again; experiments too; a picture that is pasted or dropped
// is read; folders train; and what is broken, too large or something else is refused in words and changes nothing.
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

/** A PNG in grey, 8 bits; level(row) gives a row's bytes, or the same for all. */
function png(width, height, level) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc(height * (width + 1));
  for (let row = 0; row < height; ++row) rows.set(level(row), row * (width + 1) + 1);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** An upright stroke, dark on light: a one. */
const one = () => png(60, 90, (row) => Array.from({ length: 60 }, (_, x) => (row > 10 && row < 80 && x > 26 && x < 34 ? 20 : 240)));

const message = (page, words) => page.until(`a message about ${words}`, (wanted) => {
  const text = document.querySelector('#mirror [role=status][aria-label="Message"]')?.textContent;
  return text?.includes(wanted) ? text : null;
}, words);
const noMessage = async (page) => {
  if (await page.has('button', 'Dismiss')) await page.press('button', 'Dismiss', 'Enter');
  await page.until('no message', () => !document.querySelector('#mirror [role=status][aria-label="Message"]'));
};

/** Chooses from the File menu. */
async function choose(page, row) {
  await page.press('button', 'File', 'Enter');
  await page.press('button', row, 'Enter');
}

/** Saves, and answers the file's name and bytes. */
async function saved(page, row) {
  const download = page.playwright.waitForEvent('download');
  await choose(page, row);
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Opens files by the browser's dialog. */
async function open(page, ...files) {
  const chooser = page.playwright.waitForEvent('filechooser');
  await choose(page, 'Open a file…');
  await (await chooser).setFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })));
}

/** Drops files or folders of this machine on the page, as the browser does it: with entries. */
async function dropFromDisk(page, ...paths) {
  const session = await page.playwright.context().newCDPSession(page.playwright);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  const drag = (type) => session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  await page.evaluate(() => {
    globalThis.drags = 0;
    for (const type of ['dragover', 'drop']) document.addEventListener(type, () => { ++globalThis.drags; }, { capture: true, once: true });
  });
  const untilDragged = (count) => page.until(`drag event ${count}`, (wanted) => globalThis.drags >= wanted, count);
  // Chromium lets go only where the page has said yes to what hangs over it: in answer to an event before.
  await drag('dragEnter');
  await drag('dragOver');
  await untilDragged(1);
  await drag('dragOver');
  await page.playwright.waitForTimeout(100);
  await drag('drop');
  await untilDragged(2);
  await session.detach();
}

const answer = (page, pattern) => page.until(`the answer is ${pattern}`, (wanted) => new RegExp(wanted).test(
  [...document.querySelectorAll('#mirror [role=status]')].find((e) => e.getAttribute('aria-label') === 'Answer')?.textContent ?? ''), pattern);

describe('files', () => {
  let page;
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'deltarule-files-'));
    page = await PlayPage.openPaused({ link: 'data=mnist', permissions: ['clipboard-read', 'clipboard-write'] });
    await page.until('the digits are there', () => globalThis.deltarule.getState().trainLoss !== null);
    await page.call('step', 75);
    await page.untilState('paused', 75);
  });
  after(async () => {
    await page?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('a network is saved, trained on, and opened again: the same accuracy, in a run that begins anew', async () => {
    const then = await page.state();
    const file = await saved(page, 'Save the network (safetensors)');
    assert.match(file.name, /^deltarule-mnist-epoch-\d+\.safetensors$/);
    const header = JSON.parse(file.bytes.subarray(8, 8 + Number(file.bytes.readBigUInt64LE())));
    assert.deepEqual(header['0.weight'].shape, [6, 1, 5, 5]);

    await page.call('step', 25);
    const later = await page.untilState('paused', 100);
    assert.notEqual(later.testLoss, then.testLoss);
    await open(page, file);
    const opened = await page.untilState('paused', 0);
    assert.equal(opened.testLoss, then.testLoss);
    assert.equal(opened.testAccuracy, then.testAccuracy);
    assert.deepEqual(opened.experiment, then.experiment);

    // Cut off, or of another network: refused, and everything is as it was.
    await open(page, { name: 'cut.safetensors', bytes: file.bytes.subarray(0, 1000) });
    assert.match(await message(page, 'cut.safetensors'), /more than the file holds/);
    const other = Buffer.from(file.bytes.toString('latin1').replace('[6,1,5,5]', '[5,6,1,5]'), 'latin1');
    await open(page, { name: 'other.safetensors', bytes: other });
    assert.match(await message(page, 'other.safetensors'), /0\.weight.*\[5, 6, 1, 5\].*needs \[6, 1, 5, 5\]/);
    const words = [...'no network'].map((c) => c.charCodeAt(0));
    await open(page, { name: 'words.onnx', bytes: words });
    await message(page, 'words.onnx: file: is neither a safetensors file nor an ONNX file');
    assert.equal((await page.state()).testLoss, then.testLoss);
    assert.equal((await page.state()).step, 0);
    await noMessage(page);
  });

  test('the network becomes an ONNX file, which takes the place of another network, with its layers', async () => {
    await page.call('step', 20);
    const then = await page.untilState('paused', 20);
    const file = await saved(page, 'Save the network (ONNX)');
    assert.match(file.name, /\.onnx$/);
    for (const word of ['Conv', 'MaxPool', 'Softmax', '0.weight']) assert.ok(file.bytes.includes(word), word);
    assert.ok(file.bytes.length > 4 * 61706, `${file.bytes.length} bytes`);
    const own = 'data=mnist&layers=flatten+dense(20,relu)+dense(10,softmax)';
    assert.equal(await page.call('setExperiment', own), null);
    await page.untilState('paused', 0);
    await open(page, file);
    const opened = await page.until('its layers are there', (layers) => {
      const state = globalThis.deltarule.getState();
      return state.experiment.model.length === layers && state.testLoss !== null ? state : null;
    }, then.experiment.model.length);
    assert.deepEqual(opened.experiment, then.experiment);
    assert.equal(opened.testLoss, then.testLoss);
    assert.equal(opened.testAccuracy, then.testAccuracy);
    await page.call('step', 5);
    await page.untilState('paused', 5);
  });

  test('an experiment is saved, changed and opened again', async () => {
    const { experiment } = await page.state();
    const file = await saved(page, 'Save the experiment (JSON)');
    assert.equal(file.name, 'deltarule-mnist.json');
    assert.deepEqual(JSON.parse(file.bytes), experiment);
    await page.set('slider', 'Learning rate', 0.01);
    await page.until('it is another', (rate) => globalThis.deltarule.getState().experiment.optimizer.learning_rate !== rate, experiment.optimizer.learning_rate);
    await open(page, file);
    await page.until('it is the old one', (wanted) => JSON.stringify(globalThis.deltarule.getState().experiment) === wanted, JSON.stringify(experiment));
    await open(page, { name: 'half.json', bytes: file.bytes.subarray(0, 40) });
    await message(page, 'half.json');
    assert.deepEqual((await page.state()).experiment, experiment);
    await noMessage(page);
  });

  test('after Share a sentence says what the link carries; axe has nothing to say about it and the menu', async () => {
    await page.press('button', 'Share', 'Enter');
    await page.untilWidget('status', 'Share', 'textContent', (words) => words.includes('not the trained weights'));
    await page.press('button', 'File', 'Enter');
    await page.until('the menu is open', () => [...document.querySelectorAll('#mirror button')].some((b) => (b.getAttribute('aria-label') ?? b.textContent).startsWith('Save the network')));
    assert.deepEqual(await violations(page.playwright), []);
  });

  test('a picture that is pasted is read like a drawing', async () => {
    await page.call('reset');
    await page.call('step', 100);
    await page.untilState('paused', 100);
    await page.evaluate(async (bytes) => {
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(bytes)], { type: 'image/png' }) })]);
    }, [...one()]);
    await page.playwright.mouse.click(5, 5);
    await page.page.press('Control+V');
    await answer(page, '^1, ');
    await page.press('button', 'Clear', 'Enter');
  });

  test('a picture alone that is dropped is read; one colour, or 100 megapixels, is refused in words', async () => {
    await writeFile(join(folder, 'one.png'), one());
    await dropFromDisk(page, join(folder, 'one.png'));
    await answer(page, '^1, ');
    const { experiment } = await page.state();
    await writeFile(join(folder, 'flat.png'), png(50, 50, () => Array(50).fill(128)));
    await dropFromDisk(page, join(folder, 'flat.png'));
    await message(page, 'flat.png: this picture has only one colour');

    const huge = png(10000, 10000, () => []);
    await writeFile(join(folder, 'huge.png'), huge);
    const before = Date.now();
    await dropFromDisk(page, join(folder, 'huge.png'));
    await message(page, 'huge.png: has 10000 x 10000 pixels');
    assert.ok(Date.now() - before < 5000, `took ${Date.now() - before} ms`);
    await answer(page, '^1, ');
    assert.deepEqual((await page.state()).experiment, experiment);

    // In a folder it is the engine that meets it.
    for (const name of ['a', 'b']) {
      await mkdir(join(folder, 'large', name), { recursive: true });
      await writeFile(join(folder, 'large', name, 'huge.png'), huge);
    }
    await noMessage(page);
    await dropFromDisk(page, join(folder, 'large'));
    await message(page, 'huge.png: has 10000 x 10000 pixels; at most');
    await page.until('the experiment of before', (wanted) => JSON.stringify(globalThis.deltarule.getState().experiment) === wanted, JSON.stringify(experiment));
    await noMessage(page);
  });

  test('a folder with a folder of PNGs for each class trains', async () => {
    for (let i = 0; i < 30; ++i) {
      const stripes = i % 2 === 0 ? 'lying' : 'upright';
      await mkdir(join(folder, 'stripes', stripes), { recursive: true });
      await writeFile(join(folder, 'stripes', stripes, `${i}.png`), png(16, 16, (row) =>
        Array.from({ length: 16 }, (_, x) => ((stripes === 'lying' ? row : x) + i >> 1) % 2 * 200)));
    }
    await dropFromDisk(page, join(folder, 'stripes'));
    await page.until('it is learned from', () => {
      const { experiment, trainLoss } = globalThis.deltarule.getState();
      return experiment.data.name === 'folder' && trainLoss !== null;
    });
    assert.equal((await page.state()).experiment.data.images, 'stripes');
    await page.call('step', 60);
    assert.ok((await page.untilState('paused', 60)).trainAccuracy > 0.9);
  });

  test('the console stays silent', () => assert.deepEqual(page.problems, []));
});

test('files: what belongs to images is not ignored among points, and an experiment is opened there too', async () => {
  const page = await PlayPage.openPaused({ link: '' });
  const folder = await mkdtemp(join(tmpdir(), 'deltarule-files-'));
  await writeFile(join(folder, 'one.png'), one());
  await dropFromDisk(page, join(folder, 'one.png'));
  await message(page, 'are opened in Images');
  await writeFile(join(folder, 'xor.json'), '{"deltarule": 1, "data": {"name": "xor"}}');
  await dropFromDisk(page, join(folder, 'xor.json'));
  await page.until('it is open', () => globalThis.deltarule.getState().experiment.data.name === 'xor');
  await noMessage(page); // of the picture; else its button is pressed while it goes
  await dropFromDisk(page, join(folder, 'one.png'));
  await message(page, 'are opened in Images');
  await page.press('button', 'Images', 'Enter');
  await page.until('images', () => globalThis.deltarule?.getState()?.experiment.data.kind === 'images');
  assert.deepEqual(page.problems, []);
  await page.close();
  await rm(folder, { recursive: true, force: true });
});
