// What an edit costs in the laboratory: its incremental evaluation against a full one, in the laboratory's own code.
import { hasRelaxedSimd } from '../lib/limit.js';
import { interleave } from '../lib/timing.js';

/** In the order of bench/edits/edits.cpp. */
const kEdits = ['one weight of W_q', 'one weight of W_v', 'one weight of W_o', 'one input', 'one mask cell', 'causal toggle', 'head count'];

/** @typedef {{edits_create: (kind: number, seqLen: number, dModel: number, heads: number) => number,
 *   edits_use: (bench: number, tile: number) => void, edits_step: (bench: number, full: number) => number, edits_share: (bench: number) => number, edits_square_share: (bench: number) => number,
 *   edits_release: (bench: number) => void, _initialize?: () => void}} Exports */

/** @param {(name: string) => Promise<BufferSource>} read a file of build/bench @returns {Promise<Exports>} */
async function load(read) {
  const module = await WebAssembly.compile(await read(`edits.${hasRelaxedSimd() ? 'relaxed' : 'simd'}.wasm`));
  /** @type {WebAssembly.Imports} */
  const imports = {};
  // What the C++ library wants of a system (a console, a clock) is never needed here.
  for (const { module: space, name } of WebAssembly.Module.imports(module)) (imports[space] ??= {})[name] = () => 0;
  const exports = /** @type {Exports} */ (/** @type {unknown} */ ((await WebAssembly.instantiate(module, imports)).exports));
  exports._initialize?.();
  return exports;
}

/** The laboratory chooses the faster tile kernel by timing; so does this.
 * @param {Exports} exports @param {number} bench @param {ReturnType<typeof import('../lib/timing.js').quietness>} quietly */
async function useFasterTile(exports, bench, quietly) {
  const full = [0, 1].map((tile) => ({
    run: () => {
      exports.edits_use(bench, tile);
      exports.edits_step(bench, 1);
    },
  }));
  const [narrow, wide] = await interleave(full, { rounds: 5, sampleMs: 4, warmupMs: 60 }, quietly);
  exports.edits_use(bench, wide.ms < narrow.ms ? 1 : 0);
}

/** @param {(name: string) => Promise<BufferSource>} read
 * @param {{seqLen: number, dModel: number, heads: number}} size
 * @param {ReturnType<typeof import('../lib/timing.js').quietness>} quietly */
export async function editCosts(read, { seqLen, dModel, heads }, quietly) {
  const exports = await load(read);
  const rows = [];
  for (const [kind, name] of kEdits.entries()) {
    const bench = exports.edits_create(kind, seqLen, dModel, heads);
    if (bench === 0) throw new Error(`the laboratory did not take the edit "${name}" at ${seqLen}×${dModel}×${heads}`);
    await useFasterTile(exports, bench, quietly);
    exports.edits_step(bench, 0);
    const share = exports.edits_share(bench);
    const square = exports.edits_square_share(bench);
    const runs = [0, 1].map((full) => ({ run: () => void exports.edits_step(bench, full) }));
    const [incremental, full] = await interleave(runs, { rounds: 7, sampleMs: 4, warmupMs: 100 }, quietly);
    exports.edits_release(bench);
    rows.push({ name, incremental: incremental.ms, full: full.ms, share, square });
  }
  return { seqLen, dModel, heads, rows };
}
