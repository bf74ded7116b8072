// When to draw: on request only, so that an idle page costs nothing.
//
// After the last frame of a burst two more follow, at rest: the first lets ImGui settle what it laid out from new
// numbers, the second lets a tooltip appear that waits for the pointer to stand still.

const SETTLING_MS = [120, 480];

export class FrameLoop {
  #draw;
  #scheduled = 0;
  #drawing = false;
  #settling = 0;
  #visible = true;

  /** @param draw draws one frame and answers whether it wants another */
  constructor(draw) {
    this.#draw = draw;
  }

  request() {
    // While drawing, the frame's own answer decides; out of sight, becoming visible does.
    if (this.#drawing || this.#scheduled || !this.#visible) return;
    this.#scheduled = requestAnimationFrame(() => this.now());
  }

  /** Nothing is drawn for nobody, apart from the one frame in which the program hears that it is out of sight. */
  setVisible(visible) {
    this.#visible = visible;
    if (visible) this.request();
    else this.now();
  }

  /** Draws at once: for what cannot wait for the browser's next frame (a resized canvas, a tab about to hide). */
  now() {
    if (this.#drawing) return;
    cancelAnimationFrame(this.#scheduled);
    this.#scheduled = 0;
    if (this.#drawOnce()) this.request();
    else if (this.#visible) this.#settle(0);
  }

  #drawOnce() {
    this.#drawing = true;
    clearTimeout(this.#settling);
    const more = this.#draw();
    this.#drawing = false;
    return more;
  }

  #settle(stage) {
    if (stage === SETTLING_MS.length) return;
    this.#settling = setTimeout(() => {
      if (this.#scheduled || !this.#visible) return;
      if (this.#drawOnce()) this.request();
      else this.#settle(stage + 1);
    }, SETTLING_MS[stage]);
  }
}
