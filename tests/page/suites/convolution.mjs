// The convolution bench: its numbers against sums of the test's own, the formula, the kernel by keys, the window that
// slides, pictures from outside, and what of all that the address keeps.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PlayPage } from '../support/play_page.mjs';
import { violations } from './mirror.mjs';

const SOBEL = '-1,0,1,-2,0,2,-1,0,1';

/** What an image of the mirror says. */
const said = (page, name) => page.widget('img', name, 'aria-description');
const numbers = (words) => words.trim().split(' ').map(Number);
const size = (page, start) => page.until(`an output of ${start}`, (wanted) => {
  const text = [...document.querySelectorAll('#mirror [role=status]')]
    .find((element) => element.getAttribute('aria-label') === 'Output size')?.textContent;
  return text?.startsWith(wanted) ? text : null;
}, start);
const kernelIs = (page, words, name = 'kernel') =>
  page.untilWidget('img', name, 'aria-description', (text, wanted) => text === wanted, words);

/** 1 where the checkerboard of 16 x 16 has ink. */
const checkerboard = (row, column) => (Math.floor(row / 4) + Math.floor(column / 4)) % 2 === 0 ? 1 : 0;

/** The definition: true convolution turns the kernel. */
function sumAt({ kernel, k, padding, stride, dilation, turned, bias }, row, column) {
  let sum = bias;
  for (let v = 0; v < k; ++v)
    for (let u = 0; u < k; ++u) {
      const [r, c] = [row * stride - padding + v * dilation, column * stride - padding + u * dilation];
      const inside = r >= 0 && r < 16 && c >= 0 && c < 16;
      sum += (inside ? checkerboard(r, c) : 0) * kernel[turned ? k * k - 1 - (v * k + u) : v * k + u];
    }
  return sum;
}

/** Waits until the output's number at the place lies between these. */
const outputIs = (page, least, most, where = '') => page.until(`an output from ${least} to ${most} ${where}`, (from, to) => {
  const text = [...document.querySelectorAll('#mirror [role=status]')]
    .find((element) => element.getAttribute('aria-label') === 'output')?.textContent;
  return text !== undefined && Number(text) >= from && Number(text) <= to;
}, least, most);

async function choosePlace(page, row, column) {
  await page.set('slider', 'Row', row);
  await page.set('slider', 'Column', column);
  await page.untilWidget('img', 'output', 'aria-description', (text, wanted) => text.endsWith(wanted), `row ${row}, column ${column}`);
}

