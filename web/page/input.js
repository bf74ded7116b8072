// DOM events of the canvas become calls into the program: mouse, pen, wheel and keys. Fingers are in touch.js.
//
// Almost no default is prevented: Tab keeps walking through the mirror, shortcuts of the browser keep working, Ctrl and
// wheel zooms the page. Only the wheel is kept, where it scrolls something of ours.
import { place, POINTER } from './pointer.js';
import { Touch } from './touch.js';

// ImGui's order of buttons is left, right, middle; the DOM's is left, middle, right.
const BUTTONS = [0, 2, 1, 3, 4];
const WHEEL_LINE = 16;

export function listenToInput(canvas, bridge, textInput, frames) {
  const touch = new Touch(canvas, bridge, textInput, frames);
  listenToPointers(canvas, bridge, textInput, touch);
  listenToKeys(canvas, bridge);
}

function listenToPointers(canvas, bridge, textInput, touch) {
  const listen = (type, handle) => canvas.addEventListener(type, (event) => {
    if (event.pointerType === 'touch') touch.handle(event);
    else handle(event, event.pointerType === 'pen' ? POINTER.pen : POINTER.mouse);
  });
  listen('pointermove', (event, kind) => bridge.call('pointer_move', kind, ...place(canvas, event)));
  listen('pointerdown', (event, kind) => {
    canvas.setPointerCapture(event.pointerId);
    bridge.call('pointer_move', kind, ...place(canvas, event));
    bridge.call('pointer_button', kind, BUTTONS[event.button] ?? 0, true);
  });
  listen('pointerup', (event, kind) => bridge.call('pointer_button', kind, BUTTONS[event.button] ?? 0, false));
  listen('pointercancel', (event, kind) => {
    for (const button of BUTTONS) bridge.call('pointer_button', kind, button, false);
  });
  listen('pointerleave', (event, kind) => bridge.call('pointer_leave', kind));

  // Focus stays where text is typed, if it is; else the canvas takes it, so that keys reach the program.
  canvas.addEventListener('mousedown', (event) => {
    if (textInput.active) event.preventDefault();
  });
  canvas.addEventListener('contextmenu', (event) => event.preventDefault());
  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey) return;
    event.preventDefault();
    const unit = [1, WHEEL_LINE, canvas.clientHeight][event.deltaMode];
    bridge.call('pointer_move', POINTER.mouse, ...place(canvas, event));
    // Shift turns the wheel sideways; some browsers say so by themselves.
    const sideways = event.shiftKey && event.deltaX === 0;
    const [dx, dy] = sideways ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    bridge.call('wheel', dx * unit, dy * unit);
  }, { passive: false });
}

/** Keys, when nothing of the page has the focus: not while somebody is on an element of the mirror, but a pad, the one div that takes it. */
function listenToKeys(canvas, bridge) {
  const onKey = (event) => {
    const free = document.activeElement === null || document.activeElement === document.body;
    if (event.target === canvas || free || event.target.localName === 'div') sendKey(bridge, event);
  };
  addEventListener('keydown', onKey);
  addEventListener('keyup', onKey);
  addEventListener('blur', () => bridge.call('keyboard_focus', false));
  addEventListener('focus', () => bridge.call('keyboard_focus', true));
  bridge.call('mac', /Mac|iPhone|iPad/.test(navigator.platform));
}

/** ImGui repeats held keys itself. Letters go by what they type, so that Ctrl+A is where the layout has it. */
export function sendKey(bridge, event) {
  if (event.repeat || event.isComposing) return;
  const code = /^[a-z]$/i.test(event.key) ? `Key${event.key.toUpperCase()}` : event.code;
  bridge.call('key', bridge.put(code), event.type === 'keydown', event.shiftKey, event.ctrlKey, event.altKey, event.metaKey);
}
