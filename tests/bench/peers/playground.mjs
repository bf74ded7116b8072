// The algorithm of tensorflow/playground in plain JavaScript (playground_baseline.mjs): dense tanh networks with one
// output, squared error, gradient descent.
import { backward, forward, makeNetwork, seeded, update } from '../playground_baseline.mjs';
import { callsPerSecond } from '../timing.mjs';

export const scripts = [];

function whyNot({ size, network }) {
  if (size) return 'has no matrix product';
  const { model, loss } = network;
  const foreign = model.find(({ layer }) => layer !== 'dense');
  if (foreign) return `has no ${foreign.layer} layer`;
  if (loss !== 'mse') return `has no ${loss.replaceAll('_', ' ')}`;
  return model.every(({ activation }) => activation === 'tanh') ? undefined : 'this rewrite has tanh only';
}

export async function open() {
  let layers;
  let samples;
  let batch;
  let rate;
  let at = 0;

  const step = () => {
    for (let i = 0; i < batch; ++i) {
      const { inputs, target } = samples[at];
      at = at + 1 === samples.length ? 0 : at + 1;
      forward(layers, inputs);
      backward(layers, target);
    }
    update(layers, rate);
  };

  return {
    make(workload, data) {
      const why = whyNot(workload);
      if (why) return why;
      const { network, data: { samples: count, shape } } = workload;
      layers = makeNetwork([shape[0], ...network.model.map(({ units }) => units)], seeded(2));
      samples = Array.from({ length: count }, (_, s) => ({
        inputs: [...data.input.subarray(s * shape[0], (s + 1) * shape[0])], target: data.target[s],
      }));
      batch = network.batch_size;
      rate = network.optimizer.learning_rate;
      return undefined;
    },
    run: (seconds) => callsPerSecond(step, seconds) * batch,
    loss: () =>
      samples.reduce((sum, { inputs, target }) => sum + (forward(layers, inputs) - target) ** 2, 0) / samples.length,
  };
}
