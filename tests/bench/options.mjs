// The words after tools/bench, as a value. Errors say what is wrong and what may stand there.
import { PEERS } from './peers.mjs';

export const USAGE = `Usage: tools/bench [--peers A,B] [--workloads A,B] [--rounds N] [--seconds S] [--json FILE]
                   [--scaling [--svg FILE]]

Measures training speed of this engine and of others side by side, each on one thread.
  --peers A,B       only these: ${PEERS.map(({ name }) => name).join(' ')}
  --workloads A,B   only these (tests/bench/workloads.json): W1 W1b W2 W3 W4 W4g W5
  --rounds N        rounds, in each of which every engine has its turn (default 9; fewer are a trial, not a result)
  --seconds S       how long a turn is (default 1)
  --json FILE       everything that was measured, also as JSON
  --scaling         instead: this engine alone, against width, depth, batch, image size and sequence length
  --svg FILE        with --scaling: the plot, too
  --help            this text`;

const SCALED = ['deltarule-wasm', 'deltarule-native'];
const DEFAULTS = { peers: PEERS.map(({ name }) => name), workloads: undefined, rounds: 9, seconds: 1, json: undefined,
  scaling: false, svg: undefined, help: false };

function listOf(word, known, what) {
  const wanted = word.split(',').filter(Boolean);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined || wanted.length === 0) {
    throw new Error(`${what}: there is no "${unknown ?? ''}"; there are ${known.join(', ')}`);
  }
  return wanted;
}

function positive(word, name, whole) {
  const value = Number(word);
  if (!(value > 0) || (whole && !Number.isInteger(value))) {
    throw new Error(`${name}: "${word}" is not a positive ${whole ? 'whole number' : 'number'}`);
  }
  return value;
}

/** W5 means W5-256 and W5-512. */
function workloadsOf(word, names) {
  const families = [...new Set([...names, ...names.map((name) => name.split('-')[0])])];
  const wanted = listOf(word, families, '--workloads');
  return names.filter((name) => wanted.includes(name) || wanted.includes(name.split('-')[0]));
}

/** @param words of the command line; workloadNames in the order in which they run. Throws an Error to show. */
export function readOptions(words, workloadNames) {
  const options = { ...DEFAULTS, workloads: workloadNames };
  const readers = {
    '--peers': (word) => { options.peers = listOf(word, DEFAULTS.peers, '--peers'); },
    '--workloads': (word) => { options.workloads = workloadsOf(word, workloadNames); },
    '--rounds': (word) => { options.rounds = positive(word, '--rounds', true); },
    '--seconds': (word) => { options.seconds = positive(word, '--seconds', false); },
    '--json': (word) => { options.json = word; },
    '--svg': (word) => { options.svg = word; },
  };
  const rest = words.flatMap((word) => {
    const cut = word.startsWith('--') ? word.indexOf('=') : -1;
    return cut < 0 ? [word] : [word.slice(0, cut), word.slice(cut + 1)];
  });
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--scaling') options.scaling = true;
    else if (name === '--help' || name === '-h') options.help = true;
    else if (!(name in readers)) throw new Error(`unknown option: ${name}`);
    else if (rest.length === 0) throw new Error(`${name} needs a value`);
    else readers[name](rest.shift());
  }
  if (options.svg && !options.scaling) throw new Error('--svg is for --scaling');
  if (options.scaling) {
    options.peers = options.peers.filter((peer) => SCALED.includes(peer));
    if (options.peers.length === 0) throw new Error(`--scaling is about ${SCALED.join(' and ')}`);
  }
  return options;
}
