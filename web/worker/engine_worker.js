// The page's worker: loads the engine and drives it in slices, listening between them.
//
// A classic worker, so that every browser with WebAssembly can start it. Messages are listed in page/engine_port.js.
// Two snapshot buffers go round; while both are with the page, training goes on without a snapshot.
'use strict';

importScripts(self.name || 'engine.js');  // the page says which engine: the first, the whole, the fast one

const SLICE_MS = 8;
const SNAPSHOT_INTERVAL_MS = 1000 / 60;
const BUFFERS = 2;

let engine = null;
let visible = true;
let scheduled = false;
const early = [];  // messages that came while the engine was loading
const buffers = Array.from({ length: BUFFERS }, () => new ArrayBuffer(0));

// Between two slices there is one timer and one message to itself. The message alone would starve the page's messages,
// and a chain of timers alone would soon be slowed to one in 4 ms, as browsers do with nested timers; a timer that is set
// by a message is not nested.
const channel = new MessageChannel();
channel.port1.onmessage = () => run(work);

function schedule() {
  if (scheduled) return;
  scheduled = true;
  setTimeout(() => channel.port2.postMessage(null), engine._de_rest());
}

function work() {
  scheduled = false;
  if (visible) engine._de_slice(SLICE_MS);
  sendSnapshot();
  if (visible && engine._de_busy()) schedule();
}

function sendSnapshot() {
  const busy = visible && engine._de_busy() !== 0;
  // While it is at work, snapshots keep to a rate; once it rests, the last news goes out at once.
  if (buffers.length === 0 || !engine._de_snapshot_due(busy ? SNAPSHOT_INTERVAL_MS : 0)) return;
  const length = engine._de_snapshot();
  let bytes = buffers.pop();
  if (bytes.byteLength < length) bytes = new ArrayBuffer(length + (length >> 2));
  const from = engine._de_snapshot_data();
  new Uint8Array(bytes).set(engine.HEAPU8.subarray(from, from + length));
  postMessage({ type: 'snapshot', bytes, length, busy }, [bytes]);
}

function receive(message) {
  if (message.type === 'command') {
    const bytes = new Uint8Array(message.bytes);
    const room = engine._de_buffer(bytes.length);  // which may make the memory grow: its views come after
    engine.HEAPU8.set(bytes, room);
    engine._de_command(bytes.length);
    sendSnapshot();
  } else if (message.type === 'buffer') {
    buffers.push(message.bytes);
    sendSnapshot();
  } else if (message.type === 'visible') {
    visible = message.visible;
  }
  if (visible && engine._de_busy()) schedule();
}

/** Whatever escapes from the engine ends it: its memory cannot be trusted any more. The page starts another worker. */
function run(action, ...args) {
  if (!engine) return;
  try {
    action(...args);
  } catch (error) {
    fail(error);
  }
}

function fail(error) {
  engine = null;
  postMessage({ type: 'failed', message: String(error?.message ?? error) });
  close();
}

/** The page has unpacked and compiled the program; here it only comes to life. */
function start(program) {
  createDeltaruleEngine({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(program, imports).then((instance) => done(instance, program), fail);
      return {};
    },
  }).then((made) => {
    engine = made;
    postMessage({ type: 'ready' });
    for (const message of early.splice(0)) run(receive, message);
  }, fail);
}

onmessage = ({ data }) => {
  if (data.type === 'program') start(data.module);
  else if (engine) run(receive, data);
  else early.push(data);
};
