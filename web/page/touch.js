// Fingers: a tap clicks, a drag along a widget moves it, a vertical drag where something can scroll scrolls it.
//
// The press is held back until it is clear which of the three it is, so that scrolling over a slider does not set it.
// Two fingers are the browser's (pinch zoom, see touch-action in page.css).
import { place, POINTER } from './pointer.js';

const SLOP = 9;           // pixels before a touch counts as moved
const HOLD_MS = 160;      // a finger that rests this long presses
const SPEED_WINDOW_MS = 80;

export class Touch {
  #canvas;
  #bridge;
  #textInput;
  #frames;
  #finger = null;  // pointerId of the one finger that counts
  #state = 'none';  // undecided, pressed, scrolling
  #start = [0, 0];
  #last = [0, 0];
  #canScroll = false;
  #holdTimer = 0;
  #trace = [];  // recent [time, y] for the speed of a fling

  constructor(canvas, bridge, textInput, frames) {
    this.#canvas = canvas;
    this.#bridge = bridge;
    this.#textInput = textInput;
    this.#frames = frames;
  }

  handle(event) {
    const at = place(this.#canvas, event);
    if (event.type === 'pointerdown' && this.#finger === null) this.#down(event, at);
    else if (event.pointerId !== this.#finger) return;
    else if (event.type === 'pointermove') this.#move(event, at);
    else if (event.type === 'pointerup') this.#up(at);
    else if (event.type === 'pointercancel') this.#cancel();
  }

  #down(event, at) {
    this.#finger = event.pointerId;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#state = 'undecided';
    this.#start = this.#last = at;
    this.#trace = [[event.timeStamp, at[1]]];
    this.#canScroll = this.#bridge.call('touch_begin', ...at) !== 0;
    this.#bridge.call('pointer_move', POINTER.touch, ...at);
    this.#holdTimer = setTimeout(() => this.#press(), HOLD_MS);
  }

  #move(event, at) {
    if (this.#state === 'undecided') this.#decide(at);
    if (this.#state === 'pressed') this.#bridge.call('pointer_move', POINTER.touch, ...at);
    if (this.#state === 'scrolling') {
      this.#bridge.call('touch_drag', at[1] - this.#last[1]);
      this.#trace.push([event.timeStamp, at[1]]);
      this.#trace = this.#trace.filter(([time]) => event.timeStamp - time <= SPEED_WINDOW_MS);
    }
    if (this.#state !== 'undecided') this.#last = at;
  }

  #decide(at) {
    const dx = Math.abs(at[0] - this.#start[0]);
    const dy = Math.abs(at[1] - this.#start[1]);
    if (Math.max(dx, dy) < SLOP) return;
    if (this.#canScroll && dy > dx) {
      clearTimeout(this.#holdTimer);
      this.#state = 'scrolling';
      this.#bridge.call('pointer_leave', POINTER.touch);
    } else {
      this.#press();
    }
  }

  #press() {
    if (this.#state !== 'undecided') return;
    clearTimeout(this.#holdTimer);
    this.#state = 'pressed';
    this.#bridge.call('pointer_button', POINTER.touch, 0, true);
  }

  #up(at) {
    this.#press();  // a tap
    if (this.#state === 'pressed') {
      this.#bridge.call('pointer_move', POINTER.touch, ...at);
      // Press and release have to be seen in frames of their own, and within this event: only now may a keyboard open.
      this.#frames.now();
      this.#bridge.call('pointer_button', POINTER.touch, 0, false);
      this.#frames.now();
      this.#frames.now();
      this.#textInput.focusIfWanted();
      this.#bridge.call('pointer_leave', POINTER.touch);
    } else if (this.#state === 'scrolling') {
      this.#bridge.call('touch_end', this.#speed());
    }
    this.#finish();
  }

  #cancel() {
    if (this.#state === 'pressed') {
      // Released far away, nothing is clicked.
      this.#bridge.call('pointer_leave', POINTER.touch);
      this.#bridge.call('pointer_button', POINTER.touch, 0, false);
    }
    this.#finish();
  }

  #finish() {
    clearTimeout(this.#holdTimer);
    this.#finger = null;
    this.#state = 'none';
  }

  #speed() {
    const [first, last] = [this.#trace[0], this.#trace.at(-1)];
    const seconds = (last[0] - first[0]) / 1000;
    return seconds > 0 ? (last[1] - first[1]) / seconds : 0;
  }
}
