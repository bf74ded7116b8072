// The page in a real browser: chromium (everything, or with DELTARULE_PAGE=core the core), or firefox and webkit (the
// core), by DELTARULE_BROWSER.
//
// One process and one browser for all, because starting browsers is what takes time. The tests act as a person with a
// screen reader would: by role and name on the semantic mirror. They need dist/ (or DELTARULE_DIST).
import { BROWSER } from './support/browser.mjs';

await import('./suites/core.mjs');
await import('./suites/images_core.mjs');
if (BROWSER === 'chromium' && process.env.DELTARULE_PAGE !== 'core') {
  await import('./suites/engine_module.mjs');
  await import('./suites/training.mjs');
  await import('./suites/controls.mjs');
  await import('./suites/transport.mjs');
  await import('./suites/fast_math.mjs');
  await import('./suites/network.mjs');
  await import('./suites/points.mjs');
  await import('./suites/lab.mjs');
  await import('./suites/links.mjs');
  await import('./suites/mirror.mjs');
  await import('./suites/address.mjs');
  await import('./suites/host_api.mjs');
  await import('./suites/host_files.mjs');
  await import('./suites/bad_input.mjs');
  await import('./suites/resilience.mjs');
  await import('./suites/loading.mjs');
  await import('./suites/images.mjs');
  await import('./suites/files.mjs');
  await import('./suites/offline.mjs');
  await import('./suites/convolution.mjs');
  await import('./suites/image_learning.mjs');
  await import('./suites/image_arithmetic.mjs');
  await import('./suites/image_drawings.mjs');
  await import('./suites/sensitivity.mjs');
  await import('./suites/targets.mjs');
  await import('./suites/looks.mjs');
}
