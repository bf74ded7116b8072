// What mouse, pen and fingers have in common: their numbers in the program, and where they are.

export const POINTER = { mouse: 0, touch: 1, pen: 2 };

/** Where an event is, in logical pixels of the canvas. */
export function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
}
