// A text of the mirror: <p role=status>. A message is read out when it changes; a figure can be read, but stays silent.
//
// Running numbers would drown everything else. So figures are no live regions, and a message in which only digits
// change waits until it has stood still for a moment, and is renewed only now and then while it runs.
import { Widget } from './mirror_widget.js';

const FIGURE_MS = 500;
const STILL_MS = 700;
const RUNNING_MS = 10000;
const NUMBER = /[-+−]?\d[\d.,]*(e[-+]?\d+)?\s?[kM%]?(?![\p{L}\d])/gu;

const words = (text) => text.replace(NUMBER, '').trim();
/** Numbers, or a formula with numbers in it. */
const isFigure = (text) => text.includes(' = ') || !/\p{L}/u.test(words(text));

export class StatusWidget extends Widget {
  #writtenAt = -Infinity;
  #timer = 0;

  constructor(item, send) {
    super(item, 'p', send);
    this.element.setAttribute('role', 'status');
  }

  update(item) {
    super.update(item);
    this.attribute('aria-label', item.name || null);
    clearTimeout(this.#timer);
    const wait = this.#wait(item.valueText);
    if (wait <= 0) this.#write();
    else this.#timer = setTimeout(() => this.#write(), wait);
  }

  remove() {
    clearTimeout(this.#timer);
    super.remove();
  }

  #wait(text) {
    const sinceWritten = performance.now() - this.#writtenAt;
    if (isFigure(text)) return FIGURE_MS - sinceWritten;
    const sameWords = words(text) === words(this.element.textContent);
    return sameWords && sinceWritten < RUNNING_MS ? STILL_MS : 0;
  }

  #write() {
    this.#writtenAt = performance.now();
    const text = this.item.valueText || this.item.name;
    this.attribute('aria-live', isFigure(text) ? 'off' : 'polite');
    this.text(text);
  }
}
