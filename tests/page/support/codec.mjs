// The heads of the engine's messages (engine/api/codec.cpp), as far as tests look into them. Little-endian.

const FRAME = 8;  // magic and payload length
const COMMANDS = ['build', 'adjust', 'play', 'pause', 'step', 'reset', 'subscribe', 'restore'];
const STATES = ['empty', 'paused', 'training', 'diverged'];
const UNITS = ['sample', 'batch', 'epoch'];

function frame(magic, payload) {
  const bytes = new Uint8Array(FRAME + payload.length);
  bytes.set(new TextEncoder().encode(magic));
  new DataView(bytes.buffer).setUint32(4, payload.length, true);
  bytes.set(payload, FRAME);
  return bytes;
}

/** A command that carries nothing: "play", "pause", "reset". */
export const plain = (name) => frame('DRC1', [COMMANDS.indexOf(name)]);

export function step(unit, count) {
  const payload = new Uint8Array(6);
  payload.set([COMMANDS.indexOf('step'), UNITS.indexOf(unit)]);
  new DataView(payload.buffer).setUint32(2, count, true);
  return frame('DRC1', payload);
}

export const commandName = (bytes) => COMMANDS[bytes[FRAME]];

/** The fixed part of a snapshot. */
export function readSnapshot(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = new TextDecoder().decode(bytes.subarray(0, 4));
  if (magic !== 'DRS1') throw new Error(`a snapshot begins with DRS1, not ${magic}`);
  if (view.getUint32(4, true) !== bytes.length - FRAME) throw new Error('a snapshot of another length than it says');
  return {
    generation: view.getUint32(8, true),
    state: STATES[view.getUint8(12)],
    step: Number(view.getBigUint64(13, true)),
    trainLoss: view.getFloat32(53, true),
    trainAccuracy: view.getFloat32(57, true),
    testLoss: view.getFloat32(65, true),
    testAccuracy: view.getFloat32(69, true),
    failed: view.getUint8(77) === 1,
  };
}
