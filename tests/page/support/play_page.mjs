// An open page and what one does with it, in any browser: find a widget by role and name, focus it, press keys, wait.
//
// It goes through the semantic mirror and window.deltarule only; nothing here knows the program's insides.
import { theDriver, theSite } from './browser.mjs';
import { crop, decodePng } from './png.mjs';

// Generous, because test machines are slow and shared; what must be quick has a limit of its own in its test.
const PATIENCE_MS = 20000;

const idlePages = [];

/** Runs in the page: the mirror's element of this role and name. */
function findWidget(role, name) {
  const selectors = {
    button: 'button:not([role])', tab: '[role=tab]', link: '[role=link]', radio: 'input[type=radio]', slider: 'input[type=range]',
    combobox: 'select', textbox: 'input[type=text]', img: '[role=img]', status: '[role=status]', heading: 'h2',
    application: '[role=application]',
  };
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent;
  return [...document.querySelectorAll(`#mirror ${selectors[role]}`)].find((element) => nameOf(element) === name) ?? null;
}

export class PlayPage {
  constructor(page) {
    this.page = page;
    this.playwright = page.playwright;
    this.problems = page.problems;
  }

  /** Opens the page and waits until the program runs. `link` is the part behind '#'. */
  static async open({ link = '', url, ...options } = {}) {
    const driver = await theDriver();
    const address = (url ?? (await theSite()).url) + (link && `#${link}`);
    const page = new PlayPage(await driver.open(address, options));
    await page.ready();
    return page;
  }

  /**
   * Paused at the start, because who prefers reduced motion starts it by hand. Small and dark unless said otherwise, which
   * is drawn twice as fast where graphics are drawn in software. Options are Chromium's.
   */
  static async openPaused({ link = '', ...options } = {}) {
    const plain = Object.keys(options).length === 0;
    if (plain && idlePages.length > 0) {
      const page = idlePages.pop();
      page.problems.length = 0;
      await page.page.goto((await theSite()).url + (link && `#${link}`));
      await page.ready();
      return page;
    }
    const page = await PlayPage.open({
      link, reducedMotion: 'reduce', colorScheme: 'dark', viewport: { width: 1120, height: 700 }, ...options,
    });
    page.reusable = plain;
    return page;
  }

  async ready() {
    // Asked again and again rather than awaited: not every driver awaits promises, and a page may still be navigating.
    await this.until('the program runs', () => globalThis.deltarule?.getState() != null &&
      document.documentElement.classList.contains('running'));
  }

  evaluate(fn, ...args) {
    return this.page.evaluate(fn, ...args);
  }

  state() {
    return this.evaluate(() => globalThis.deltarule.getState());
  }

