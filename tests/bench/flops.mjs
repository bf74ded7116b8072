// How many multiplications and additions one sample costs in training: those of the products alone, which are nearly
// all of it in large networks and little of it in small ones. Activations, loss and update count nothing.

/** Of one time step of one layer: { forward, into (the part of it that comes from the input), out (the new shape) }. */
const LAYERS = {
  dense: ({ units }, [channels]) => {
    const forward = 2 * channels * units;
    return { forward, into: forward, out: [units, 1, 1] };
  },
  conv2d: ({ filters, kernel, padding }, [channels, height, width]) => {
    const out = [filters, height + 2 * padding - kernel + 1, width + 2 * padding - kernel + 1];
    const forward = 2 * channels * kernel * kernel * out[0] * out[1] * out[2];
    return { forward, into: forward, out };
  },
  max_pool2d: ({ kernel }, [channels, height, width]) =>
    ({ forward: 0, into: 0, out: [channels, Math.floor(height / kernel), Math.floor(width / kernel)] }),
  flatten: (_, [channels, height, width]) => ({ forward: 0, into: 0, out: [channels * height * width, 1, 1] }),
  lstm: ({ units }, [channels]) =>
    ({ forward: 8 * units * (channels + units), into: 8 * units * channels, out: [units, 1, 1] }),
  gru: ({ units }, [channels]) =>
    ({ forward: 6 * units * (channels + units), into: 6 * units * channels, out: [units, 1, 1] }),
};

/**
 * Per sample, or per time step of a sequence: forward, as much again for the weights' gradients, and as much again for
 * the inputs', but not for the gradient of the data, which nobody needs.
 */
export function trainingFlops({ network, data }) {
  let shape = data.shape;
  let flops = 0;
  network.model.forEach((layer, place) => {
    const { forward, into, out } = LAYERS[layer.layer](layer, shape);
    flops += 3 * forward - (place === 0 ? into : 0);
    shape = out;
  });
  return flops;
}
