// convnetjs: float64 inside (it has no other numbers). Networks are put together from its layers by hand, because its
// own shorthand adds a linear layer in front of a squared error.
import { lossSamples } from '../data.mjs';
import { callsPerSecond } from '../timing.mjs';

export const scripts = ['/packages/convnetjs/build/convnet.js'];

const SUPPORTED = ['dense', 'conv2d', 'max_pool2d', 'flatten'];

function whyNot({ size, network }) {
  if (size) return 'has no matrix product';
  const foreign = network.model.find(({ layer }) => !SUPPORTED.includes(layer));
  return foreign && `has no ${foreign.layer} layer`;
}

/** The layers of its own that one of ours is. */
function layersOf({ layer, activation, units, filters, kernel, padding = 0 }, from) {
  const { ConvLayer, FullyConnLayer, PoolLayer, ReluLayer, TanhLayer } = globalThis.convnetjs;
  const size = { in_sx: from.out_sx, in_sy: from.out_sy, in_depth: from.out_depth };
  const filter = { sx: kernel, bias_pref: 0.1 };
  const made = [];
  if (layer === 'flatten') return made;
  if (layer === 'dense') made.push(new FullyConnLayer({ ...size, num_neurons: units, bias_pref: 0.1 }));
  if (layer === 'conv2d') made.push(new ConvLayer({ ...size, ...filter, filters, stride: 1, pad: padding }));
  if (layer === 'max_pool2d') made.push(new PoolLayer({ ...size, ...filter, stride: kernel }));
  const after = { relu: ReluLayer, tanh: TanhLayer }[activation];
  const { out_sx: sx, out_sy: sy, out_depth: depth } = made[0];
  if (after) made.push(new after({ in_sx: sx, in_sy: sy, in_depth: depth }));
  return made;
}

export async function open() {
  let net;
  let trainer;
  let inputs;
  let targets;
  let at = 0;
  let lossCount;

  const step = () => {
    trainer.train(inputs[at], targets[at]);
    at = at + 1 === inputs.length ? 0 : at + 1;
  };

  return {
    make(workload, data) {
      const why = whyNot(workload);
      if (why) return why;
      const { convnetjs } = globalThis;
      const { network, data: { samples, shape: [depth, height, width], targets: outputs } } = workload;
      net = new convnetjs.Net();
      net.layers = [new convnetjs.InputLayer({ out_sx: width, out_sy: height, out_depth: depth })];
      for (const spec of network.model) net.layers.push(...layersOf(spec, net.layers.at(-1)));
      const Loss = network.loss === 'mse' ? convnetjs.RegressionLayer : convnetjs.SoftmaxLayer;
      const { out_sx: sx, out_sy: sy, out_depth: units } = net.layers.at(-1);
      net.layers.push(new Loss({ in_sx: sx, in_sy: sy, in_depth: units }));
      const { name, learning_rate: rate } = network.optimizer;
      const momentum = name === 'momentum' ? 0.9 : 0;
      trainer = new convnetjs.Trainer(net, { method: 'sgd', learning_rate: rate, momentum,
        batch_size: network.batch_size, l2_decay: 0, l1_decay: 0 });
      const features = depth * height * width;
      inputs = Array.from({ length: samples }, (_, s) => {
        const volume = new convnetjs.Vol(width, height, depth, 0);
        for (let c = 0; c < depth; ++c) {
          for (let y = 0; y < height; ++y) {
            for (let x = 0; x < width; ++x) {
              volume.set(x, y, c, data.input[s * features + (c * height + y) * width + x]);
            }
          }
        }
        return volume;
      });
      targets = Array.from({ length: samples }, (_, s) => {
        const row = data.target.subarray(s * outputs, (s + 1) * outputs);
        return network.loss === 'mse' ? [...row] : row.indexOf(1);
      });
      at = 0;
      lossCount = lossSamples(workload);
      return undefined;
    },
    run: (seconds) => callsPerSecond(step, seconds),
    loss: () => {
      let sum = 0;
      for (let s = 0; s < lossCount; ++s) {
        const { w } = net.forward(inputs[s], false);
        sum += Array.isArray(targets[s]) ? (w[0] - targets[s][0]) ** 2 : -Math.log(w[targets[s]]);
      }
      return sum / lossCount;
    },
  };
}
