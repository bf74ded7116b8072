// What the program must know of its window: size and pixel ratio, visibility, colour scheme, motion, the GL context.
//
// The canvas fills its container and has exactly as many pixels as the screen shows of it.

/**
 * A side in device pixels: without rounding errors where the browser knows (not Safari), unless it knows nothing of the
 * pixel ratio that it pretends to have (emulated phones).
 */
function pixels(side, exact) {
  const computed = side * devicePixelRatio;
  return exact !== undefined && Math.abs(exact - computed) <= 2 ? exact : computed;
}

export class View {
  #canvas;
  #bridge;
  #frames;
  #onScreen = true;
  #visible = true;

  constructor(canvas, bridge, frames) {
    this.#canvas = canvas;
    this.#bridge = bridge;
    this.#frames = frames;
    this.#watchSize();
    this.#watchMedia();
    this.#watchVisibility();
    this.#watchContext();
  }

  #watchSize() {
    const box = this.#canvas.getBoundingClientRect();
    this.#resize(box.width, box.height, box.width * devicePixelRatio, box.height * devicePixelRatio);
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry.contentRect;
      const exact = entry.devicePixelContentBoxSize?.[0];
      this.#resize(width, height, pixels(width, exact?.inlineSize), pixels(height, exact?.blockSize));
      this.#frames.now();  // a resized canvas is empty; drawing before the browser paints avoids a flash
    });
    try {
      observer.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      observer.observe(this.#canvas);
      this.#watchPixelRatio();
    }
  }

  /** Moving to another screen changes the ratio without changing the size. */
  #watchPixelRatio() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener('change', () => {
      const box = this.#canvas.getBoundingClientRect();
      this.#resize(box.width, box.height, box.width * devicePixelRatio, box.height * devicePixelRatio);
      this.#watchPixelRatio();
    }, { once: true });
  }

  #resize(width, height, pixelWidth, pixelHeight) {
    const pixels = [Math.max(1, Math.round(pixelWidth)), Math.max(1, Math.round(pixelHeight))];
    if (this.#canvas.width !== pixels[0]) this.#canvas.width = pixels[0];
    if (this.#canvas.height !== pixels[1]) this.#canvas.height = pixels[1];
    this.#bridge.call('resized', width, height, ...pixels);
  }

  #watchMedia() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const still = matchMedia('(prefers-reduced-motion: reduce)');
    const tell = () => this.#bridge.call('media', dark.matches, still.matches);
    dark.addEventListener('change', tell);
    still.addEventListener('change', tell);
    tell();
  }

  #watchVisibility() {
    document.addEventListener('visibilitychange', () => this.#tellVisibility());
    new IntersectionObserver(([entry]) => {
      this.#onScreen = entry.isIntersecting;
      this.#tellVisibility();
    }).observe(this.#canvas);
    this.#tellVisibility();
  }

  #tellVisibility() {
    const visible = !document.hidden && this.#onScreen;
    if (visible === this.#visible) return;
    this.#visible = visible;
    this.#bridge.call('visible', visible);
    this.#frames.setVisible(visible);
  }

  #watchContext() {
    this.#canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();  // or the browser would never restore it
      document.documentElement.classList.add('context-lost');
      this.#bridge.call('context_lost');
    });
    this.#canvas.addEventListener('webglcontextrestored', () => {
      document.documentElement.classList.remove('context-lost');
      this.#bridge.call('context_restored');
    });
  }
}