  /** Waits until fn(...args), run in the page, answers something true, and answers it. */
  async until(what, fn, ...args) {
    const deadline = Date.now() + PATIENCE_MS;
    let answer;
    for (;;) {
      answer = await this.evaluate(fn, ...args).catch((error) => error);
      if (answer && !(answer instanceof Error)) return answer;
      if (Date.now() > deadline) throw new Error(`waited in vain until ${what}; last answer: ${answer}`);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
  }

  /** Waits until the state has this status and, if given, exactly this step; answers the state. */
  untilState(status, step = null) {
    return this.until(`${status}${step === null ? '' : ` at step ${step}`}`, (wantedStatus, wantedStep) => {
      const state = globalThis.deltarule.getState();
      const there = state.status === wantedStatus && (wantedStep === null || state.step === wantedStep);
      return there && state.trainLoss !== null ? state : null;
    }, status, step);
  }

  /** Calls a method of window.deltarule and waits for its promise; answers null or the message of its refusal. */
  async call(method, ...args) {
    const id = Math.random().toString(36).slice(2);
    await this.evaluate((key, name, given) => {
      globalThis.answers ??= {};
      globalThis.deltarule[name](...given).then(
        () => { globalThis.answers[key] = ['ok', null]; },
        (error) => { globalThis.answers[key] = [error.constructor.name, error.message]; },
      );
    }, id, method, args);
    return (await this.until(`${method} is answered`, (key) => globalThis.answers[key], id))[1];
  }

  has(role, name) {
    return this.evaluate(`(role, name) => (${findWidget})(role, name) !== null`, role, name);
  }

  async widget(role, name, property) {
    await this.until(`there is a ${role} "${name}"`, `(role, name) => (${findWidget})(role, name) !== null`, role, name);
    return this.evaluate(`(role, name, property) => {
      const element = (${findWidget})(role, name);
      return property.startsWith('aria-') || property.startsWith('data-') ? element.getAttribute(property) : element[property];
    }`, role, name, property);
  }

  /** Waits until fn(that property of the widget, ...args), run in the page, is true; answers the property. */
  async untilWidget(role, name, property, fn, ...args) {
    const [value] = await this.until(`the ${property} of ${role} "${name}" fits`, `(role, name, property, ...args) => {
      const element = (${findWidget})(role, name);
      const value = property.startsWith('aria-') ? element?.getAttribute(property) : element?.[property];
      return value != null && (${fn})(value, ...args) ? [value] : null;
    }`, role, name, property, ...args);
    return value;
  }

  /** What a figure of the page says. */
  words(name) {
    return this.widget('status', name, 'textContent');
  }

  /** Does something to the widget once it is there: found and used in one go, for it may be rearranged meanwhile. */
  use(role, name, action, ...args) {
    return this.until(`there is a ${role} "${name}"`, `(role, name, ...args) => {
      const element = (${findWidget})(role, name);
      if (element !== null) (${action})(element, ...args);
      return element !== null;
    }`, role, name, ...args);
  }

  focus(role, name) {
    return this.use(role, name, (element) => element.focus());
  }

  /** Focuses the widget and presses keys, as somebody does who uses no mouse. */
  async press(role, name, ...keys) {
    await this.focus(role, name);
    for (const key of keys) await this.page.press(key);
  }

  /** What a screen reader or a test tool does to a slider or a list: sets the value and says so. */
  async set(role, name, value) {
    await this.focus(role, name);
    await this.use(role, name, (element, wanted) => {
      if (element.tagName === 'SELECT') {
        element.selectedIndex = [...element.options].findIndex((option) => option.text === wanted);
        element.dispatchEvent(new Event('change', { bubbles: true }));
      } else {
        element.value = String(element.dataset.scale === 'log' ? Math.log10(wanted) : wanted);
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, value);
  }

  /** Types into a field and leaves it by Enter's event. */
  async type(name, text) {
    await this.focus('textbox', name);
    await this.use('textbox', name, (field, words) => {
      field.value = words;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }, text);
  }

  /** Presses the mouse button on a widget, at a share of its width and height, and drags it through others. */
  async drag(role, name, ...places) {
    const { x, y, width, height } = await this.rect(role, name);
    await this.page.drag(places.map(([across, down]) => [Math.round(x + width * across), Math.round(y + height * down)]));
  }

  /** A picture of this rectangle (in logical pixels) of the page. */
  async picture(rect) {
    if (this.playwright) return decodePng(await this.playwright.screenshot({ clip: rect }));
    return crop(decodePng(await this.page.screenshot()), rect);
  }

  /** Where a widget is, in logical pixels. */
  rect(role, name) {
    return this.evaluate(`(role, name) => {
      const { x, y, width, height } = (${findWidget})(role, name).getBoundingClientRect();
      return { x, y, width, height };
    }`, role, name);
  }

  /** A plain page is not closed but emptied, and used again: most of the time goes into starting new ones. */
  async close() {
    if (!this.reusable) return this.page.close();
    await this.evaluate(() => localStorage.clear());
    await this.page.goto('about:blank');
    return idlePages.push(this);
  }
}
