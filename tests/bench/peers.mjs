// Who takes part: engines in a page of their own, and engines that are native programs. How each one does its work
// stands in peers/.
//   group    "ours", "browser" (compared with us as the best of them), or "native"
//   module   a file of peers/ that runs in the page: scripts (to load first), open(options) -> engine
//   program  what to start; it speaks the lines of engine_native.cpp
// An engine: make(workload, data) -> why it cannot, or undefined; run(seconds) -> units per second; loss(). Ours also:
// peak(which, seconds) -> GFLOP/s.
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export const PEERS = [
  { name: 'deltarule-wasm', group: 'ours', module: 'deltarule_wasm.mjs', options: { relaxed: false } },
  { name: 'deltarule-wasm-relaxed', group: 'ours', module: 'deltarule_wasm.mjs', options: { relaxed: true } },
  { name: 'tfjs-wasm', group: 'browser', module: 'tfjs.mjs', options: { backend: 'wasm', tuned: false } },
  { name: 'tfjs-wasm-tuned', group: 'browser', module: 'tfjs.mjs', options: { backend: 'wasm', tuned: true } },
  { name: 'tfjs-cpu', group: 'browser', module: 'tfjs.mjs', options: { backend: 'cpu', tuned: false } },
  { name: 'convnetjs', group: 'browser', module: 'convnetjs.mjs' },
  { name: 'brain.js', group: 'browser', module: 'brain.mjs' },
  { name: 'playground', group: 'browser', module: 'playground.mjs' },
  { name: 'deltarule-native', group: 'ours',
    program: [process.env.DELTARULE_BENCH_NATIVE ?? here('../../build/native/deltarule-bench-engine')] },
  { name: 'pytorch', group: 'native', program: ['/usr/bin/python3', here('peers/pytorch.py')] },
];
