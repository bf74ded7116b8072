// The layers of tfjs.mjs as users of TensorFlow.js get them: its fused operations, with the gradients that it has.
export const plain = (tf) => {
  const ended = (value, activation) => (activation === 'tanh' ? value.tanh() : value);
  // It fuses what it can; softmax is part of the loss.
  const fused = (activation) => (activation === 'relu' ? 'relu' : 'linear');
  return {
    turned: () => undefined,  // tf.matMul does it, every time
    matMul: (x, W) => tf.matMul(x, W),
    dense: (x, W, b, activation) => ended(
      tf.fused.matMul({ a: x, b: W, bias: b, activation: fused(activation) }), activation),
    conv2d: (x, W, b, pad, activation) => ended(
      tf.fused.conv2d({ x, filter: W, strides: 1, pad, bias: b, activation: fused(activation) }), activation),
  };
};
