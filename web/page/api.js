// window.deltarule: what a host page or a script may ask of the program.
//
// There from the first moment: what is asked before the program runs waits for it. Asking is asynchronous because the
// engine is; getState() alone answers at once, with null until `ready`. A refusal rejects with an Error whose message
// says where and what is wrong.

export class Api {
  #bridge = null;
  #listeners = new Map();
  #connected;

  /** @param more where scripts are that are fetched when they are wanted */
  constructor(more) {
    const ready = new Promise((resolve) => { this.#connected = resolve; });
    const whenReady = async (action) => {
      await ready;
      return action(this.#bridge);
    };
    const later = (name) => import(new URL(name, more));
    const models = (what, given) => whenReady(async (bridge) => (await later('models.js'))[what](this, bridge, given));
    this.page = Object.freeze({
      /** Resolves once the program runs. */
      ready,

      /**
       * { experiment, link, epoch, step, trainLoss, testLoss, trainAccuracy, testAccuracy, samplesPerSecond, status };
       * a number that there is not yet is null.
       */
      getState: () => (this.#bridge ? JSON.parse(this.#bridge.take(this.#bridge.call('host_state')) || 'null') : null),

      /** An experiment as object, JSON text or link ("data=spiral&..."); rejects with what is wrong with it. */
      setExperiment: (experiment) => whenReady((bridge) => {
        const text = typeof experiment === 'string' ? experiment : JSON.stringify(experiment) ?? '';
        const error = bridge.take(bridge.call('host_set_experiment', bridge.put(text)));
        if (error) throw new Error(error);
      }),

      play: () => whenReady((bridge) => { bridge.call('host_play'); }),
      pause: () => whenReady((bridge) => { bridge.call('host_pause'); }),

      /** Trains exactly n batches, then pauses. */
      step: (n = 1) => whenReady((bridge) => {
        if (!Number.isInteger(n) || n < 1 || n > 1e9) throw new Error('step: wants a whole number of batches, 1 or more');
        bridge.call('host_step', n);
      }),

      /** The seeded start again. */
      reset: () => whenReady((bridge) => { bridge.call('host_reset'); }),

      /** The trained network as the bytes of a file: 'safetensors' or 'onnx'. */
      saveModel: (format) => models('save', format),
      /** Opens one (bytes, or a Blob); rejects with what is wrong with it, or does not fit. */
      openModel: (file) => models('open', file),

      /** Calls fn(detail) on "snapshot", "experiment", "status" or "error"; answers a function that ends it. */
      on: (event, fn) => {
        if (typeof fn !== 'function') throw new TypeError('on: wants a function');
        const listeners = this.#listeners.get(event) ?? new Set();
        this.#listeners.set(event, listeners.add(fn));
        return () => { listeners.delete(fn); };
      },
    });
    globalThis.deltarule = this.page;
    addEventListener('message', (event) => {
      if (event.data?.deltarule) later('messages.js').then(({ answer }) => answer(event, this.page));
    });
  }

  connect(bridge) {
    this.#bridge = bridge;
    this.#connected();
  }

  emit(event, json) {
    const listeners = this.#listeners.get(event);
    if (!listeners || listeners.size === 0) return;
    const detail = json ? JSON.parse(json) : null;
    // Later and one by one: a listener that fails, or that asks something, must not reach into a frame being drawn.
    for (const listener of listeners) queueMicrotask(() => listener(detail));
  }
}
