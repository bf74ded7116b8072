// The page's end of the line to the engine's worker: starts it, passes bytes, notices when it dies and starts another.
//
// Bytes are codec messages (engine/api/codec.h) and stay closed here; web/link/link.lib.js connects this to the program.
// To the worker, first of all: {type: 'program', module}; then {type: 'command', bytes}, {type: 'buffer', bytes} (a snapshot's buffer back), {type: 'visible', visible}.
// The worker's name is that of its engine's script.
// From it: {type: 'ready'}, {type: 'snapshot', bytes, length}, {type: 'failed', message}.
import { hasRelaxedSimd } from './support.js';

const MAX_RESTARTS = 3;           // in a row, without the engine living at least:
const HEALTHY_MS = 20000;
const MAX_FAILED_STARTS = 2;
const WATCH_MS = 2500;            // how often silence is noticed ...
const MAX_SILENT_WATCHES = 4;     // ... and how often in a row it may be, while an answer is due

export class EnginePort {
  #url;
  #program;
  #engines;
  #name;
  #onFailed;
  #worker = null;
  #client = null;      // { onSnapshot(bytes), onRestarted(), onFailed() }: the program, once it runs
  #early = [];         // what happened before
  #held = [];          // snapshot buffers that the program has yet to take in
  #visible = true;
  #ready = false;
  #everReady = false;
  #startedAt = 0;
  #restarts = 0;
  #failedStarts = 0;
  #answerDue = false;
  #silentWatches = 0;
  #watch = 0;

  /**
   * @param engines the names of two programs: exact and fast
   * @param program gives a promise of a compiled module by its name; every worker gets one
   * @param onFailed the engine has never run and never will: (message)
   */
  constructor(url, engines, program, onFailed) {
    this.#url = url;
    this.#engines = engines;
    this.#name = engines.exact;
    this.#program = program;
    this.#onFailed = onFailed;
    this.#start();
  }

  /** The program is there; it hears at once of what it missed. */
  connect(client) {
    this.#client = client;
    for (const happened of this.#early.splice(0)) happened(client);
  }

  send(bytes) {
    this.#answerDue = true;
    this.#worker?.postMessage({ type: 'command', bytes }, [bytes]);
  }

  /** The program has taken in the snapshots it was given: their buffers go back and may be filled again. */
  release() {
    for (const bytes of this.#held.splice(0)) this.#worker?.postMessage({ type: 'buffer', bytes }, [bytes]);
  }

  setVisible(visible) {
    this.#visible = visible;
    this.#silentWatches = 0;
    this.#worker?.postMessage({ type: 'visible', visible });
  }

  /**
   * The engine that fuses multiplications and additions, if this browser has that and it can be loaded, or the exact one.
   * Snapshots say which it is; a fresh one knows of no command.
   */
  use(fast) {
    const name = fast && hasRelaxedSimd() ? this.#engines.fast : this.#engines.exact;
    if (name === this.#name) return;
    this.close();
    this.#held = [];
    this.#name = name;
    this.#start();
  }

  close() {
    clearInterval(this.#watch);
    this.#worker?.terminate();
    this.#worker = null;
  }

  #start() {
    this.#ready = false;
    this.#startedAt = performance.now();
    const worker = new Worker(this.#url, { name: `${this.#name}.js` });
    this.#worker = worker;
    const only = (handle) => (event) => {
      if (this.#worker === worker) handle(event);  // what a dead one had still sent is of no interest
    };
    worker.addEventListener('message', only((event) => this.#onMessage(event.data)));
    worker.addEventListener('error', only((event) => {
      event.preventDefault();
      this.#onDeath(event.message || `${this.#url} could not be loaded`);
    }));
    worker.addEventListener('messageerror', only(() => this.#onDeath('a message of the engine was unreadable')));
    this.#program(this.#name).then(only((module) => worker.postMessage({ type: 'program', module })),
      only((error) => this.#onDeath(String(error?.message ?? error))));
    if (!this.#visible) this.setVisible(false);
    this.#watch = setInterval(() => this.#watchSilence(), WATCH_MS);
  }

  #onMessage(message) {
    this.#silentWatches = 0;
    if (message.type === 'ready') {
      this.#ready = this.#everReady = true;
    } else if (message.type === 'failed') {
      this.#onDeath(message.message);
    } else if (message.type === 'snapshot') {
      this.#answerDue = message.busy;
      this.#held.push(message.bytes);
      this.#tell((client) => client.onSnapshot(new Uint8Array(message.bytes, 0, message.length)));
    }
  }

  /** A worker may vanish without an error event (out of memory, on phones): then an answer that is due never comes. */
  #watchSilence() {
    const waiting = this.#answerDue && this.#ready && this.#visible && !document.hidden && this.#held.length === 0;
    this.#silentWatches = waiting ? this.#silentWatches + 1 : 0;
    if (this.#silentWatches > MAX_SILENT_WATCHES) this.#onDeath('the engine no longer answers');
  }

  #onDeath(message) {
    console.warn(`Deltarule: the engine stopped (${message}).`);
    const wasReady = this.#ready;
    const healthy = performance.now() - this.#startedAt > HEALTHY_MS;
    this.close();
    this.#held = [];
    this.#silentWatches = 0;
    this.#restarts = healthy ? 1 : this.#restarts + 1;
    if (!wasReady) this.#name = this.#engines.exact;  // perhaps only the other one cannot be loaded
    this.#failedStarts = wasReady ? 0 : this.#failedStarts + 1;
    if (this.#failedStarts >= MAX_FAILED_STARTS || this.#restarts > MAX_RESTARTS) {
      this.#tell((client) => client.onFailed());
      if (!this.#everReady) this.#onFailed(message);
      return;
    }
    this.#start();
    this.#tell((client) => client.onRestarted());
  }

  #tell(happened) {
    if (this.#client) happened(this.#client);
    else this.#early.push(happened);
  }
}
