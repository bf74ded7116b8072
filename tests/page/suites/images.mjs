// The scene of images: LeNet-5 learns real digits, its inside and its arithmetic are the engine's, a drawn digit is read,
// files that are dropped on the page train, and bad ones leave everything as it was.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

/** IDX files: `count` images of side x side, those of class 1 bright below, those of class 0 above. */
function idxFiles(count, side) {
  const number = (n) => [n >>> 24, n >>> 16 & 255, n >>> 8 & 255, n & 255];
  const images = [0, 0, 8, 3, ...number(count), ...number(side), ...number(side)];
  const labels = [0, 0, 8, 1, ...number(count)];
  for (let i = 0; i < count; ++i) {
    labels.push(i % 2);
    for (let row = 0; row < side; ++row)
      for (let column = 0; column < side; ++column) images.push((row < side / 2) === (i % 2 === 0) ? 255 - i : 0);
  }
  return { 'my-images': images, 'my-labels': labels };
}

/** Drops files on the page as somebody does with the mouse. */
const drop = (page, files) => page.evaluate((given) => {
  const transfer = new DataTransfer();
  for (const [name, bytes] of Object.entries(given)) transfer.items.add(new File([new Uint8Array(bytes)], name));
  document.getElementById('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
}, files);

const message = (page, words) => page.until(`a message about ${words}`, (wanted) => {
  const text = document.querySelector('#mirror [role=status][aria-label="Message"]')?.textContent;
  return text?.includes(wanted) ? text : null;
}, words);

describe('images', () => {
  let page;
  before(async () => { page = await PlayPage.openPaused({ link: 'data=mnist' }); });
  after(() => page?.close());

  test('the digits come, and every layer of LeNet-5 shows its shape', async () => {
    await page.until('the digits are there', () => globalThis.deltarule.getState().trainLoss !== null);
    for (const [name, shape] of [['input', '28×28'], ['conv 6 @ 5×5', '6×28×28'], ['conv 16 @ 5×5', '16×10×10'], ['softmax', '10']]) {
      await page.untilWidget('img', name, 'outerHTML', (html, wanted) => html.includes(wanted), shape);
    }
    assert.ok(await page.has('radio', 'Image 1 of class 0'));
  });

  test('LeNet-5 reads nine of ten test digits after one epoch', async () => {
    await page.call('step', 250);
    const state = await page.untilState('paused', 250);
    assert.equal(state.epoch, 1);
    assert.ok(state.testAccuracy >= 0.9, `${state.testAccuracy}`);
  });

  test('a digit that is drawn with the pointer is read', async () => {
    await page.drag('application', 'Draw', [0.5, 0.15], [0.5, 0.4], [0.5, 0.6], [0.5, 0.85]);
    await page.until('it is a one', () => /^1, /.test(
      [...document.querySelectorAll('#mirror [role=status]')].find((e) => e.getAttribute('aria-label') === 'Answer')?.textContent ?? ''));
    await page.press('button', 'Clear', 'Enter');
    await page.until('the pad is empty', () =>
      ![...document.querySelectorAll('#mirror [role=status]')].some((e) => e.getAttribute('aria-label') === 'Answer'));
  });

  test('the arithmetic adds up: sum and bias make z, and z the map’s number', async () => {
    await page.press('radio', 'Image 1 of class 3', 'Space');
    await page.press('tab', 'Arithmetic', 'Enter');
    const number = async (name) => Number(await page.words(name));
    for (const [row, column] of [[10, 12], [1, 1], [28, 20]]) {
      await page.set('slider', 'Row', row);
      await page.set('slider', 'Column', column);
      await page.until('that pixel', (r) => [...document.querySelectorAll('#mirror input[type=range]')]
        .find((e) => e.getAttribute('aria-label') === 'Row')?.value === String(r), row);
      const z = await number('z');
      assert.ok(Math.abs(await number('sum') + await number('+ bias') - z) < 0.0021, 'sum');
      assert.ok(Math.abs(await number('ReLU z') - Math.max(0, z)) < 0.0021, 'ReLU');
    }
  });

  test('axe finds nothing to complain about, in any view', async () => {
    for (const view of ['Arithmetic', 'Results', 'Mistakes', 'Filters', 'Curves']) {
      await page.press('tab', view, 'Enter');
      await page.untilWidget('tab', view, 'aria-selected', (selected) => selected === 'true');
      assert.deepEqual(await violations(page.playwright), [], view);
    }
  });

  test('a stride of 2 halves the maps, and what cannot be built is said and changes nothing', async () => {
    const layer = await page.evaluate(() => [...document.querySelectorAll('#mirror button')]
      .map((element) => element.getAttribute('aria-label') ?? element.textContent).find((name) => name.startsWith('Layer 1: conv2d')));
    await page.press('button', layer, 'Enter');
    await page.set('slider', 'Stride', 2);
    await page.untilWidget('img', 'conv 6 @ 5×5', 'outerHTML', (html) => html.includes('6×14×14'));
    const { experiment } = await page.state();
    await page.set('slider', 'Stride', 12);
    await message(page, 'model');
    assert.deepEqual((await page.state()).experiment, experiment);
  });

  test('an IDX pair that is dropped on the page trains', async () => {
    await drop(page, idxFiles(40, 8));
    await page.until('it is learned from', () => {
      const { experiment, trainLoss } = globalThis.deltarule.getState();
      return experiment.data.images === 'my-images' && trainLoss !== null;
    });
    await page.call('step', 60);
    assert.ok((await page.untilState('paused', 60)).testAccuracy > 0.9);
  });

  test('bad files are refused in words and leave everything as it was', async () => {
    const { experiment } = await page.state();
    await drop(page, { 'letter.png': [...'not a picture'].map((c) => c.charCodeAt(0)) });
    await message(page, 'letter.png');
    const cut = idxFiles(40, 8);
    cut['my-images'].length = 1000;
    await drop(page, { 'cut-images': cut['my-images'], 'cut-labels': cut['my-labels'] });
    await message(page, 'cut-images');
    await page.until('the images of before', (wanted) =>
      JSON.stringify(globalThis.deltarule.getState().experiment) === wanted, JSON.stringify(experiment));
    await page.call('step', 1);
    await page.untilState('paused', 61);
  });

  test('points and images each come back as they were left', async () => {
    await page.press('tab', 'Points', 'Enter');
    await page.until('points', () => globalThis.deltarule.getState().experiment.data.inputs !== undefined);
    await page.until('the map of points', () => document.querySelector('#mirror [role=img][aria-label="Output"]'));
    await page.press('tab', 'Images', 'Enter');
    await page.until('images', () => globalThis.deltarule.getState().experiment.data.images === 'my-images');
  });
});

test('images: the first program loads the whole one when the scene is opened', async () => {
  const page = await PlayPage.openPaused({ link: '' });
  await page.press('tab', 'Images', 'Enter');
  await page.until('the digits are there', () => {
    const state = globalThis.deltarule?.getState();
    return state?.experiment.data.kind === 'images' && state.trainLoss !== null;
  });
  assert.deepEqual(page.problems, []);
  await page.close();
});