describe('convolution', () => {
  let page;
  before(async () => {
    page = await PlayPage.openPaused({ link: `data=circle&bench=convolution:checkerboard:${SOBEL}`, viewport: { width: 1280, height: 800 } });
  });
  after(() => page?.close());

  test('the link opens the bench, and the experiment rests behind it', async () => {
    await page.untilWidget('tab', 'Convolution', 'aria-selected', (selected) => selected === 'true');
    await size(page, '14×14');
    const state = await page.state();
    assert.equal(state.experiment.data.name, 'circle');
    assert.equal(state.status, 'paused');
  });

  test('random pixels: patch times kernel is the sum that the page shows, with every setting', async () => {
    const setups = [
      { kernel: [1, 2, 3, 4, 5, 6, 7, 8, 9], k: 3, padding: 0, stride: 1, dilation: 1, turned: false, bias: 0 },
      { kernel: [1, -2, 3, 0, 5, -6, 7, 8, 0.5], k: 3, padding: 2, stride: 2, dilation: 2, turned: true, bias: 0.5 },
      { kernel: Array.from({ length: 25 }, (_, i) => i - 10), k: 5, padding: 5, stride: 3, dilation: 1, turned: true, bias: 0 },
    ];
    for (const setup of setups) {
      const link = `data=circle&bench=convolution:checkerboard:${setup.kernel}:p${setup.padding}:s${setup.stride}:d${setup.dilation}` +
        (setup.turned ? ':turned' : '') + (setup.bias ? `:b${setup.bias}` : '');
      await page.evaluate((hash) => { location.hash = hash; }, link);
      const out = Math.floor((16 + 2 * setup.padding - setup.dilation * (setup.k - 1) - 1) / setup.stride) + 1;
      const words = await size(page, `${out}×${out}: floor((16 + 2·${setup.padding}`);
      assert.ok(words.endsWith(` / ${setup.stride}) + 1 = ${out}`), words);
      for (let i = 0; i < 6; ++i) {
        const [row, column] = [Math.floor(Math.random() * out), Math.floor(Math.random() * out)];
        await choosePlace(page, row + 1, column + 1);
        const expected = sumAt(setup, row, column);
        await outputIs(page, expected - 0.002, expected + 0.002, `${link} at ${row}, ${column}`);
        const [patch, kernel, products] = [numbers(await said(page, 'patch')),
          numbers(await said(page, setup.turned ? 'kernel, turned' : 'kernel')), numbers(await said(page, 'products'))];
        products.forEach((product, at) => assert.ok(Math.abs(product - patch[at] * kernel[at]) < 1e-3));
        assert.ok(Math.abs(products.reduce((a, b) => a + b, setup.bias) - expected) < 0.002);
      }
    }
  });

  test('padding, stride and dilation change the size, the formula and the corners', async () => {
    await page.evaluate((hash) => { location.hash = hash; }, `data=circle&bench=convolution:checkerboard:${SOBEL}`);
    await size(page, '14×14');
    assert.match(await said(page, 'Windows over each pixel'), /^corner 1×, middle 9×/);
    await page.press('radio', 'same', 'Space');
    await size(page, '16×16: floor((16 + 2·1 − 1·(3 − 1) − 1) / 1) + 1 = 16');
    assert.match(await said(page, 'Windows over each pixel'), /^corner 4×, middle 9×/);
    await page.set('slider', 'Padding', 2);
    await size(page, '18×18');
    await page.set('slider', 'Stride', 3);
    await size(page, '6×6: floor((16 + 2·2 − 1·(3 − 1) − 1) / 3) + 1 = 6');
    await page.set('slider', 'Dilation', 3);
    await size(page, '5×5: floor((16 + 2·2 − 3·(3 − 1) − 1) / 3) + 1 = 5');
    assert.match(await said(page, 'Windows over each pixel'), /stride of 3 .* 7×7 pixels/);
  });

  test('presets, turning and the keyboard on the kernel’s cells', async () => {
    await page.evaluate((hash) => { location.hash = hash; }, `data=circle&bench=convolution:dot:${SOBEL}`);
    await size(page, '9×9');
    await page.set('combobox', 'Preset', 'Emboss');
    await kernelIs(page, '-2 -1 0 -1 1 1 0 1 2');
    await page.press('radio', 'Convolution', 'Space');
    await kernelIs(page, '2 1 0 1 1 -1 0 -1 -2', 'kernel, turned');
    await page.press('radio', 'Correlation', 'Space');
    for (const value of [-0.9, -0.8, -0.7]) {
      await page.press('slider', 'Kernel row 1, column 2', 'ArrowUp');
      await kernelIs(page, `-2 ${value} 0 -1 1 1 0 1 2`);
    }
    await page.set('slider', 'Kernel row 3, column 3', -4);
    await kernelIs(page, '-2 -0.7 0 -1 1 1 0 1 -4');
    await page.press('radio', '5×5', 'Space');
    await kernelIs(page, '0 0 0 0 0 0 -2 -0.7 0 0 0 -1 1 1 0 0 0 1 -4 0 0 0 0 0 0');
    await page.press('radio', '3×3', 'Space');
    await page.set('combobox', 'Preset', 'Box blur');
    await kernelIs(page, Array(9).fill('0.11111').join(' '));
  });

  test('play slides the window to the end; step, reset and the keys do what they say', async () => {
    const at = (end) => page.untilWidget('img', 'output', 'aria-description', (text, wanted) => text.endsWith(wanted), end);
    await page.press('button', 'Reset', 'Enter');
    await at('1/81, row 1, column 1');
    for (const column of [2, 3]) {
      await page.press('button', 'Step', 'Enter');
      await at(`${column}/81, row 1, column ${column}`);
    }
    // Keys belong to what is focused until the page has drawn itself without.
    await page.evaluate(() => {
      document.activeElement.blur();
      return new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(drawn))); });
    });
    await page.playwright.keyboard.press('ArrowRight');
    await at('4/81, row 1, column 4');
    await page.set('slider', 'Places per second', 200);
    await page.press('button', 'Play', 'Enter');
    await at('81/81, row 9, column 9');
    await page.untilWidget('button', 'Play', 'textContent', () => true);
    assert.equal((await page.state()).status, 'paused');
  });

  test('a picture from a file, from the camera, and what is refused', async () => {
    const drop = (name, how) => page.evaluate(`async (name) => {
      const bytes = await (${how})();
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      document.getElementById('canvas').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }`, name);
    await drop('letter.png', () => new TextEncoder().encode('not a picture'));
    await page.until('the refusal', () => document.querySelector('#mirror [role=status][aria-label="Message"]')?.textContent.includes('letter.png'));
    assert.ok(await page.widget('img', 'input', 'aria-description').then((text) => text.startsWith('11×11')));
    await drop('half.png', async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 128, height: 128 });
      const context = canvas.getContext('2d');
      context.fillRect(0, 0, 128, 128);
      context.fillStyle = '#ffffff';
      context.fillRect(64, 0, 64, 128);
      return new Promise((resolve) => { canvas.toBlob(resolve, 'image/png'); });
    });
    await page.untilWidget('img', 'input', 'aria-description', (text) => text.startsWith('64×64'));
    await page.set('combobox', 'Preset', 'Identity');
    await choosePlace(page, 10, 20);
    await outputIs(page, 0, 0);
    await choosePlace(page, 10, 50);
    await outputIs(page, 1, 1);

    // A camera that shows white on the left: the mirror image has it on the right.
    await page.evaluate(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 120 });
      const context = canvas.getContext('2d');
      const paint = () => {
        context.fillStyle = '#000000';
        context.fillRect(0, 0, 160, 120);
        context.fillStyle = '#ffffff';
        context.fillRect(0, 0, 80, 120);
      };
      paint();
      setInterval(paint, 40);
      const stream = canvas.captureStream(25);
      globalThis.cameraTracks = stream.getTracks();
      navigator.mediaDevices.getUserMedia = async () => stream;
    });
    await page.press('radio', 'Square', 'Space');
    await page.untilWidget('img', 'input', 'aria-description', (text) => text.startsWith('16×16'));
    await page.press('button', 'Camera', 'Enter');
    await page.untilWidget('img', 'input', 'aria-description', (text) => text.startsWith('64×64'));
    await choosePlace(page, 30, 50);
    await outputIs(page, 0.9, 1);
    await choosePlace(page, 30, 10);
    await outputIs(page, 0, 0.1);
    await page.until('the camera is off', () => globalThis.cameraTracks.every((track) => track.readyState === 'ended'));

    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError'); };
    });
    await page.press('button', 'Camera', 'Enter');
    await page.until('the refusal', () => document.querySelector('#mirror [role=status][aria-label="Message"]')?.textContent.includes('address bar'));
  });

  test('axe finds nothing to complain about', async () => {
    assert.deepEqual(await violations(page.playwright), []);
    await page.press('button', 'Draw', 'Enter');
    await page.untilWidget('application', 'Draw', 'aria-description', () => true);
    assert.deepEqual(await violations(page.playwright), []);
  });

  test('reload, a digit, and back to the points as they were', async () => {
    await page.press('radio', 'Square', 'Space');
    await page.press('radio', 'Digit 3', 'Space');
    await page.untilWidget('img', 'input', 'aria-description', (text) => text.startsWith('28×28'));
    await page.set('slider', 'Stride', 2);
    await page.until('the address follows', () => location.hash.includes('bench=convolution:digit2') && location.hash.includes(':s2'));
    await page.page.reload();
    await page.ready();
    await size(page, '13×13');
    await page.untilWidget('img', 'input', 'aria-description', (text) => text.startsWith('28×28'));
    await page.press('tab', 'Points', 'Enter');
    await page.until('the points', () => document.querySelector('#mirror [role=img][aria-label="Output"]'));
    await page.until('the address without the bench', () => !location.hash.includes('bench'));
    assert.equal((await page.state()).experiment.data.name, 'circle');
    await page.press('tab', 'Convolution', 'Enter');
    await size(page, '13×13');
  });
});

test('convolution: the first program loads the whole one when the tab is opened', async () => {
  const page = await PlayPage.openPaused({ link: 'data=moons' });
  await page.press('tab', 'Convolution', 'Enter');
  await page.until('the bench', () => document.querySelector('#mirror [role=img][aria-label="input"]'));
  assert.equal((await page.state()).experiment.data.name, 'moons');
  assert.deepEqual(page.problems, []);
  await page.close();
});
