// How fast something is that can be called again and again: what clock.h is for C++, for the engines in JavaScript.

/** Calls per second of `work`, over at least so many seconds, in bursts of a fiftieth of the time. */
export function callsPerSecond(work, seconds) {
  const begin = performance.now();
  let calls = 0;
  let spent = 0;
  for (let burst = 1; spent < seconds;) {
    for (let i = 0; i < burst; ++i) work();
    calls += burst;
    const before = spent;
    spent = (performance.now() - begin) / 1000;
    if (spent - before < seconds / 50) burst *= 2;
  }
  return calls / spent;
}
