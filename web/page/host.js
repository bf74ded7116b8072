// The page's half of the Platform: what web/platform/platform.lib.js calls, here or in the parts that are put together
// here.
//
//   view.js size, pixel ratio, visibility, theme    frames.js when to draw    input.js, touch.js, text_input.js
//   mirror.js hidden elements over the canvas       gl_state.js no waiting for the graphics process
//   keep.js storage, address, clipboard    api.js window.deltarule
import { Api } from './api.js';
import { Bridge } from './bridge.js';
import { FrameLoop } from './frames.js';
import { rememberState } from './gl_state.js';
import { listenToInput } from './input.js';
import { Keep } from './keep.js';
import { Mirror } from './mirror.js';
import { TextInput } from './text_input.js';
import { View } from './view.js';

export class Host {
  #parts;
  #bridge;
  #files = null;
  #mirrorTimer = 0;

  /** @param parts engine: EnginePort, more: where files are that are fetched later, onRunning(), onFailed(reasons, detail) */
  constructor(parts) {
    this.#parts = parts;
    this.api = new Api(parts.more);
  }

  // Called by the module, in the order of platform_web_js.h.

  attach(module, memory) {
    this.#bridge = new Bridge(module, memory, (error) => this.crash(error));
    const canvas = document.getElementById('canvas');
    this.canvas = canvas;
    rememberState(canvas.getContext('webgl2'));
    this.frames = new FrameLoop(() => this.#bridge.call('draw') !== 0);
    this.keep = new Keep(() => this.#bridge.call('link_changed'));
    this.mirror = new Mirror(document.getElementById('mirror'), (id, kind, number, text) =>
      this.#bridge.call('mirror_event', id, kind, number, this.#bridge.put(text)));
    this.textInput = new TextInput(document.getElementById('text-input'), canvas, this.#bridge);
    listenToInput(canvas, this.#bridge, this.textInput, this.frames);
    for (const type of ['dragover', 'drop', 'paste']) document.addEventListener(type, (event) => this.#bring(event));
    this.view = new View(canvas, this.#bridge, this.frames);
  }

  /** Files that are dropped or pasted anywhere on the page. */
  #bring(event) {
    const given = event.dataTransfer ?? event.clipboardData;
    const items = [...given.items].filter((item) => item.kind === 'file');
    if (event.type !== 'paste') event.preventDefault();
    if (event.type === 'dragover' || items.length === 0) return;
    // Only now, not later: the event's data are gone when it is over.
    const things = items.map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
    this.useFiles('take', things);
  }

  /** later/files.js, whatever has to do with files, without which the page begins: its method of this name. */
  useFiles(method, ...given) {
    const give = (name, bytes, error, ...rest) => {
      this.#bridge.putBytes('file_buffer', bytes);
      this.#bridge.call('file', this.#bridge.put(`${name}\0${error}`), ...rest);
    };
    this.#files ??= import(new URL('files.js', this.#parts.more)).then(({ Files }) =>
      new Files(this.#parts.more, give, (share) => this.#bridge.call('digits_came', share)));
    this.#files.then((files) => files[method](...given), (error) => {
      this.#files = null;
      give('', new Uint8Array(0), error.message, method !== 'fetchDigits');
    });
  }

  fail(reason) {
    this.#bridge?.stop();
    this.#parts.onFailed([reason]);
  }

  updateMirror(buffer) {
    clearTimeout(this.#mirrorTimer);
    this.#mirrorTimer = 0;
    this.mirror.update(buffer);
  }

  flushMirrorIn(milliseconds) {
    this.#mirrorTimer ||= setTimeout(() => {
      this.#mirrorTimer = 0;
      this.#bridge.call('flush_mirror');
    }, milliseconds);
  }

  reload() {
    this.keep.writeLink();
    location.reload();
  }

  ready() {
    requestAnimationFrame(() => this.#parts.onRunning());  // together with the first picture
    this.api.connect(this.#bridge);
  }

  /** The module trapped or aborted: nothing in it can be trusted any more. */
  crash(error) {
    this.#bridge?.stop();
    this.#parts.engine.close();
    console.error(error);
    this.#parts.onFailed(['stopped'], String(error?.message ?? error));
  }
}
