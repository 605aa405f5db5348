// The headless core: attention from Node, a page or a worker, without the laboratory.
import { attentionProblem } from './attention.js';
import { HeadscopeError, describe } from './errors.js';
import { loadModule } from './load.js';
import { Memory } from './memory.js';
import { multiHeadProblem } from './multi-head.js';
import { Plan } from './plan.js';

// Named here as well so that a page asks for all files at once instead of finding them one after the other.
import './abi.js';
import './options.js';
import './past.js';
import './problem.js';
import './tensors.js';

export { HeadscopeError } from './errors.js';

/** @typedef {import('./types.d.ts').Core} CoreInterface */

/** Multiply-adds from which on a few milliseconds of choosing between kernels pay: in one call, and in a plan, which runs often. */
const kWorthTuning = 5e7;
const kPlanWorthTuning = 1e6;

const kTiles = ['narrow', 'wide'];

/** @implements {CoreInterface} */
class Core {
  #memory;
  /** @type {number | undefined} */
  #tile;

  /** @param {Memory} memory @param {'simd' | 'relaxed'} build @param {import('./types.d.ts').CoreOptions['tile']} [tile] */
  constructor(memory, build, tile = 'auto') {
    this.#memory = memory;
    this.build = build;
    if (tile !== 'auto') this.#tile = kTiles.indexOf(tile);
    if (this.#tile === -1) throw new HeadscopeError('tile', describe(tile), '"auto", "narrow" or "wide"');
    this.description = memory.text(memory.exports.hs_build());
  }

  get memoryBytes() {
    return this.#memory.exports.memory.buffer.byteLength;
  }

  /** Which of the two kernels the core runs; undefined until there was enough work to time them for. */
  get tile() {
    return this.#tile === undefined ? undefined : kTiles[this.#tile];
  }

  /** Which kernel is faster depends on the engine, so it is timed once, when there is enough to gain.
   * @param {import('./problem.js').Problem} problem @param {number} worthTuning */
  #plan(problem, worthTuning) {
    if (this.#tile === undefined && problem.work >= worthTuning) this.#tile = this.#memory.exports.hs_choose_tile();
    return new Plan(this.#memory, problem, this.#tile ?? 0);
  }

  /** @param {import('./problem.js').Problem} problem */
  #once(problem) {
    const plan = this.#plan(problem, kWorthTuning);
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
    return this.#plan(attentionProblem(args), kPlanWorthTuning);
  }

  /** @param {import('./types.d.ts').MultiHeadArguments} args */
  prepareMultiHeadAttention(args) {
    return this.#plan(multiHeadProblem(args), kPlanWorthTuning);
  }
}

/** Starts a core of its own: its memory is shared with no other.
 * @param {import('./types.d.ts').CoreOptions} [options]
 * @returns {Promise<CoreInterface>} */
export async function createCore(options = {}) {
  const { build, exports } = await loadModule(options);
  return new Core(new Memory(exports), build, options.tile);
}
