// TensorFlow.js with its WASM or its CPU backend: networks of its operations, with gradients from its tape and its own
// optimizers. options.tuned: with the products and convolutions of tfjs_tuned.mjs.
import { batchOf, batchStarts, lossSamples } from '../data.mjs';
import { callsPerSecond } from '../timing.mjs';
import { plain } from './tfjs_plain.mjs';
import { tuned } from './tfjs_tuned.mjs';

const PACKAGES = '/packages/@tensorflow';
export const scripts = [`${PACKAGES}/tfjs/dist/tf.min.js`, `${PACKAGES}/tfjs-backend-wasm/dist/tf-backend-wasm.min.js`];

/** A network of variables: { variables, forward(x [B, H, W, C] or [T B, features]) -> [B or T B, units] }. */
function buildNetwork(tf, operations, { network: { model }, data: { shape, steps } }, batch) {
  const variables = [];
  let seed = 1;
  const weight = (dims, fanIn, fanOut) => {
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    variables.push(tf.variable(tf.randomUniform(dims, -limit, limit, 'float32', seed++)));
    return variables.at(-1);
  };
  const bias = (units) => {
    variables.push(tf.variable(tf.zeros([units])));
    return variables.at(-1);
  };
  const makers = {
    dense({ units, activation }, [features], first) {
      const W = weight([features, units], features, units);
      const b = bias(units);
      return [[units], (x) => operations.dense(x, W, b, activation, first)];
    },
    conv2d({ filters, kernel, padding, activation }, [height, width, channels], first) {
      const W = weight([kernel, kernel, channels, filters], kernel * kernel * channels, kernel * kernel * filters);
      const b = bias(filters);
      const smaller = 2 * padding - kernel + 1;
      return [[height + smaller, width + smaller, filters],
        (x) => operations.conv2d(x, W, b, padding, activation, first)];
    },
    max_pool2d: ({ kernel }, [height, width, channels]) => [
      [Math.floor(height / kernel), Math.floor(width / kernel), channels],
      (x) => tf.maxPool(x, kernel, kernel, 'valid')],
    flatten: (_, dims) => [[dims.reduce((a, b) => a * b)], (x) => x.reshape([batch, -1])],
    lstm({ units }, [features]) {
      const W = weight([features, 4 * units], features, units);
      const U = weight([units, 4 * units], units, units);
      const b = bias(4 * units);
      return [[units], (x) => {
        let h = tf.zeros([batch, units]);
        let c = h;
        const turned = operations.turned(U);
        const inputs = tf.split(operations.dense(x, W, b, 'linear', true), steps);
        return tf.concat(inputs.map((fromInput) => {
          const [i, f, g, o] = tf.split(fromInput.add(operations.matMul(h, U, turned)), 4, 1);
          c = f.sigmoid().mul(c).add(i.sigmoid().mul(g.tanh()));
          h = o.sigmoid().mul(c.tanh());
          return h;
        }));
      }];
    },
    gru({ units }, [features]) {
      const W = weight([features, 3 * units], features, units);
      const U = weight([units, 3 * units], units, units);
      const b = bias(3 * units);
      const bh = bias(3 * units);
      return [[units], (x) => {
        let h = tf.zeros([batch, units]);
        const turned = operations.turned(U);
        const inputs = tf.split(operations.dense(x, W, b, 'linear', true), steps);
        return tf.concat(inputs.map((fromInput) => {
          const [ri, zi, ni] = tf.split(fromInput, 3, 1);
          const [rh, zh, nh] = tf.split(operations.dense(h, U, bh, 'linear', false, turned), 3, 1);
          const z = zi.add(zh).sigmoid();
          const n = ni.add(ri.add(rh).sigmoid().mul(nh)).tanh();
          h = n.add(z.mul(h.sub(n)));
          return h;
        }));
      }];
    },
  };
  let dims = shape[1] * shape[2] === 1 ? [shape[0]] : [shape[1], shape[2], shape[0]];
  const layers = model.map((spec, place) => {
    const [out, call] = makers[spec.layer](spec, dims, place === 0);
    dims = out;
    return call;
  });
  return { variables, forward: (x) => layers.reduce((value, layer) => layer(value), x) };
}

