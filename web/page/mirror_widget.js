// What all elements of the mirror share: their place over the canvas, focus, and writing only what has changed.

/** As MirrorEvent::Kind. */
export const EVENT = { activate: 0, setNumber: 1, select: 2, setText: 3, focus: 4, blur: 5 };

export class Widget {
  #send;
  #rect = {};

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

  /** Assistive technology hears of every write, so there is none without a change. */
  attribute(name, value) {
    if (value === null) this.element.removeAttribute(name);
    else if (this.element.getAttribute(name) !== value) this.element.setAttribute(name, value);
  }

  text(text) {
    if (this.element.textContent !== text) this.element.textContent = text;
  }

  remove() {
    this.element.remove();
  }
}
