// Firefox through Puppeteer and WebDriver BiDi, with a window: headless Firefox has no WebGL2.
//
// Offers what browser.mjs lists; options of Chromium's pages are not understood here.
import puppeteer from 'puppeteer-core';
import { program } from './browser.mjs';
import { theDisplay } from './display.mjs';

export async function start() {
  const executablePath = program(
    [process.env.FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'],
    'Firefox is missing: apt-get install firefox-esr, or set FIREFOX',
  );
  const display = await theDisplay();
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath,
    headless: false,
    env: display.env,
    args: ['--width=1280', '--height=900'],
    defaultViewport: null,
    extraPrefsFirefox: { 'webgl.force-enabled': true },  // software rendering is on Firefox's list of refused drivers
  });
  return {
    open: (url) => open(browser, url),
    async close() {
      await browser.close();
      display.close();
    },
  };
}

async function open(browser, url) {
  const page = await browser.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.goto(url);
  return {
    problems,
    evaluate: (fn, ...args) => page.evaluate(`(${fn})(...${JSON.stringify(args)})`),
    press: (key) => page.keyboard.press(key === 'Space' ? ' ' : key),
    async drag([start, ...others]) {
      await page.mouse.move(...start);
      await page.mouse.down();
      for (const place of others) await page.mouse.move(...place, { steps: 4 });
      await page.mouse.up();
    },
    screenshot: async () => Buffer.from(await page.screenshot()),
    reload: () => page.reload(),
    goto: (address) => page.goto(address),
    close: () => page.close(),
  };
}
