// The line between page and worker, seen from the page: listening in on it, and holding a worker by itself.
//
// These functions run in the page, so each is without outside references.

/** Keeps every command that the page sends in globalThis.sentCommands, as arrays of bytes. */
export function recordCommands() {
  globalThis.sentCommands = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, transfer) {
    if (message.type === 'command') globalThis.sentCommands.push([...new Uint8Array(message.bytes)]);
    return post.call(this, message, transfer);
  };
}

/**
 * Drives the page's worker without the page (whose unpack.js must be there): trains, and measures how soon a pause is answered. The worker's messages are
 * listed in web/page/engine_port.js.
 * @param commands bytes of subscribe, build, play and pause
 * @returns { pauses: milliseconds each, stepsPerSecond }
 */
export async function measureWorker({ subscribe, build, play, pause }, rounds) {
  const [STATE_AT, STEP_AT, PAUSED, TRAINING] = [12, 13, 1, 2];
  const worker = new Worker('engine_worker.js');
  const packed = await (await fetch('engine.wasm.lzma')).arrayBuffer();
  const { unpack } = await import('/unpack.js');
  worker.postMessage({ type: 'program', module: await WebAssembly.compile(unpack(new Uint8Array(packed))) });
  const send = (bytes) => worker.postMessage({ type: 'command', bytes: Uint8Array.from(bytes).buffer });
  const wait = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });
  let [state, step, heard] = [0, 0, () => {}];
  await new Promise((resolve, reject) => {
    worker.onerror = reject;
    worker.onmessage = ({ data }) => (data.type === 'ready' ? resolve() : reject(new Error(data.message)));
  });
  worker.onmessage = ({ data: { bytes } }) => {
    const view = new DataView(bytes);
    state = view.getUint8(STATE_AT);
    step = Number(view.getBigUint64(STEP_AT, true));
    worker.postMessage({ type: 'buffer', bytes }, [bytes]);
    heard();
  };
  const until = (wanted) => new Promise((resolve) => { heard = () => { if (state === wanted) resolve(); }; });

  send(subscribe);
  send(build);
  await until(PAUSED);
  const pauses = [];
  let [steps, seconds] = [0, 0];
  for (let round = 0; round < rounds; ++round) {
    const training = until(TRAINING);
    send(play);
    await training;
    const [from, started] = [step, performance.now()];
    await wait(80 + 7 * (round % 5));  // at another point of a slice each time
    const paused = until(PAUSED);
    const asked = performance.now();
    send(pause);
    await paused;
    pauses.push(performance.now() - asked);
    steps += step - from;
    seconds += (performance.now() - started) / 1000;
  }
  worker.terminate();
  return { pauses, stepsPerSecond: steps / seconds };
}
