// node strip_comments.mjs ROOT file...: removes the comments of JavaScript files in place, and nothing else.
//
// The sources are written to be read; a visitor's first load has a budget. It is no minifier: names, lines and
// strings stay, so that errors point to the right line of the source. ROOT is Emscripten's folder, whose parser it uses.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [root, ...files] = process.argv.slice(2);
const acorn = createRequire(join(root, 'tools', 'acorn-optimizer.mjs'))('acorn');

for (const file of files) {
  const source = readFileSync(file, 'utf8');
  const comments = [];
  const sourceType = /\.mjs$/.test(file) || /^\s*(import|export)\b/m.test(source) ? 'module' : 'script';
  acorn.parse(source, { ecmaVersion: 'latest', sourceType, allowHashBang: true, onComment: comments });
  let result = '';
  let at = 0;
  for (const { start, end } of comments) {
    // Line breaks inside a comment stay: they may end a statement, and they keep the line numbers.
    result += source.slice(at, start).replace(/[ \t]+$/, '') + (source.slice(start, end).replace(/[^\n]+/g, '') || ' ');
    at = end;
  }
  result += source.slice(at);
  writeFileSync(file, result);
}
