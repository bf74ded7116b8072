// Reads the bytes of web/platform/platform_web_mirror.h: the widgets that the program has announced.

const ROLES = ['button', 'toggle', 'slider', 'select', 'radio', 'tab', 'link', 'text_field', 'image', 'status', 'heading', 'pad'];
const LOGARITHMIC = 1;
const PRESSED = 2;
const DISABLED = 4;

const utf8 = new TextDecoder();

class Reader {
  #view;
  #at = 0;

  constructor(buffer) {
    this.#view = new DataView(buffer);
  }

  u8() { return this.#view.getUint8(this.#step(1)); }
  u16() { return this.#view.getUint16(this.#step(2), true); }
  u32() { return this.#view.getUint32(this.#step(4), true); }
  i32() { return this.#view.getInt32(this.#step(4), true); }
  f32() { return this.#view.getFloat32(this.#step(4), true); }
  f64() { return this.#view.getFloat64(this.#step(8), true); }

  text() {
    const length = this.u32();
    return utf8.decode(new Uint8Array(this.#view.buffer, this.#step(length), length));
  }

  #step(size) {
    const at = this.#at;
    this.#at += size;
    return at;
  }
}

function readItem(reader, id) {
  const role = ROLES[reader.u8()];
  const flags = reader.u8();
  const rect = { x: reader.f32(), y: reader.f32(), width: reader.f32(), height: reader.f32() };
  const numbers = { value: reader.f64(), min: reader.f64(), max: reader.f64(), step: reader.f64() };
  const selected = reader.i32();
  const texts = { name: reader.text(), group: reader.text(), valueText: reader.text() };
  const options = Array.from({ length: reader.u16() }, () => reader.text());
  return {
    id, role, rect, selected, options, ...numbers, ...texts,
    logarithmic: (flags & LOGARITHMIC) !== 0,
    pressed: (flags & PRESSED) !== 0,
    disabled: (flags & DISABLED) !== 0,
  };
}

/**
 * @param before what the last call answered: items by id
 * @returns items by id, in the order of the page; an unchanged one is the same object as before
 */
export function readMirror(buffer, before) {
  const reader = new Reader(buffer);
  const items = new Map();
  for (let count = reader.u32(); count > 0; --count) {
    const id = reader.u32();
    const repeated = reader.u8() === 1;
    items.set(id, repeated ? before.get(id) : readItem(reader, id));
  }
  return items;
}
