// brain.js: its NeuralNetwork (on the processor, float32). It changes the weights after every sample, not after a
// batch, and has a squared error and one activation for all layers.
import { callsPerSecond } from '../timing.mjs';

// It refuses 0.
const NO_MOMENTUM = 1e-6;

export const scripts = ['/packages/brain.js/dist/browser.js'];

function whyNot({ size, network }) {
  if (size) return 'has no matrix product';
  const { model, loss } = network;
  const foreign = model.find(({ layer }) => layer !== 'dense');
  if (foreign && ['lstm', 'gru'].includes(foreign.layer)) return 'its recurrent networks have neither batches nor Adam';
  if (foreign) return `has no ${foreign.layer} layer`;
  if (loss !== 'mse') return `has no ${loss.replaceAll('_', ' ')}`;
  return undefined;
}

export async function open() {
  let net;
  let inputs;
  let targets;
  let at = 0;

  const step = () => {
    net.trainPattern({ input: inputs[at], output: targets[at] }, false);
    at = at + 1 === inputs.length ? 0 : at + 1;
  };

  return {
    make(workload, data) {
      const why = whyNot(workload);
      if (why) return why;
      const { network: { model, optimizer }, data: { samples, shape, targets: outputs } } = workload;
      const hiddenLayers = model.slice(0, -1).map(({ units }) => units);
      const [{ activation }] = model;
      const training = { activation, learningRate: optimizer.learning_rate, momentum: NO_MOMENTUM };
      net = new globalThis.brain.NeuralNetwork({ inputSize: shape[0], outputSize: outputs, hiddenLayers, ...training });
      net.initialize();
      net.updateTrainingOptions(training);
      inputs = Array.from({ length: samples }, (_, s) => data.input.slice(s * shape[0], (s + 1) * shape[0]));
      targets = Array.from({ length: samples }, (_, s) => data.target.slice(s * outputs, (s + 1) * outputs));
      at = 0;
      return undefined;
    },
    run: (seconds) => callsPerSecond(step, seconds),
    loss: () =>
      inputs.reduce((sum, input, s) => sum + (net.runInput(input)[0] - targets[s][0]) ** 2, 0) / inputs.length,
  };
}
