// A slider of the mirror: <input type=range>. A logarithmic one counts in powers of ten (data-scale="log"), so that
// equal ways are equal factors; how the value reads is in aria-valuetext.
//
// Arrow keys are computed here: the browser's own steps know neither factors nor what the program has rounded to.
import { EVENT, Widget } from './mirror_widget.js';

const STEPS_ALONG = 50;       // arrow keys across the whole range, where the program names no step
const PAGE = 5;               // steps for Page Up and Page Down
// A logarithmic slider that begins at zero shows this many powers of ten, and zero a little below them.
const DECADES_ABOVE_ZERO = 5;
const ZERO_WIDTH = 0.2;

export class SliderWidget extends Widget {
  constructor(item, send) {
    super(item, 'input', send);
    this.element.type = 'range';
    this.element.addEventListener('input', () => this.#set(this.#toReal(Number(this.element.value))));
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
    this.followWhenSettled();
  }

  follow() {
    const value = String(this.#toDom(this.item.value));
    if (this.element.value !== value) this.element.value = value;
  }

  #smallest() {
    const { min, max } = this.item;
    return min > 0 ? min : max * 10 ** -DECADES_ABOVE_ZERO;
  }

  #toDom(real) {
    if (!this.item.logarithmic) return real;
    const smallest = this.#smallest();
    return real < smallest ? Math.log10(smallest) - ZERO_WIDTH : Math.log10(real);
  }

  #toReal(dom) {
    if (!this.item.logarithmic) return dom;
    const smallest = this.#smallest();
    if (dom < Math.log10(smallest) - ZERO_WIDTH / 2) return this.item.min;
    return Number((10 ** dom).toPrecision(12));  // or log and power would make 0.030000000000000002 of 0.03
  }

  #set(real) {
    const { min, max } = this.item;
    this.tellValue(EVENT.setNumber, Math.min(Math.max(real, min), max));
  }

  #onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = {
      ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE, Home: -Infinity, End: Infinity,
    }[event.key];
    if (steps === undefined) return;
    event.preventDefault();
    const real = this.#stepped(steps);
    this.element.value = String(this.#toDom(real));
    this.#set(real);
  }

  /** The value that many arrow keys away; of a logarithmic slider a factor away, in two digits, as one would type it. */
  #stepped(steps) {
    const { min, max, step, logarithmic } = this.item;
    if (!Number.isFinite(steps)) return steps < 0 ? min : max;
    const [low, high] = [this.#toDom(min), this.#toDom(max)];
    const dom = Number(this.element.value);
    const by = !logarithmic && step > 0 ? step : (high - low) / STEPS_ALONG;
    let real = this.#toReal(Math.min(Math.max(dom + steps * by, low), high));
    if (logarithmic && real > 0) real = Number(real.toPrecision(2));
    if (logarithmic && step >= 1) {
      // Whole numbers: at least one further, where the factor alone would round back.
      const from = this.#toReal(dom);
      real = steps > 0 ? Math.max(Math.round(real), Math.round(from + step)) : Math.min(Math.round(real), Math.round(from - step));
    }
    return Math.min(Math.max(real, min), max);
  }
}
