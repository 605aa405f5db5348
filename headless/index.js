// The headless core: attention from Node, a page or a worker, without the laboratory.
import { attentionProblem } from './attention.js';
import { HeadscopeError, describe } from './errors.js';
import { layerNorm } from './layer-norm.js';
import { loadModule } from './load.js';
import { Memory } from './memory.js';
import { multiHeadProblem } from './multi-head.js';
import { Plan } from './plan.js';
import { Tile } from './tile.js';

export { HeadscopeError } from './errors.js';

/** @typedef {import('./types.d.ts').Core} CoreInterface */

/** Multiply-adds from which on a few milliseconds of choosing between kernels pay: in one call, and in a plan, which runs often. */
const kWorthTuning = 5e7;
const kPlanWorthTuning = 1e6;

/** @implements {CoreInterface} */
class Core {
  #memory;
  #tile;

  /** @param {Memory} memory @param {'simd' | 'relaxed'} build @param {import('./types.d.ts').CoreOptions['tile']} [tile] */
  constructor(memory, build, tile = 'auto') {
    this.#memory = memory;
    this.build = build;
    if (!Tile.isKnown(tile)) throw new HeadscopeError('tile', describe(tile), '"auto", "narrow" or "wide"');
    this.#tile = new Tile(memory.exports, tile);
    this.description = memory.text(memory.exports.hs_build());
  }

  get memoryBytes() {
    return this.#memory.exports.memory.buffer.byteLength;
  }

  /** Which of the two kernels the core runs; undefined while there has not been enough work to time them for. */
  get tile() {
    return this.#tile.name;
  }

  /** @param {import('./problem.js').Problem} problem @param {number} worthTuning */
  #plan(problem, worthTuning) {
    return new Plan(this.#memory, problem, () => this.#tile.forRun(problem.work >= worthTuning));
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

  /** @param {import('./types.d.ts').LayerNormArguments} args */
  layerNorm(args) {
    return layerNorm(this.#memory, args);
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
