// What we compare with: the training algorithm of tensorflow/playground written plainly, one object for each neuron and
// one for each weight, with squared error, derivatives gathered over a batch, and plain gradient descent.
//
// It runs in a page of its own, draws nothing, and has the processor to itself while it is measured.

class Link {
  constructor(from, to, random) {
    this.from = from;
    this.to = to;
    this.weight = random() - 0.5;
    this.gathered = 0;
    this.count = 0;
  }
}

class Neuron {
  constructor(activation) {
    this.activation = activation;
    this.bias = 0.1;
    this.into = [];
    this.outOf = [];
    this.sum = 0;
    this.output = 0;
    this.slopeOfOutput = 0;
    this.slopeOfSum = 0;
    this.gathered = 0;
    this.count = 0;
  }

  compute() {
    this.sum = this.bias;
    for (let i = 0; i < this.into.length; i++) this.sum += this.into[i].weight * this.into[i].from.output;
    this.output = this.activation.value(this.sum);
  }
}

const tanh = {
  value: (x) => Math.tanh(x),
  slope: (x) => {
    const y = Math.tanh(x);
    return 1 - y * y;
  },
};

/** Layers of neurons; the first holds the inputs. */
export function makeNetwork(sizes, random) {
  const layers = sizes.map((size) => Array.from({ length: size }, () => new Neuron(tanh)));
  for (let k = 1; k < layers.length; k++) {
    for (const to of layers[k]) {
      for (const from of layers[k - 1]) {
        const link = new Link(from, to, random);
        from.outOf.push(link);
        to.into.push(link);
      }
    }
  }
  return layers;
}

export function forward(layers, inputs) {
  for (let i = 0; i < layers[0].length; i++) layers[0][i].output = inputs[i];
  for (let k = 1; k < layers.length; k++) {
    for (let i = 0; i < layers[k].length; i++) layers[k][i].compute();
  }
  return layers[layers.length - 1][0].output;
}

/** Adds this sample's derivatives of (y - t)^2 / 2 to what the batch has gathered. */
export function backward(layers, target) {
  const last = layers[layers.length - 1][0];
  last.slopeOfOutput = last.output - target;
  for (let k = layers.length - 1; k >= 1; k--) {
    for (let i = 0; i < layers[k].length; i++) {
      const neuron = layers[k][i];
      neuron.slopeOfSum = neuron.slopeOfOutput * neuron.activation.slope(neuron.sum);
      neuron.gathered += neuron.slopeOfSum;
      neuron.count++;
      for (let j = 0; j < neuron.into.length; j++) {
        const link = neuron.into[j];
        link.gathered += neuron.slopeOfSum * link.from.output;
        link.count++;
      }
    }
    if (k === 1) continue;
    for (let i = 0; i < layers[k - 1].length; i++) {
      const neuron = layers[k - 1][i];
      neuron.slopeOfOutput = 0;
      for (let j = 0; j < neuron.outOf.length; j++)
        neuron.slopeOfOutput += neuron.outOf[j].weight * neuron.outOf[j].to.slopeOfSum;
    }
  }
}

export function update(layers, learningRate) {
  for (let k = 1; k < layers.length; k++) {
    for (let i = 0; i < layers[k].length; i++) {
      const neuron = layers[k][i];
      neuron.bias -= learningRate * neuron.gathered / neuron.count;
      neuron.gathered = 0;
      neuron.count = 0;
      for (let j = 0; j < neuron.into.length; j++) {
        const link = neuron.into[j];
        link.weight -= learningRate * link.gathered / link.count;
        link.gathered = 0;
        link.count = 0;
      }
    }
  }
}

/** Two classes, 1 within a disc and -1 in the ring around it. */
export function circle(count, random) {
  return Array.from({ length: count }, (_, i) => {
    const inside = i % 2 === 0;
    const radius = inside ? 2.5 * random() : 3.5 + 1.5 * random();
    const angle = 2 * Math.PI * random();
    return { inputs: [radius * Math.sin(angle), radius * Math.cos(angle)], target: inside ? 1 : -1 };
  });
}

/** The same numbers for everybody (mulberry32). */
export function seeded(seed) {
  return () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export class Baseline {
  constructor({ sizes, batch, learningRate = 0.03, seed = 1 }) {
    const random = seeded(seed);
    this.layers = makeNetwork(sizes, random);
    this.points = circle(250, random);
    this.batch = batch;
    this.learningRate = learningRate;
    this.samples = 0;
  }

  epoch() {
    for (let i = 0; i < this.points.length; i++) {
      forward(this.layers, this.points[i].inputs);
      backward(this.layers, this.points[i].target);
      if ((i + 1) % this.batch === 0) update(this.layers, this.learningRate);
    }
    this.samples += this.points.length;
  }

  loss() {
    let sum = 0;
    for (const { inputs, target } of this.points) sum += (forward(this.layers, inputs) - target) ** 2 / 2;
    return sum / this.points.length;
  }

  /** Trains for so long; samples per second. */
  run(milliseconds) {
    const begin = performance.now();
    const before = this.samples;
    let now = begin;
    for (; now < begin + milliseconds; now = performance.now()) this.epoch();
    return (this.samples - before) / (now - begin) * 1000;
  }
}
