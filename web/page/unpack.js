// Unpacks LZMA (a .lzma file: a header of 13 bytes, then the range-coded stream): what the page's program is packed with,
// a sixth smaller than by gzip, which is all that browsers unpack by themselves.
//
// Names are those of the format's specification (LZMA SDK, lzma-specification). Only whole files of known size, as
// cmake/pack_program.py writes them.

/** The bytes that `packed` (a Uint8Array) stands for; a damaged file throws or gives bytes that are no program. */
export function unpack(packed) {
  const lc = packed[0] % 9;
  const lp = Math.floor(packed[0] / 9) % 5;
  const pb = Math.floor(packed[0] / 45);
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(5, true);
  const out = new Uint8Array(size);
  const literal = new Uint16Array(0x300 << (lc + lp)).fill(1024);
  const probabilities = (count) => new Uint16Array(count).fill(1024);
  const isMatch = probabilities(12 << 4);
  const isRep = probabilities(12);
  const isRepG0 = probabilities(12);
  const isRepG1 = probabilities(12);
  const isRepG2 = probabilities(12);
  const isRep0Long = probabilities(12 << 4);
  const slots = probabilities(4 << 6);
  const special = probabilities(128);
  const align = probabilities(16);
  const lengths = () => ({ choice: probabilities(2), low: probabilities(16 << 3), middle: probabilities(16 << 3), high: probabilities(256) });
  const matchLength = lengths();
  const repLength = lengths();

  let from = 18;
  let range = 0xffffffff;
  let code = new DataView(packed.buffer, packed.byteOffset).getUint32(14);

  function bit(table, index) {
    const probability = table[index];
    const bound = (range >>> 11) * probability;
    let result = 0;
    if (code < bound) {
      range = bound;
      table[index] = probability + ((2048 - probability) >> 5);
    } else {
      range -= bound;
      code -= bound;
      table[index] = probability - (probability >> 5);
      result = 1;
    }
    if (range < 0x1000000) {
      range = (range << 8) >>> 0;
      code = ((code << 8) | packed[from++]) >>> 0;
    }
    return result;
  }

  function tree(table, start, bits) {
    let m = 1;
    for (let i = 0; i < bits; ++i) m = (m << 1) | bit(table, start + m);
    return m - (1 << bits);
  }

  function reverseTree(table, start, bits) {
    let m = 1;
    let result = 0;
    for (let i = 0; i < bits; ++i) {
      const b = bit(table, start + m);
      m = (m << 1) | b;
      result |= b << i;
    }
    return result;
  }

  function directBits(count) {
    let result = 0;
    for (let i = 0; i < count; ++i) {
      range >>>= 1;
      const b = code >= range ? 1 : 0;
      if (b) code -= range;
      result = (result << 1) | b;
      if (range < 0x1000000) {
        range = (range << 8) >>> 0;
        code = ((code << 8) | packed[from++]) >>> 0;
      }
    }
    return result;
  }

  function length(table, posState) {
    if (!bit(table.choice, 0)) return 2 + tree(table.low, posState << 3, 3);
    if (!bit(table.choice, 1)) return 10 + tree(table.middle, posState << 3, 3);
    return 18 + tree(table.high, 0, 8);
  }

  function distance(count) {
    const slot = tree(slots, Math.min(count - 2, 3) << 6, 6);
    if (slot < 4) return slot;
    const direct = (slot >> 1) - 1;
    const base = (2 | (slot & 1)) << direct;
    if (slot < 14) return base + reverseTree(special, base - slot, direct);
    return base + (directBits(direct - 4) << 4) + reverseTree(align, 0, 4);
  }

  let state = 0;
  let [rep0, rep1, rep2, rep3] = [0, 0, 0, 0];
  for (let at = 0; at < size;) {
    const posState = at & ((1 << pb) - 1);
    if (!bit(isMatch, (state << 4) + posState)) {
      const before = at > 0 ? out[at - 1] : 0;
      const start = 0x300 * (((at & ((1 << lp) - 1)) << lc) + (before >> (8 - lc)));
      let symbol = 1;
      if (state >= 7) {
        let match = out[at - rep0 - 1];
        do {
          const matchBit = match >> 7;
          match = (match << 1) & 255;
          const b = bit(literal, start + ((1 + matchBit) << 8) + symbol);
          symbol = (symbol << 1) | b;
          if (b !== matchBit) break;
        } while (symbol < 256);
      }
      while (symbol < 256) symbol = (symbol << 1) | bit(literal, start + symbol);
      out[at++] = symbol;
      state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
      continue;
    }
    let count = 0;
    if (bit(isRep, state)) {
      if (!bit(isRepG0, state)) {
        if (!bit(isRep0Long, (state << 4) + posState)) {
          state = state < 7 ? 9 : 11;
          out[at] = out[at - rep0 - 1];
          ++at;
          continue;
        }
      } else if (!bit(isRepG1, state)) {
        [rep0, rep1] = [rep1, rep0];
      } else if (!bit(isRepG2, state)) {
        [rep0, rep1, rep2] = [rep2, rep0, rep1];
      } else {
        [rep0, rep1, rep2, rep3] = [rep3, rep0, rep1, rep2];
      }
      count = length(repLength, posState);
      state = state < 7 ? 8 : 11;
    } else {
      [rep1, rep2, rep3] = [rep0, rep1, rep2];
      count = length(matchLength, posState);
      state = state < 7 ? 7 : 10;
      rep0 = distance(count);
    }
    if (rep0 >= at) throw new Error('damaged');
    for (; count > 0 && at < size; --count, ++at) out[at] = out[at - rep0 - 1];
  }
  return out;
}
