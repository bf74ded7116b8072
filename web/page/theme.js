// Before anything is painted: the theme that was chosen on an earlier visit, so that a dark page never flashes white.
// A classic script on purpose: modules run after the first paint. Everything else is in boot.js.
(() => {
  try {
    const theme = localStorage.getItem('deltarule.theme');
    if (theme === 'dark' || theme === 'light') document.documentElement.dataset.theme = theme;
  } catch {
    // Storage refused: the system's theme it is.
  }
})();
