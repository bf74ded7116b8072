// What all elements of the mirror share: their place over the canvas, focus, writing only what has changed, and patience
// after the user has set a value: until the program has answered, its older value must not undo the newer one.

/** As MirrorEvent::Kind. */
export const EVENT = { activate: 0, setNumber: 1, select: 2, setText: 3, focus: 4, blur: 5 };

const ANSWER_MS = 300;  // how long the program may take to answer before its value counts again

export class Widget {
  #send;
  #settledAt = 0;
  #resync = 0;
  #rect = {};
  #attributes = new Map();  // as written last: the document is not asked

  constructor(item, tag, send) {
    this.#send = send;
    this.role = item.role;
    this.id = item.id;
    this.item = null;
    this.element = document.createElement(tag);
    this.element.addEventListener('focus', () => this.tell(EVENT.focus));
    this.element.addEventListener('blur', () => this.tell(EVENT.blur));
  }

  update(item) {
    this.item = item;
    const { style } = this.element;
    for (const [side, property] of [['x', 'left'], ['y', 'top'], ['width', 'width'], ['height', 'height']]) {
      const value = side === 'width' || side === 'height' ? Math.max(1, item.rect[side]) : item.rect[side];
      if (this.#rect[side] === value) continue;
      this.#rect[side] = value;
      style[property] = `${value}px`;
    }
  }

  tell(kind, number = 0, text = '') {
    this.#send(this.id, kind, number, text);
  }

  /** As tell(), of a value that the element itself already shows. */
  tellValue(kind, number) {
    this.#settledAt = performance.now() + ANSWER_MS;
    this.followWhenSettled();
    this.tell(kind, number);
  }

  /** Has follow() take the program's value: at once, or when the program has had time to answer the user's. */
  followWhenSettled() {
    clearTimeout(this.#resync);
    const wait = this.#settledAt - performance.now();
    if (wait > 0) this.#resync = setTimeout(() => this.follow(), wait);
    else this.follow();
  }

  /** Shows the value of this.item; for elements that have one. */
  follow() {}

  /** Assistive technology hears of every write, so there is none without a change. */
  attribute(name, value) {
    if ((this.#attributes.get(name) ?? null) === value) return;
    this.#attributes.set(name, value);
    if (value === null) this.element.removeAttribute(name);
    else this.element.setAttribute(name, value);
  }

  text(text) {
    if (this.element.textContent !== text) this.element.textContent = text;
  }

  remove() {
    clearTimeout(this.#resync);
    this.element.remove();
  }
}
