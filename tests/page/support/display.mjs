// A virtual screen for the browsers that have WebGL2 only with a window, unless the tests were started on a screen.
import { spawn } from 'node:child_process';
import { program } from './browser.mjs';

/** @returns { env: what a browser's process needs, close() } */
export async function theDisplay() {
  const software = { LIBGL_ALWAYS_SOFTWARE: '1', GDK_BACKEND: 'x11', MOZ_ENABLE_WAYLAND: '0' };
  if (process.env.DISPLAY) return { env: { ...process.env, ...software }, close() {} };
  const xvfb = program(['/usr/bin/Xvfb'], 'There is no screen and no virtual one: apt-get install xvfb, or set DISPLAY');
  // It chooses a free number and writes it to descriptor 3.
  const server = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const number = await new Promise((resolve, reject) => {
    server.stdio[3].once('data', (data) => resolve(String(data).trim()));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { env: { ...process.env, ...software, DISPLAY: `:${number}` }, close: () => server.kill() };
}
