// Just enough PNG to look at screenshots: 8 bits per channel, RGB or RGBA, not interlaced, as all three browsers write.
import { inflateSync } from 'node:zlib';

const SIGNATURE = 8;
const CHANNELS = { 2: 3, 6: 4 };  // colour type -> bytes per pixel

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** @returns { width, height, pixel(x, y) -> [r, g, b] } */
export function decodePng(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = [];
  for (let at = SIGNATURE; at < bytes.length;) {
    const length = view.getUint32(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const header = SIGNATURE + 8;
  const [width, height] = [view.getUint32(header), view.getUint32(header + 4)];
  const [depth, type, interlaced] = [bytes[header + 8], bytes[header + 9], bytes[header + 12]];
  const size = CHANNELS[type];
  if (depth !== 8 || !size || interlaced) throw new Error(`a PNG of depth ${depth}, type ${type} is not understood`);
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * size;
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; ++i) {
      const left = i >= size ? pixels[y * stride + i - size] : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + i] : 0;
      const corner = i >= size && y > 0 ? pixels[(y - 1) * stride + i - size] : 0;
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[y * stride + i] = raw[y * (stride + 1) + 1 + i] + guess;
    }
  }
  return {
    width,
    height,
    pixel: (x, y) => [...pixels.subarray(y * stride + x * size, y * stride + x * size + 3)],
  };
}

/** Which share of a rectangle's pixels satisfies is([r, g, b]); looks at every third pixel of every third row. */
export function share(picture, rect, is) {
  let all = 0;
  let matching = 0;
  for (let y = Math.ceil(rect.y); y < rect.y + rect.height; y += 3) {
    for (let x = Math.ceil(rect.x); x < rect.x + rect.width; x += 3) {
      all += 1;
      if (is(picture.pixel(x, y))) matching += 1;
    }
  }
  return matching / all;
}

export const isBlue = ([r, , b]) => b > r + 30;
export const isOrange = ([r, , b]) => r > b + 30;
export const isDark = ([r, g, b]) => r + g + b < 3 * 60;
export const isLight = ([r, g, b]) => r + g + b > 3 * 200;
