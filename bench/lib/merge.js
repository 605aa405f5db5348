// Puts the repeated field runs of one engine together: which figure stands for a contender, and the ratios.
import { median } from './timing.js';

/** @typedef {import('../suites/field.js').FieldRow} FieldRow
 *
 * Headscope's figure is the median of its processes, a peer's the best of its own: kernels that spill vary from process to
 * process, and no peer is to lose by bad luck.
 * @typedef {{shape: string, gflops: Record<string, number>, limit: number, mulAddLimit: number, outputError: number, weightsError: number,
 *   quiet: number}} MergedRow */

/** @param {FieldRow[][]} runs one list of rows per process @returns {MergedRow[]} */
export function mergeField(runs) {
  const limits = runs.flat().flatMap((row) => row.limits);
  const bestOf = (/** @type {string} */ kind) => Math.max(0, ...limits.filter(({ name }) => name.startsWith(kind)).map((l) => l.gflops));
  return runs[0].map(({ shape, entries }, at) => {
    const rows = runs.map((run) => run[at]);
    const all = rows.flatMap((row) => row.entries);
    const gflops = Object.fromEntries(entries.map(({ name }) => {
      const values = all.filter((entry) => entry.name === name).map((entry) => entry.gflops);
      return [name, name.startsWith('headscope') ? median(values) : Math.max(...values)];
    }));
    return {
      shape, gflops, limit: bestOf('madd') || bestOf('mul+add'), mulAddLimit: bestOf('mul+add'),
      outputError: Math.max(...all.map((entry) => entry.outputError)),
      weightsError: Math.max(...all.map((entry) => entry.weightsError)),
      quiet: Math.min(...all.map((entry) => entry.quiet)),
    };
  });
}

/** @typedef {{build: string, over: string, least: number, at: (shape: string) => boolean}} Target what the project promises */

const everywhere = () => true;
/** @param {string[]} shapes */
const only = (...shapes) => (/** @type {string} */ shape) => shapes.includes(shape);

/** @type {Target[]} */
export const kTargets = [
  { build: 'headscope simd', over: 'onnxruntime-web', least: 1.6, at: everywhere },
  { build: 'headscope simd', over: 'LiteRT simd', least: 1.12, at: everywhere },
  { build: 'headscope relaxed', over: 'onnxruntime-web', least: 1.85, at: everywhere },
  { build: 'headscope relaxed', over: 'LiteRT relaxed', least: 1.3, at: everywhere },
  { build: 'headscope relaxed', over: 'best peer', least: 5, at: only('8×32×4') },
  { build: 'headscope relaxed', over: 'best peer', least: 3, at: only('16×64×8') },
];

/** @param {MergedRow} row @param {string} name */
export function figure({ gflops }, name) {
  if (name !== 'best peer') return gflops[name];
  const peers = Object.entries(gflops).filter(([key]) => !key.startsWith('headscope') && key !== 'onnxruntime-node');
  return Math.max(...peers.map(([, value]) => value));
}

/** Whether a promise holds in a row; undefined where it does not apply.
 * @param {MergedRow} row @param {Target} target */
export function verdict(row, { build, over, least, at }) {
  const ours = figure(row, build);
  const theirs = figure(row, over);
  if (!at(row.shape) || !(ours > 0) || !(theirs > 0)) return undefined;
  return { ratio: ours / theirs, least, holds: ours / theirs >= least };
}
