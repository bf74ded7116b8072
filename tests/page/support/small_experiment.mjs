// An experiment as JSON has it, with every member, small enough to train at once.
export const smallExperiment = (name) => ({
  deltarule: 1,
  data: { kind: 'points', name, samples: 100, noise: 0.1, train: 0.5, inputs: ['x1', 'x2'] },
  model: [{ layer: 'dense', units: 3, activation: 'tanh' }, { layer: 'dense', units: 1, activation: 'sigmoid' }],
  loss: 'binary_cross_entropy',
  optimizer: { name: 'sgd', learning_rate: 0.1 },
  regularization: { l1: 0, l2: 0 },
  initializer: 'xavier_uniform', batch_size: 10, seed: 7,
});
