// Chromium through Playwright, headless, with WebGL2 in software so that every machine draws the same.
//
// Pages are Playwright's in `page.playwright`, for tests that need more than the common driver (see browser.mjs).
import { chromium } from 'playwright-core';
import { program } from './browser.mjs';

const FLAGS = [
  '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];

export async function start() {
  const executablePath = program(
    [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'],
    'Chromium is missing: apt-get install chromium, or set CHROMIUM',
  );
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  return {
    browser,
    open: (url, options) => open(browser, url, options),
    close: () => browser.close(),
  };
}

/** @param options Playwright's context options, and init: a function that runs before the page's own scripts */
async function open(browser, url, { init, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const playwright = await context.newPage();
  if (init) await playwright.addInitScript(init);
  const problems = [];
  playwright.on('pageerror', (error) => problems.push(String(error)));
  playwright.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text());
  });
  await playwright.goto(url);
  return {
    playwright,
    problems,
    evaluate: (fn, ...args) => playwright.evaluate(`(${fn})(...${JSON.stringify(args)})`),
    press: (key) => playwright.keyboard.press(key),
    async drag([start, ...others]) {
      await playwright.mouse.move(...start);
      await playwright.mouse.down();
      for (const place of others) await playwright.mouse.move(...place, { steps: 4 });
      await playwright.mouse.up();
    },
    screenshot: () => playwright.screenshot(),
    reload: () => playwright.reload(),
    goto: (address) => playwright.goto(address),
    close: () => context.close(),
  };
}
