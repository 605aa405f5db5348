// The headless core: attention from Node, a page or a worker, without the laboratory.
import { attentionProblem } from './attention.js';
import { loadModule } from './load.js';
import { Memory } from './memory.js';
import { multiHeadProblem } from './multi-head.js';
import { Plan } from './plan.js';

export { HeadscopeError } from './errors.js';

/** @typedef {import('./types.d.ts').Core} CoreInterface */

/** Multiply-adds from which on a few milliseconds of choosing between kernels pay. */
const kWorthTuning = 5e7;

/** @implements {CoreInterface} */
class Core {
  #memory;
  /** @type {number | undefined} */
  #tile;

  /** @param {Memory} memory @param {'simd' | 'relaxed'} build */
  constructor(memory, build) {
    this.#memory = memory;
    this.build = build;
    this.description = memory.text(memory.exports.hs_build());
  }

  get memoryBytes() {
    return this.#memory.exports.memory.buffer.byteLength;
  }

  /** Which kernel is faster depends on the engine, so it is timed once, when there is enough to gain.
   * @param {import('./problem.js').Problem} problem */
  #plan(problem) {
    if (this.#tile === undefined && problem.work >= kWorthTuning) this.#tile = this.#memory.exports.hs_choose_tile();
    return new Plan(this.#memory, problem, this.#tile ?? 0);
  }

  /** @param {import('./problem.js').Problem} problem */
  #once(problem) {
    const plan = this.#plan(problem);
    try {
      plan.run();
      return plan.results();
    } finally {
      plan.dispose();
    }
  }

  /** @param {import('./types.d.ts').AttentionArguments} args */
  scaledDotProductAttention(args) {
    return /** @type {import('./types.d.ts').AttentionResult} */ (this.#once(attentionProblem(args)));
  }

  /** @param {import('./types.d.ts').MultiHeadArguments} args */
  multiHeadAttention(args) {
    return /** @type {import('./types.d.ts').MultiHeadResult} */ (this.#once(multiHeadProblem(args)));
  }

  /** @param {import('./types.d.ts').AttentionArguments} args */
  prepareScaledDotProductAttention(args) {
    return this.#plan(attentionProblem(args));
  }

  /** @param {import('./types.d.ts').MultiHeadArguments} args */
  prepareMultiHeadAttention(args) {
    return this.#plan(multiHeadProblem(args));
  }
}

/** Starts a core of its own: its memory is shared with no other.
 * @param {import('./types.d.ts').CoreOptions} [options]
 * @returns {Promise<CoreInterface>} */
export async function createCore(options = {}) {
  const { build, exports } = await loadModule(options);
  return new Core(new Memory(exports), build);
}