function makeOptimizer(tf, { name, learning_rate: rate }) {
  if (name === 'sgd') return tf.train.sgd(rate);
  return name === 'momentum' ? tf.train.momentum(rate, 0.9) : tf.train.adam(rate);
}

/** [B, T, n] of the data as [T B, n], step after step. */
function byStep(values, batch, steps) {
  const n = values.length / batch / steps;
  const turned = new Float32Array(values.length);
  for (let s = 0; s < batch; ++s) {
    for (let t = 0; t < steps; ++t) {
      turned.set(values.subarray((s * steps + t) * n, (s * steps + t + 1) * n), (t * batch + s) * n);
    }
  }
  return turned;
}

/** All full batches as tensors: what a step is given. Images have one channel, so CHW is HWC. */
function tensorsOf(tf, workload, data) {
  const { samples, shape: [channels, height, width], steps, targets } = workload.data;
  const batch = workload.network.batch_size;
  const dims = height * width === 1 ? [batch * steps, channels] : [batch, height, width, channels];
  return batchStarts(workload).map((first) => ({
    x: tf.tensor(byStep(batchOf(data.input, first, batch, samples), batch, steps), dims),
    y: tf.tensor(byStep(batchOf(data.target, first, batch, samples), batch, steps), [batch * steps, targets]),
  }));
}

function trainingStep(tf, operations, workload, data) {
  const { network } = workload;
  const batches = tensorsOf(tf, workload, data);
  const { variables, forward } = buildNetwork(tf, operations, workload, network.batch_size);
  const optimizer = makeOptimizer(tf, network.optimizer);
  const loss = network.loss === 'mse' ? (y, out) => tf.losses.meanSquaredError(y, out)
    : (y, out) => tf.losses.softmaxCrossEntropy(y, out);
  let at = 0;
  return {
    step() {
      const { x, y } = batches[at];
      at = at + 1 === batches.length ? 0 : at + 1;
      tf.tidy(() => optimizer.minimize(() => loss(y, forward(x)), false, variables));
    },
    loss() {
      const some = batches.slice(0, Math.ceil(lossSamples(workload) / network.batch_size));
      return some.reduce((sum, { x, y }) => sum + tf.tidy(() => loss(y, forward(x)).dataSync()[0]), 0) / some.length;
    },
    dispose() {
      batches.forEach(({ x, y }) => tf.dispose([x, y]));
      tf.dispose(variables);
      optimizer.dispose();
    },
  };
}

/** Its output is read at the end of a turn only: both backends compute at once. */
function product(tf, n) {
  const a = tf.randomUniform([n, n], -1, 1, 'float32', 1);
  const b = tf.randomUniform([n, n], -1, 1, 'float32', 2);
  return { step: () => tf.matMul(a, b).dispose(), loss: () => 0, dispose: () => tf.dispose([a, b]) };
}

export async function open({ backend, tuned: isTuned }) {
  const { tf } = globalThis;
  if (backend === 'wasm') tf.wasm.setWasmPaths(`${PACKAGES}/tfjs-backend-wasm/dist/`);
  if (!await tf.setBackend(backend)) throw new Error(`TensorFlow.js has no backend "${backend}" here`);
  await tf.ready();
  const operations = (isTuned ? tuned : plain)(tf);
  let work;
  let perStep;

  return {
    make(workload, data) {
      work?.dispose();
      work = undefined;
      const { size, network, data: described } = workload;
      perStep = size ? 2e-9 * size ** 3 : network.batch_size * described.steps;
      const made = size ? product(tf, size) : trainingStep(tf, operations, workload, data);
      try {
        made.step();
      } catch (error) {
        made.dispose();
        const [why] = error.message.split('\n');
        return why.includes('not registered') ? `has no such gradient: ${why}` : `failed: ${why}`;
      }
      work = made;
      return undefined;
    },
    run: (seconds) => callsPerSecond(work.step, seconds) * perStep,
    loss: () => work.loss(),
  };
}
