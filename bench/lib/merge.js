// Puts the repeated field runs of one engine together: which figure stands for a contender, and the ratios.
import { median } from './timing.js';

/** @typedef {import('../suites/field.js').FieldRow} FieldRow
 *
 * Headscope's figure is the median of its processes, a peer's the best of its own: kernels that spill vary from process to
 * process, and no peer is to lose by bad luck.
 *
 * Each build has a limit of its own: plain simd128 multiplies and adds, relaxed SIMD does both in one instruction. How far the two
 * lie apart depends on the processor, so neither says anything about the other.
 * @typedef {{simd: number, relaxed: number}} Limits GFLOP/s in registers; relaxed is 0 where there is no relaxed SIMD
 * @typedef {{shape: string, gflops: Record<string, number>, unread: Record<string, number>, limits: Limits,
 *   outputError: number, weightsError: number, quiet: number}} MergedRow */

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
    const unread = Object.fromEntries(entries.filter((entry) => entry.unread !== undefined).map(({ name }) =>
      [name, Math.max(...all.filter((entry) => entry.name === name).map((entry) => entry.unread ?? 0))]));
    return {
      shape, gflops, unread, limits: { simd: bestOf('mul+add'), relaxed: bestOf('madd') },
      outputError: Math.max(...all.map((entry) => entry.outputError)),
      weightsError: Math.max(...all.map((entry) => entry.weightsError)),
      quiet: Math.min(...all.map((entry) => entry.quiet)),
    };
  });
}

/** What the project promises: how many times a contender's speed, by shape; `said` is that in a heading.
 * @typedef {{build: string, over: string, said: string, least: (shape: string) => number | undefined}} Target */

/** @param {number | undefined} elsewhere @param {Record<string, number>} [at] */
const least = (elsewhere, at = {}) => (/** @type {string} */ shape) => at[shape] ?? elsewhere;

/** @type {Target[]} */
export const kTargets = [
  { build: 'headscope simd', over: 'onnxruntime-web', said: '≥ 1.6', least: least(1.6) },
  { build: 'headscope simd', over: 'LiteRT simd', said: '≥ 1.12', least: least(1.12) },
  { build: 'headscope relaxed', over: 'onnxruntime-web', said: '≥ 1.85, causal 2.3', least: least(1.85, { '1024×768×12 causal': 2.3 }) },
  { build: 'headscope relaxed', over: 'LiteRT relaxed', said: '≥ 1.3', least: least(1.3) },
  { build: 'headscope relaxed', over: 'best peer', said: '≥ 5, then 3', least: least(undefined, { '8×32×4': 5, '16×64×8': 3 }) },
];

/** Percent of its own limit that each of our builds promises where the arithmetic is large enough. @type {Record<string, number>} */
export const kLimitShares = { 'headscope simd': 85, 'headscope relaxed': 88 };

const kLargeFrom = 128;

/** Percent of its own limit that a build reached. @param {MergedRow} row @param {string} build */
export function limitShare({ gflops, limits }, build) {
  return (100 * gflops[build]) / (build.endsWith('relaxed') ? limits.relaxed : limits.simd);
}

/** @param {MergedRow} row @param {string} build */
export function limitVerdict(row, build) {
  return parseInt(row.shape, 10) < kLargeFrom || limitShare(row, build) >= kLimitShares[build];
}

/** @param {MergedRow} row @param {string} name */
export function figure({ gflops }, name) {
  if (name !== 'best peer') return gflops[name];
  const peers = Object.entries(gflops).filter(([key]) => !key.startsWith('headscope') && key !== 'onnxruntime-node');
  return Math.max(...peers.map(([, value]) => value));
}

/** The ratio of a row and whether the promise holds; undefined where one of the two did not take part.
 * @param {MergedRow} row @param {Target} target */
export function verdict(row, { build, over, least: leastAt }) {
  const ratio = figure(row, build) / figure(row, over);
  return ratio > 0 && Number.isFinite(ratio) ? { ratio, holds: ratio >= (leastAt(row.shape) ?? 0) } : undefined;
}
