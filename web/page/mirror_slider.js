// A slider of the mirror: <input type=range>. A logarithmic one counts in powers of ten (data-scale="log"), so that
// equal ways are equal factors; how the value reads is in aria-valuetext.
//
// Arrow keys are computed here: the browser's own steps know neither factors nor what the program has rounded to.
import { EVENT, Widget } from './mirror_widget.js';

const STEPS_ALONG = 50;       // arrow keys across the whole range, where the program names no step
const PAGE = 5;               // steps for Page Up and Page Down
const ANSWER_MS = 300;        // how long the program may take to answer before its value counts again
const LOG_FLOOR = 1e-12;

export class SliderWidget extends Widget {
  #settledAt = 0;
  #resync = 0;

  constructor(item, send) {
    super(item, 'input', send);
    this.element.type = 'range';
    this.element.addEventListener('input', () => this.#setReal(this.#toReal(Number(this.element.value))));
    this.element.addEventListener('keydown', (event) => this.#onKey(event));
  }

  update(item) {
    super.update(item);
    const { element } = this;
    this.attribute('aria-label', item.name);
    this.attribute('aria-valuetext', item.valueText || String(item.value));
    this.attribute('data-scale', item.logarithmic ? 'log' : null);
    this.attribute('step', item.logarithmic || item.step <= 0 ? 'any' : String(item.step));
    this.attribute('min', String(this.#toDom(item.min)));
    this.attribute('max', String(this.#toDom(item.max)));
    element.disabled = item.disabled;
    this.#follow();
  }

  /** Takes the program's value, unless the user has just given one that the program cannot have answered yet. */
  #follow() {
    const wait = this.#settledAt - performance.now();
    clearTimeout(this.#resync);
    if (wait > 0) {
      this.#resync = setTimeout(() => this.#follow(), wait);
      return;
    }
    const value = String(this.#toDom(this.item.value));
    if (this.element.value !== value) this.element.value = value;
  }

  #toDom(real) {
    return this.item.logarithmic ? Math.log10(Math.max(real, LOG_FLOOR)) : real;
  }

  #toReal(dom) {
    return this.item.logarithmic ? 10 ** dom : dom;
  }

  #setReal(real) {
    const { min, max } = this.item;
    const value = Math.min(Math.max(real, min), max);
    this.#settledAt = performance.now() + ANSWER_MS;
    clearTimeout(this.#resync);
    this.#resync = setTimeout(() => this.#follow(), ANSWER_MS);
    this.tell(EVENT.setNumber, value);
  }

  #onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE, Home: -Infinity, End: Infinity,
    }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    const { min, max, step, logarithmic } = this.item;
    const low = this.#toDom(min);
    const high = this.#toDom(max);
    // The step of a logarithmic slider is a factor.
    const named = logarithmic ? (step > 1 ? Math.log10(step) : 0) : step;
    const by = named > 0 ? named : (high - low) / STEPS_ALONG;
    const to = Math.min(Math.max(Number(this.element.value) + steps * by, low), high);
    this.element.value = String(to);
    this.#setReal(steps === -Infinity ? min : steps === Infinity ? max : this.#toReal(to));
  }
}
