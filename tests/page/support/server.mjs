// A static web server over dist/ on a free port, plain like the one that somebody's blog has: no special headers.
//
// It can serve from a sub-folder and break single files on purpose. It keeps a list of what was fetched.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export const DIST = process.env.DELTARULE_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm', '.json': 'application/json',
};

/**
 * @param options folder: path under which dist/ is served ("/"); missing: names of files that answer 404;
 *   headers: added to every answer; pages: { path: text } beside dist/
 * @returns { url, fetched (paths in order), close() }
 */
export async function serve({ folder = '/', missing = [], headers = {}, pages = {} } = {}) {
  const fetched = [];
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    fetched.push(path);
    if (path in pages) {
      response.writeHead(200, { 'content-type': TYPES[extname(path)], ...headers }).end(pages[path]);
      return;
    }
    let file = path.startsWith(folder) ? normalize(path.slice(folder.length)) : '..';
    if (file === '.' || file === '') file = 'index.html';
    try {
      if (file.startsWith('..') || missing.includes(file)) throw new Error('not here');
      const body = await readFile(join(DIST, file));
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', ...headers }).end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}${folder}`,
    fetched,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
