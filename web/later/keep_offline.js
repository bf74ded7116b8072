// Once the page has run for a while (boot.js) and has nothing else to do: registers the service worker (offline.js), and
// has it keep the other scenes' files too, unless the visitor wants to save data. How far it is stands in
// <html data-offline>.
const idle = () => new Promise((resolve) => { (globalThis.requestIdleCallback ?? setTimeout)(resolve); });

async function keepOffline() {
  await idle();
  const { serviceWorker } = navigator;
  await serviceWorker.register(new URL('../service_worker.js', import.meta.url));
  const registration = await serviceWorker.ready;
  const { dataset } = document.documentElement;
  dataset.offline = 'first';
  if (navigator.connection?.saveData) return;
  const ask = async () => {
    await idle();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { dataset.offline = data; };
    registration.active.postMessage('more', [port2]);
  };
  serviceWorker.addEventListener('controllerchange', ask); // a new version has yet to keep them
  await ask();
}

// Refused in some frames and private windows, and for pages from a disk: then the page works with a network only.
if ('serviceWorker' in navigator && location.protocol.startsWith('http')) keepOffline().catch(() => {});
