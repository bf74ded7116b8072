// A text of the mirror that a screen reader reads out when it changes: <p role=status>.
//
// Running numbers would drown everything else. New words are passed on at once; where only digits change, the text waits
// until it has stood still for a moment, and is renewed only now and then while it runs.
import { Widget } from './mirror_widget.js';

const STILL_MS = 700;
const RUNNING_MS = 10000;

export class StatusWidget extends Widget {
  #writtenAt = 0;
  #timer = 0;

  constructor(item, send) {
    super(item, 'p', send);
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  update(item) {
    const before = this.element.textContent;
    super.update(item);
    this.attribute('aria-label', item.name || null);
    clearTimeout(this.#timer);
    const words = (text) => text.replace(/[\d.,%\u202f ]+/g, '');
    const running = words(before) === words(item.valueText);
    if (!running || performance.now() - this.#writtenAt > RUNNING_MS) this.#write();
    else this.#timer = setTimeout(() => this.#write(), STILL_MS);
  }

  remove() {
    clearTimeout(this.#timer);
    super.remove();
  }

  #write() {
    this.#writtenAt = performance.now();
    this.text(this.item.valueText || this.item.name);
  }
}
