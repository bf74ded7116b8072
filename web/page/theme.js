// Before anything is painted: the theme that was chosen on an earlier visit, so that a dark page never flashes white.
// A classic script on purpose: modules run after the first paint. Everything else is in boot.js.
(() => {
  try {
    // Letters, as web/app/bench.cpp writes them: d for dark, l for light, neither for the system's.
    const view = localStorage.getItem('deltarule.view') ?? '';
    if (view.includes('d')) document.documentElement.dataset.theme = 'dark';
    else if (view.includes('l')) document.documentElement.dataset.theme = 'light';
  } catch {
    // Storage refused: the system's theme it is.
  }
})();
