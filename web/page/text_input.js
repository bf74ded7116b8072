// Typing: an invisible text area that takes the focus while the program wants text, where its cursor is.
//
// Thus input methods, dead keys, on-screen keyboards, dictation and paste all work as in any text field. Not in the
// mirror: a field of the mirror is typed into directly.
import { sendKey } from './input.js';

export class TextInput {
  #area;
  #canvas;
  #bridge;
  #wanted = false;

  constructor(area, canvas, bridge) {
    this.#area = area;
    this.#canvas = canvas;
    this.#bridge = bridge;
    area.addEventListener('compositionend', () => this.#send());
    area.addEventListener('input', (event) => {
      if (!event.isComposing) this.#send();
    });
    area.addEventListener('keydown', (event) => this.#onKey(event));
    area.addEventListener('keyup', (event) => this.#onKey(event));
    area.addEventListener('paste', (event) => this.#onPaste(event));
  }

  get active() {
    return this.#wanted;
  }

  /** The program's wish, after a frame: whether text is wanted, and where. */
  place(wanted, x, y, lineHeight) {
    const changed = wanted !== this.#wanted;
    this.#wanted = wanted;
    Object.assign(this.#area.style, { left: `${x}px`, top: `${y}px`, height: `${lineHeight}px` });
    if (!changed) return;
    if (wanted) this.focusIfWanted();
    else if (document.activeElement === this.#area) this.#canvas.focus({ preventScroll: true });
  }

  /** Phones open their keyboard only within the event of a finger, so touch.js calls this there. */
  focusIfWanted() {
    if (this.#wanted && document.activeElement !== this.#area) this.#area.focus({ preventScroll: true });
  }

  #send() {
    const text = this.#area.value;
    this.#area.value = '';
    if (text) this.#bridge.call('text', this.#bridge.put(text));
  }

  #onKey(event) {
    if (event.key === 'Tab') return;
    // Paste comes as an event of its own, with the text.
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key.toLowerCase() === 'v') return;
    if (event.key === 'Enter') event.preventDefault();
    sendKey(this.#bridge, event);
  }

  #onPaste(event) {
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    if (text) this.#bridge.call('paste', this.#bridge.put(text));
  }
}
