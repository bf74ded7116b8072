// Which browser the tests run in, started once for all of them and closed at the end.
//
// Every driver (chromium.mjs, firefox.mjs, webkit.mjs) offers the same few things:
//   open(url, options) -> page with evaluate(fn, ...args), press(key), drag([[x, y], ...]), screenshot() -> PNG bytes, reload(), close(),
//   and problems: what the console complained about (null where the browser does not tell).
import { after } from 'node:test';
import { existsSync } from 'node:fs';
import { serve } from './server.mjs';

export const BROWSER = process.env.DELTARULE_BROWSER ?? 'chromium';

const drivers = { chromium: './chromium.mjs', firefox: './firefox.mjs', webkit: './webkit.mjs' };
if (!(BROWSER in drivers)) throw new Error(`DELTARULE_BROWSER is chromium, firefox or webkit, not "${BROWSER}"`);

let driver;
let site;

export async function theDriver() {
  driver ??= import(drivers[BROWSER]).then((module) => module.start());
  return driver;
}

/** The plain server over dist/ that most tests share. */
export async function theSite() {
  site ??= serve();
  return site;
}

after(async () => {
  await (await driver?.catch(() => null))?.close();
  await (await site)?.close();
});

/** The first program of these that is there; else says how to get one. A browser that is missing fails, never skips. */
export function program(candidates, remedy) {
  const found = candidates.find((path) => path && existsSync(path));
  if (!found) throw new Error(`${remedy} (looked for ${candidates.filter(Boolean).join(', ')})`);
  return found;
}
