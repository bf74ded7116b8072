// One element per role of the mirror: how it is made, how it follows the program, what it tells the program.
//
// Sliders are in mirror_slider.js, live texts in mirror_status.js. Elements are placed by the CSSOM, not by style
// attributes, so that a page may forbid inline styles.
import { SliderWidget } from './mirror_slider.js';
import { StatusWidget } from './mirror_status.js';
import { EVENT, Widget } from './mirror_widget.js';

class ButtonWidget extends Widget {
  constructor(item, send) {
    super(item, 'button', send);
    this.element.type = 'button';
    if (item.role !== 'button' && item.role !== 'toggle') this.element.setAttribute('role', item.role);
    this.element.addEventListener('click', () => {
      if (!this.item.disabled) this.tell(EVENT.activate);
    });
    if (item.role === 'tab') this.element.addEventListener('keydown', moveAlongTabs);
  }

  update(item) {
    super.update(item);
    this.attribute('aria-disabled', item.disabled ? 'true' : null);  // and focusable: focus is not lost while disabled
    this.text(item.name);
    if (item.role === 'toggle') this.attribute('aria-pressed', String(item.pressed));
    if (item.role === 'tab') this.attribute('aria-selected', String(item.pressed));
    this.attribute('aria-description', item.valueText || null);
  }
}

function moveAlongTabs(event) {
  const steps = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const tabs = [...event.currentTarget.parentElement.children];
  const at = tabs.indexOf(event.currentTarget) + steps[event.key];
  tabs[(at + tabs.length) % tabs.length].focus({ preventScroll: true });
}

class RadioWidget extends Widget {
  constructor(item, send) {
    super(item, 'input', send);
    this.element.type = 'radio';
    this.element.addEventListener('change', () => this.tellValue(EVENT.activate));
  }

  update(item) {
    super.update(item);
    this.attribute('aria-label', item.name);
    this.element.disabled = item.disabled;
    this.followWhenSettled();
  }

  follow() {
    this.element.checked = this.item.pressed;
  }
}

class SelectWidget extends Widget {
  constructor(item, send) {
    super(item, 'select', send);
    this.element.addEventListener('change', () => this.tellValue(EVENT.select, this.element.selectedIndex));
  }

  update(item) {
    super.update(item);
    this.attribute('aria-label', item.name);
    this.element.disabled = item.disabled;
    const same = item.options.length === this.element.options.length &&
      item.options.every((option, i) => this.element.options[i].text === option);
    if (!same) this.element.replaceChildren(...item.options.map((option) => new Option(option)));
    this.followWhenSettled();
  }

  follow() {
    if (this.element.selectedIndex !== this.item.selected) this.element.selectedIndex = this.item.selected;
  }
}

class TextFieldWidget extends Widget {
  constructor(item, send) {
    super(item, 'input', send);
    this.element.type = 'text';
    this.element.autocomplete = 'off';
    this.element.spellcheck = false;
    this.edited = false;
    this.element.addEventListener('input', () => { this.edited = true; });
    this.element.addEventListener('change', () => {
      this.edited = false;
      this.tell(EVENT.setText, 0, this.element.value);
    });
  }

  update(item) {
    super.update(item);
    this.attribute('aria-label', item.name);
    this.element.disabled = item.disabled;
    // What somebody is typing is not overwritten.
    if (!this.edited && this.element.value !== item.valueText) this.element.value = item.valueText;
  }
}

class ImageWidget extends Widget {
  constructor(item, send) {
    super(item, 'div', send);
    const pad = item.role === 'pad';  // whose keys input.js passes on
    this.element.setAttribute('role', pad ? 'application' : 'img');
    if (pad) this.element.tabIndex = 0;
  }

  update(item) {
    super.update(item);
    this.attribute('aria-label', item.name);
    this.attribute('aria-description', item.valueText || null);
  }
}

class HeadingWidget extends Widget {
  constructor(item, send) {
    super(item, 'h2', send);
  }

  update(item) {
    super.update(item);
    this.text(item.name);
  }
}

const WIDGETS = {
  button: ButtonWidget, toggle: ButtonWidget, tab: ButtonWidget, link: ButtonWidget, radio: RadioWidget,
  slider: SliderWidget, select: SelectWidget, text_field: TextFieldWidget, image: ImageWidget, status: StatusWidget,
  heading: HeadingWidget, pad: ImageWidget,
};

export function makeElement(item, send) {
  return new WIDGETS[item.role](item, send);
}
