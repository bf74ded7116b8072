// What a browser must have, and the readable page that stands in for the program where something is missing or broken.
//
// Needs nothing that an old browser lacks, apart from modules; those that have none get old_browser.js.

// The smallest module that uses SIMD: (func (result v128) (i32.const 0) i8x16.splat i8x16.popcnt).
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

// The same with relaxed SIMD: i8x16.relaxed_swizzle of two splats.
const RELAXED_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
]);

const NEWER_BROWSER =
  'Please open this page in a current Firefox, Chrome, Edge or Safari (16.4 or newer), on this or another device.';
const GRAPHICS =
  'Please check that hardware acceleration is on in the browser’s settings and that the graphics driver is up to date, ' +
  'or open this page in another browser.';
const RELOAD = 'Please reload the page. If that does not help, check the network connection and come back later.';

/** Every reason for the readable page: what it says and what there is to do. */
const REASONS = {
  webassembly: ['This browser cannot run WebAssembly, in which Deltarule is written.', NEWER_BROWSER],
  simd: ['This browser’s WebAssembly lacks SIMD, with which Deltarule trains.', NEWER_BROWSER],
  workers: ['This browser does not allow Web Workers, in which Deltarule trains.', NEWER_BROWSER],
  webgl2: ['WebGL 2, with which Deltarule draws, is missing or switched off.', GRAPHICS],
  load: ['A part of Deltarule could not be loaded.', RELOAD],
  engine: ['The engine could not be started.', RELOAD],
  stopped: ['Deltarule has stopped because of an error.', 'Please reload the page: what you built is kept.'],
};

/** Keys of REASONS for all that this browser lacks; empty if Deltarule can run. */
export function missingFeatures() {
  const missing = [];
  if (typeof WebAssembly !== 'object' || typeof WebAssembly.instantiate !== 'function') missing.push('webassembly');
  else if (!WebAssembly.validate(SIMD_MODULE)) missing.push('simd');
  if (typeof Worker !== 'function') missing.push('workers');
  if (typeof WebGL2RenderingContext !== 'function') missing.push('webgl2');
  return missing;
}

/** Whether the engine can fuse multiplications and additions here. */
export function hasRelaxedSimd() {
  return WebAssembly.validate(RELAXED_MODULE);
}

/** Replaces the program by a page that says what is wrong. The first call stays; later ones are consequences. */
export function showFallback(reasons, detail = '') {
  const fallback = document.getElementById('fallback');
  if (!fallback.hidden) return;
  const list = fallback.querySelector('ul');
  for (const reason of reasons) {
    const item = document.createElement('li');
    const [what, remedy] = REASONS[reason];
    item.append(Object.assign(document.createElement('strong'), { textContent: what }), ` ${remedy}`);
    list.append(item);
  }
  fallback.querySelector('.detail').textContent = detail;
  document.documentElement.classList.add('failed');
  fallback.hidden = false;
}

/** The program draws: takes the loading indicator away. */
export function showProgram() {
  document.documentElement.classList.add('running');
}
