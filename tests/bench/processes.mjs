// Engines that are programs: they speak the lines of JSON that engine_native.cpp describes. Samples go through a file.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { drawData } from './data.mjs';

export async function openProgram({ name, program: [command, ...words] }) {
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' } });
  await once(child, 'spawn');
  child.stdin.on('error', () => {});  // a program that ended is told of when its answer does not come
  const folder = mkdtempSync(join(tmpdir(), 'deltarule-bench-'));
  const file = join(folder, 'data');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function ask(question) {
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await lines.next();
    if (done) return { why: `${name}: the program ended (${command})` };
    return JSON.parse(value);
  }
  async function valueOf(question) {
    const { value, why } = await ask(question);
    if (why) throw new Error(why);
    return value;
  }

  return {
    async make(workload) {
      const data = drawData(workload);
      if (data) writeFileSync(file, Buffer.concat([data.input, data.target].map(({ buffer }) => Buffer.from(buffer))));
      const { why } = await ask({ op: 'make', workload, data: file });
      return why;
    },
    run: (seconds) => valueOf({ op: 'run', seconds }),
    loss: () => valueOf({ op: 'loss' }),
    peak: (which, seconds) => valueOf({ op: 'peak', which, seconds }),
    async close() {
      child.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
