// What a visitor downloads before the page is usable: every file of dist/, gzipped, within the budget.
// Files that no visitor fetches (notices), or only one who opens another scene (more/), do not count; what every page
// fetches from more/ once it runs does. It also keeps dist/ servable from any folder.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const kBudget = 366_000; // bytes: TensorFlow.js's tf.min.js alone, gzipped
const kEngineBudget = 120_000; // bytes of the first engine, as it travels
const kNotFetched = new Set(['third_party_notices.txt']);
const kFetchedOnceItRuns = 'more/keep_offline.js';
const dist = process.env.DELTARULE_DIST ?? join(dirname(fileURLToPath(import.meta.url)), '../../dist');

function* filesIn(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

const files = [...filesIn(dist)].map((path) => ({ name: relative(dist, path), bytes: readFileSync(path) }));

test('the page is complete', () => {
  for (const name of ['index.html', 'deltarule.js', 'deltarule.wasm.lzma', 'engine.js', 'engine.wasm.lzma'])
    assert.ok(files.some((f) => f.name === name), `dist/ has no ${name}`);
});

test('the first load is within its budget', (t) => {
  let total = 0;
  for (const { name, bytes } of files) {
    if (kNotFetched.has(name) || (name.startsWith('more/') && name !== kFetchedOnceItRuns)) continue;
    const size = gzipSync(bytes, { level: 9 }).length;
    total += size;
    t.diagnostic(`${String(size).padStart(8)}  ${name}`);
  }
  t.diagnostic(`${String(total).padStart(8)}  in all, of ${kBudget}`);
  assert.ok(total <= kBudget, `first load is ${total} bytes gzipped, more than ${kBudget}`);
  const engine = gzipSync(files.find(({ name }) => name === 'engine.wasm.lzma').bytes, { level: 9 }).length;
  assert.ok(engine <= kEngineBudget, `the engine is ${engine} bytes, more than ${kEngineBudget}`);
});

test('every reference in the HTML and CSS is relative', () => {
  for (const { name, bytes } of files.filter((f) => /\.(html|css)$/.test(f.name))) {
    const text = bytes.toString('utf8').replace(/<!--[\s\S]*?-->/g, '');
    const references = [...text.matchAll(/(?:\b(?:src|href)\s*=\s*["']?|url\(\s*["']?)([^"')\s>]+)/g)].map((m) => m[1]);
    for (const reference of references) {
      // Links to read elsewhere are fine; the page's own parts are not to be fetched from elsewhere or the root.
      const anchor = text.includes(`<a href="${reference}"`);
      assert.ok(anchor || !/^(\/|[a-z]+:(?!image\/))/i.test(reference) || reference.startsWith('data:'),
        `${name} refers to ${reference}`);
    }
  }
});
