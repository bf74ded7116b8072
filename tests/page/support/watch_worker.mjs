// Init scripts for pages: listening in on the line between page and worker, without changing what passes.
//
// They run in the page before its own scripts, so each is a function without outside references.

/** Keeps every command that the page sends in globalThis.sentCommands, as arrays of bytes. */
export function recordCommands() {
  globalThis.sentCommands = [];
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, transfer) {
    if (message.type === 'command') globalThis.sentCommands.push([...new Uint8Array(message.bytes)]);
    return post.call(this, message, transfer);
  };
}

/** Keeps when "pause" was sent and when the engine's answer that it rests came, in globalThis.pauses. */
export function timePauses() {
  const [PAUSE, PAUSED, COMMAND_AT, STATE_AT] = [3, 1, 8, 12];
  globalThis.pauses = [];
  let sent = null;
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function postMessage(message, transfer) {
    if (message.type === 'command' && new Uint8Array(message.bytes)[COMMAND_AT] === PAUSE) sent = performance.now();
    return post.call(this, message, transfer);
  };
  const PlainWorker = Worker;
  globalThis.Worker = class extends PlainWorker {
    constructor(...args) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (data.type !== 'snapshot' || sent === null || new Uint8Array(data.bytes)[STATE_AT] !== PAUSED) return;
        globalThis.pauses.push(performance.now() - sent);
        sent = null;
      });
    }
  };
}
