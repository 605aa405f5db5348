// Interleaved timing: every contender takes a turn in every round, so that a slow moment of the machine hits all alike.

/** @typedef {{run: () => void | Promise<unknown>}} Runnable */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds per call over `calls` calls. Synchronous contenders are not made to pay for an await.
 * @param {Runnable} runnable @param {number} calls */
async function timeCalls({ run }, calls) {
  const start = performance.now();
  for (let i = 0; i < calls; ++i) {
    const pending = run();
    if (pending) await pending;
  }
  return (performance.now() - start) / calls;
}

/** Warms up until the engine's optimising tier has had its chance, and finds how many calls fill `sampleMs`.
 * @param {Runnable} runnable @param {{sampleMs: number, warmupMs: number}} options */
async function warmUp(runnable, { sampleMs, warmupMs }) {
  let spent = 0;
  let calls = 1;
  let best = Infinity;
  // A function tiers up by calls as much as by time: no fewer than three, however slow.
  for (let batches = 0; spent < warmupMs || batches < 3; ++batches) {
    const ms = await timeCalls(runnable, calls);
    spent += ms * calls;
    best = Math.min(best, ms);
    calls = Math.max(1, Math.min(100000, Math.round(sampleMs / Math.max(best, 1e-4))));
  }
  return calls;
}

/** Tells quiet moments from those in which another process had the processor's arithmetic units: a kernel of known,
 * constant work must take no longer than it does at best.
 * @param {() => void} kernel */
export function quietness(kernel) {
  let best = Infinity;
  const measure = () => {
    const start = performance.now();
    for (let i = 0; i < 4; ++i) kernel();
    const ms = performance.now() - start;
    best = Math.min(best, ms);
    return ms;
  };
  for (let i = 0; i < 200; ++i) measure();
  const isQuiet = (/** @type {number} */ ms) => ms < best * 1.08;
  /** Waits a little for a quiet moment; whether there was one. */
  const awaitQuiet = async () => {
    for (let attempt = 0; attempt < 25; ++attempt) {
      if (isQuiet(measure())) return true;
      await new Promise((done) => setTimeout(done, 2));
    }
    return false;
  };
  return { isQuietNow: () => isQuiet(measure()), awaitQuiet };
}

/** What a measurement of one runnable came to; `quiet` is the share of its samples that nothing disturbed.
 * @typedef {{ms: number, quiet: number}} Timing */

/** Median milliseconds per call of each runnable, taken in turns. Samples that began and ended in a quiet moment count;
 * where there are fewer than three, all do.
 * @param {Runnable[]} runnables
 * @param {{rounds: number, sampleMs: number, warmupMs: number}} options
 * @param {ReturnType<typeof quietness>} quietly
 * @returns {Promise<Timing[]>} */
export async function interleave(runnables, options, quietly) {
  const calls = [];
  for (const runnable of runnables) calls.push(await warmUp(runnable, options));
  const all = runnables.map(() => /** @type {number[]} */ ([]));
  const quiet = runnables.map(() => /** @type {number[]} */ ([]));
  const enough = () => quiet.every((samples) => samples.length >= options.rounds);
  // A disturbed machine gets more rounds, but not for ever.
  for (let round = 0; round < options.rounds * 3 && !enough(); ++round) {
    for (let i = 0; i < runnables.length; ++i) {
      // A different one goes first each round: caches and clock boosts favour nobody.
      const turn = (i + round) % runnables.length;
      const began = await quietly.awaitQuiet();
      const sample = await timeCalls(runnables[turn], calls[turn]);
      const ended = quietly.isQuietNow();
      all[turn].push(sample);
      if (began && ended) quiet[turn].push(sample);
    }
  }
  return all.map((samples, i) => ({
    ms: median(quiet[i].length >= 3 ? quiet[i] : samples), quiet: quiet[i].length / samples.length,
  }));
}

/** Least-squares exponent p of time ≈ c · size^p.
 * @param {number[]} sizes @param {number[]} times */
export function fitExponent(sizes, times) {
  const x = sizes.map(Math.log);
  const y = times.map(Math.log);
  const meanX = x.reduce((a, b) => a + b, 0) / x.length;
  const meanY = y.reduce((a, b) => a + b, 0) / y.length;
  const covariance = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
  return covariance / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}
