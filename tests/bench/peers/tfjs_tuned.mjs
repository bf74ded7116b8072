// The same layers for somebody who knows TensorFlow.js well: gradients by hand, because its WASM backend computes a
// product with a transposed factor 13 to 20 times slower than one with a factor that was transposed before, has no
// gradient for a convolution's filter, and a slow one for its input. `first`: nobody needs the gradient of the data.
// `turned`: W transposed, of weights that many steps of a sequence share.
export const tuned = (tf) => {
  /** dy where y > 0. */
  const through = (dy, y, activation) => (activation === 'relu' ? tf.mul(dy, y.step()) : dy);

  /**
   * A function of x, W and b with its gradient; without x's if `first`.
   * @param value () -> y; grads (x, W, dy, turned) -> { dx() and dW() }
   */
  const layer = (x, W, b, activation, first, value, grads, turned) => {
    const run = tf.customGrad((...passed) => {
      const save = passed.at(-1);
      const y = value();
      save(turned ? [x, W, y, turned] : [x, W, y]);
      return {
        value: y,
        gradFunc: (dy, [savedX, savedW, savedY, savedTurned]) => {
          const dz = through(dy, savedY, activation);
          const { dx, dW } = grads(savedX, savedW, dz, savedTurned);
          const db = b ? [dz.reshape([-1, W.shape.at(-1)]).sum(0)] : [];
          return [...(first ? [] : [dx()]), dW(), ...db];
        },
      };
    });
    return run(...(first ? [] : [x]), W, ...(b ? [b] : []));
  };
  const ended = (value, activation) => (activation === 'tanh' ? value.tanh() : value);
  const fused = (activation) => (activation === 'relu' ? 'relu' : 'linear');

  const productGrads = (x, W, dy, turned) => ({
    dx: () => tf.matMul(dy, turned ?? tf.transpose(W)),
    dW: () => tf.matMul(tf.transpose(x), dy),
  });
  // dW[u, v, c, k] is the sum over samples and places of x[s, i + u, j + v, c] dy[s, i, j, k]: a convolution with the
  // channels as samples and the samples as channels. dx is dy, padded as far as the filter reaches, met by the filter
  // turned by 180 degrees.
  const around = (pad, kernel) => {
    const cells = [kernel - 1 - pad, kernel - 1 - pad];
    return [[0, 0], cells, cells, [0, 0]];
  };
  const convolutionGrads = (pad) => (x, W, dy) => ({
    dx: () => tf.conv2d(dy, tf.transpose(tf.reverse(W, [0, 1]), [0, 1, 3, 2]), 1, around(pad, W.shape[0])),
    dW: () => tf.transpose(
      tf.conv2d(tf.transpose(x, [3, 1, 2, 0]), tf.transpose(dy, [1, 2, 0, 3]), 1, pad), [1, 2, 0, 3]),
  });

  return {
    turned: (W) => tf.transpose(W),
    matMul: (x, W, turned) => layer(x, W, undefined, 'linear', false, () => tf.matMul(x, W), productGrads, turned),
    dense: (x, W, b, activation, first, turned) => ended(layer(x, W, b, activation, first,
      () => tf.fused.matMul({ a: x, b: W, bias: b, activation: fused(activation) }), productGrads, turned), activation),
    conv2d: (x, W, b, pad, activation, first) => ended(layer(x, W, b, activation, first,
      () => tf.fused.conv2d({ x, filter: W, strides: 1, pad, bias: b, activation: fused(activation) }),
      convolutionGrads(pad)), activation),
  };
};
