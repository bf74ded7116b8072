// JavaScript's side of the module's boundary: exported functions by name, and text through the scratch buffer.
//
// A trap in the module is caught here, once: the program is stopped and the page says so. The other direction, C++
// calling JavaScript, is web/platform/platform.lib.js.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Bridge {
  #module;
  #memory;
  #onCrash;
  #stopped = false;

  /** @param memory gives the module's memory as it is now (it may grow). */
  constructor(module, memory, onCrash) {
    this.#module = module;
    this.#memory = memory;
    this.#onCrash = onCrash;
  }

  get stopped() {
    return this.#stopped;
  }

  stop() {
    this.#stopped = true;
  }

  /** Calls the exported C function dr_<name>. After a crash it does nothing and answers 0. */
  call(name, ...args) {
    if (this.#stopped) return 0;
    try {
      return this.#module[`_dr_${name}`](...args);
    } catch (error) {
      this.stop();
      this.#onCrash(error);
      return 0;
    }
  }

  /** Puts text where the next call finds it; answers its length in bytes. */
  put(text) {
    const bytes = encoder.encode(text);
    const pointer = this.call('scratch', bytes.length);
    if (pointer) this.#memory().set(bytes, pointer);
    return bytes.length;
  }

  /** Copies bytes into the room that the exported function dr_<name> makes for so many. */
  putBytes(name, bytes) {
    const pointer = this.call(name, bytes.length);
    if (pointer) this.#memory().set(bytes, pointer);
  }

  /** Takes the text of this length that a call has left. */
  take(length) {
    if (length === 0 || this.#stopped) return '';
    const pointer = this.call('scratch_data');
    return decoder.decode(this.#memory().slice(pointer, pointer + length));
  }
}
