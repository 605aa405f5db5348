// Interleaved timing: every contender takes a turn in every round, so that a slow moment of the machine hits all alike.

/** What `run` returns is awaited when it is a promise. `time` gives the milliseconds per call where there is a better clock.
 * What `isWarm` takes longer than a sample and its code has run for long before.
 * @typedef {{run: () => unknown, time?: (calls: number) => Promise<number>, isWarm?: boolean}} Runnable
 *
 * A sample lasts about `sampleMs`, or one call. Taking turns ends early, but not before `leastRounds`, once `budgetMs` are spent.
 * @typedef {{rounds: number, sampleMs: number, warmupMs: number, warmupBatches?: number, leastRounds?: number, budgetMs?: number}} TimingOptions */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  // Of two in the middle the lower: what disturbs a measurement only ever adds to it.
  return sorted[(sorted.length - 1) >> 1];
}

/** Milliseconds per call over `calls` calls. Synchronous contenders are not made to pay for an await.
 * @param {Runnable} runnable @param {number} calls */
async function timeCalls({ run, time }, calls) {
  if (time) return time(calls);
  const start = performance.now();
  for (let i = 0; i < calls; ++i) {
    const pending = run();
    if (pending instanceof Promise) await pending;
  }
  return (performance.now() - start) / calls;
}

/** Warms up until the engine's optimising tier has had its chance, and finds how many calls fill `sampleMs`.
 * @param {Runnable} runnable @param {TimingOptions} options */
async function warmUp(runnable, { sampleMs, warmupMs, warmupBatches = 3 }) {
  if (runnable.isWarm) return 1;
  let spent = 0;
  let calls = 1;
  let best = Infinity;
  // A function tiers up by calls as much as by time: no fewer than so many, however slow.
  for (let batches = 0; spent < warmupMs || batches < warmupBatches; ++batches) {
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
    for (let i = 0; i < 8; ++i) kernel();
    const ms = performance.now() - start;
    best = Math.min(best, ms);
    return ms;
  };
  for (let i = 0; i < 100; ++i) measure();
  // A page's clock has steps of 5 µs, a hundredth of this; a busy neighbour on the same core costs a third and more.
  const isQuiet = (/** @type {number} */ ms) => ms < best * 1.12;
  /** Waits a little for a quiet moment; whether there was one. */
  const awaitQuiet = async () => {
    for (let attempt = 0; attempt < 12; ++attempt) {
      if (isQuiet(measure())) return true;
      await new Promise((done) => setTimeout(done, 2));
    }
    return false;
  };
  return { isQuietNow: () => isQuiet(measure()), awaitQuiet };
}

/** Before a sample one call that does not count: the caches are its own again, not those of whoever had the turn before. Before a
 * sample of one long call what earlier turns left behind is cleared away as well, so that memory for large results is at hand and
 * not asked of the system anew. Both hosts run with --expose-gc. @param {Runnable} runnable @param {number} calls */
async function settle(runnable, calls) {
  await timeCalls(runnable, 1);
  if (calls === 1) collectGarbage();
}

const collectGarbage = () => /** @type {{gc?: () => void}} */ (globalThis).gc?.();

/** On a virtual machine memory that no process ever touched costs several times as much to get as memory that was used before.
 * Touching what large results will take keeps that from whoever happens to come first. */
export function touchMemory() {
  const blocks = [];
  for (let i = 0; i < 16; ++i) blocks.push(new Uint8Array(64 * 2 ** 20).fill(1));
  blocks.length = 0;
  collectGarbage();
}

/** What a measurement of one runnable came to; `quiet` is the share of its samples that nothing disturbed.
 * @typedef {{ms: number, quiet: number}} Timing */

/** Median milliseconds per call of each runnable, taken in turns. Samples that began and ended in a quiet moment count;
 * where there are fewer than the least number, all do.
 * @param {Runnable[]} runnables
 * @param {TimingOptions} options
 * @param {ReturnType<typeof quietness>} quietly
 * @returns {Promise<Timing[]>} */
export async function interleave(runnables, options, quietly) {
  const calls = [];
  for (const runnable of runnables) calls.push(await warmUp(runnable, options));
  const all = runnables.map(() => /** @type {number[]} */ ([]));
  const quiet = runnables.map(() => /** @type {number[]} */ ([]));
  const { rounds, leastRounds = 3, budgetMs = Infinity } = options;
  const began = performance.now();
  const enough = () => quiet.every((samples) => samples.length >= rounds);
  const spent = () => performance.now() - began > budgetMs;
  // A disturbed machine gets more rounds, but not for ever.
  for (let round = 0; round < rounds * 3 && !enough() && (round < leastRounds || !spent()); ++round) {
    for (let i = 0; i < runnables.length; ++i) {
      // A different one goes first each round: caches and clock boosts favour nobody.
      const turn = (i + round) % runnables.length;
      await settle(runnables[turn], calls[turn]);
      const quietBefore = await quietly.awaitQuiet();
      const sample = await timeCalls(runnables[turn], calls[turn]);
      const quietAfter = quietly.isQuietNow();
      all[turn].push(sample);
      if (quietBefore && quietAfter) quiet[turn].push(sample);
    }
  }
  return all.map((samples, i) => ({
    ms: median(quiet[i].length >= leastRounds ? quiet[i] : samples), quiet: quiet[i].length / samples.length,
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
