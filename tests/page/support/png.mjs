// Just enough PNG to look at screenshots: 8 bits per channel, RGB or RGBA, not interlaced, as all three browsers write.
import { inflateSync } from 'node:zlib';

const SIGNATURE = 8;
const CHANNELS = { 2: 3, 6: 4 };  // colour type -> bytes per pixel

/** Undoes one row's filter in place: `row` is the row, `up` the one above it (zeros above the first). */
function unfilter(kind, row, up, size) {
  const { length } = row;
  if (kind === 1) for (let i = size; i < length; ++i) row[i] += row[i - size];
  if (kind === 2) for (let i = 0; i < length; ++i) row[i] += up[i];
  if (kind === 3) for (let i = 0; i < length; ++i) row[i] += ((i < size ? 0 : row[i - size]) + up[i]) >> 1;
  if (kind !== 4) return;
  for (let i = 0; i < length; ++i) {
    const left = i < size ? 0 : row[i - size];
    const corner = i < size ? 0 : up[i - size];
    const [toLeft, toUp, toCorner] = [Math.abs(up[i] - corner), Math.abs(left - corner), Math.abs(left + up[i] - 2 * corner)];
    row[i] += toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up[i] : corner;
  }
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
  let up = new Uint8Array(stride);
  for (let y = 0; y < height; ++y) {
    const row = pixels.subarray(y * stride, (y + 1) * stride);
    const at = y * (stride + 1);
    row.set(raw.subarray(at + 1, at + 1 + stride));
    unfilter(raw[at], row, up, size);
    up = row;
  }
  return {
    width,
    height,
    pixel: (x, y) => pixels.subarray(y * stride + x * size, y * stride + x * size + 3),
  };
}

/** Which share of a picture's pixels satisfies is([r, g, b]); looks at every third pixel of every third row. */
export function share(picture, is) {
  let all = 0;
  let matching = 0;
  for (let y = 0; y < picture.height; y += 3) {
    for (let x = 0; x < picture.width; x += 3) {
      all += 1;
      if (is(picture.pixel(x, y))) matching += 1;
    }
  }
  return matching / all;
}

/** The part of a picture in this rectangle of its pixels. */
export function crop(picture, rect) {
  const [left, top] = [Math.ceil(rect.x), Math.ceil(rect.y)];
  return {
    width: Math.floor(rect.x + rect.width) - left,
    height: Math.floor(rect.y + rect.height) - top,
    pixel: (x, y) => picture.pixel(left + x, top + y),
  };
}

export const isBlue = ([r, , b]) => b > r + 30;
export const isOrange = ([r, , b]) => r > b + 30;
export const isDark = ([r, g, b]) => r + g + b < 3 * 60;
export const isLight = ([r, g, b]) => r + g + b > 3 * 200;
