// What outlives a visit: local storage, the address behind '#', and the clipboard. Each may be refused; none may throw.

const PREFIX = 'deltarule.';
// Safari refuses more than 100 replaceState calls in 30 seconds; a dragged slider would make more.
const ADDRESS_INTERVAL_MS = 400;

export class Keep {
  #pendingLink = null;
  #timer = 0;

  /** @param onLinkChanged the user or the host page, not the program, changed the address */
  constructor(onLinkChanged) {
    addEventListener('hashchange', () => {
      this.#pendingLink = null;
      onLinkChanged();
    });
    addEventListener('pagehide', () => this.writeLink());
  }

  load(key) {
    try {
      return localStorage.getItem(PREFIX + key) ?? '';
    } catch {
      return '';
    }
  }

  store(key, value) {
    try {
      localStorage.setItem(PREFIX + key, value);
    } catch {
      // Refused or full: the page works without, it only forgets.
    }
  }

  link() {
    return this.#pendingLink ?? location.hash.slice(1);
  }

  setLink(link) {
    if (link === this.link()) return;
    this.#pendingLink = link;
    this.#timer ||= setTimeout(() => this.writeLink(), ADDRESS_INTERVAL_MS);
  }

  writeLink() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#pendingLink === null) return;
    try {
      history.replaceState(history.state, '', `#${this.#pendingLink}`);
      this.#pendingLink = null;
    } catch {
      // Too often, or not allowed in this frame: link() still answers with what was meant.
    }
  }

  shareAddress(link) {
    return new URL(`#${link}`, location.href).href;
  }

  copyText(text) {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject();
    written.catch(() => copyBySelection(text));
  }
}

/** For pages without the clipboard API (plain http, frames without permission). */
function copyBySelection(text) {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  const focused = document.activeElement;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
  focused?.focus?.({ preventScroll: true });
}
