// The service worker, so that the page works without network after its first load: it keeps a copy of every file and
// answers with it when the network does not. While there is a network, nothing is different from a page without it.
//
// cmake/pack_offline.mjs puts BUILD (a hash of all files), FIRST (what the first load needs) and MORE in front; the
// worker that the page registers, service_worker.js, only imports this one.
'use strict';

const MINE = `deltarule ${registration.scope} `; // other copies of the page may share the origin
const CACHE = MINE + BUILD;
const PATIENCE_MS = 5000; // a network that is there but does not answer
const address = (name) => new URL(name, registration.scope).href;
const FILES = new Set([...FIRST, ...MORE].map(address));

/** The file that is asked for, if it is one of ours; the page goes by two names. */
function fileOf(request) {
  const url = new URL(request.url);
  url.search = url.hash = '';
  if (url.href === address('index.html')) return address('./');
  return request.method === 'GET' && FILES.has(url.href) ? url.href : null;
}

let last = Promise.resolve();

/** One file after the other: what is kept for later shall not be in the way of what is wanted now. */
function keep(names) {
  last = last.catch(() => {}).then(async () => {
    if (self.serviceWorker?.state === 'redundant') return; // its successor has thrown the old files away
    const cache = await caches.open(CACHE);
    for (const url of names.map(address)) {
      if (!await cache.match(url)) await cache.add(new Request(url, { cache: 'no-cache', credentials: 'same-origin' }));
    }
  });
  return last;
}

async function answer(request, file) {
  const network = fetch(request);
  const kept = () => caches.match(file, { cacheName: CACHE });
  const waited = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); }).then(kept);
  try {
    return await Promise.race([network, waited.then((copy) => copy ?? network)]);
  } catch (error) {
    const copy = await kept();
    if (copy) return copy;
    throw error;
  }
}

addEventListener('install', (event) => {
  event.waitUntil(keep(FIRST).then(() => skipWaiting()));
});

addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith(MINE) && name !== CACHE) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener('fetch', (event) => {
  const file = fileOf(event.request);
  if (file) event.respondWith(answer(event.request, file));
});

/** The page asks for the rest and hears when it is there. */
addEventListener('message', (event) => {
  event.waitUntil(keep(MORE).then(() => event.ports[0].postMessage('all'), () => {}));
});
