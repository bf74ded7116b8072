// node pack_offline.mjs DIST: tells the service worker (more/offline.js) which files there are, and writes the script
// that a browser registers. Both carry a hash of everything, so that a new version replaces the old one.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const dist = process.argv[2];
const worker = 'more/offline.js';
const unused = ['third_party_notices.txt', worker];

function filesIn(folder) {
  return readdirSync(folder).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [relative(dist, path).split(sep).join('/')];
  });
}

const files = filesIn(dist);
const hash = createHash('sha256');
for (const name of files) hash.update(`${name}\0`).update(readFileSync(join(dist, name)));
const build = hash.digest('hex').slice(0, 16);
const kept = files.filter((name) => !unused.includes(name)).map((name) => (name === 'index.html' ? './' : name));
const lists = [kept.filter((name) => !name.startsWith('more/')), kept.filter((name) => name.startsWith('more/'))];

const source = readFileSync(join(dist, worker), 'utf8');
writeFileSync(join(dist, worker), `const BUILD = '${build}', [FIRST, MORE] = ${JSON.stringify(lists)};\n${source}`);
writeFileSync(join(dist, 'service_worker.js'), `importScripts('more/offline.js?${build}');\n`);
