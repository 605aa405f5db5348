// The results of a run as text: one section per engine, then what does not depend on the engine.
import { kTargets, verdict } from '../lib/merge.js';
import { kilobytes, number, table } from './table.js';

/** @typedef {import('../lib/merge.js').MergedRow} MergedRow */

/** @param {string} engine @param {MergedRow[]} rows */
export function fieldReport(engine, rows) {
  const names = Object.keys(rows[0].gflops);
  const ours = names.filter((name) => name.startsWith('headscope'));
  const header = ['S×d×heads', ...names, 'limit', ...ours.map((name) => `${name.slice(10)} % of limit`), 'max error', 'quiet'];
  const figures = table(header, rows.map((row) => [
    row.shape, ...names.map((name) => number(row.gflops[name])), number(row.limit),
    ...ours.map((name) => number((100 * row.gflops[name]) / row.limit, 0)),
    Math.max(row.outputError, row.weightsError).toExponential(1), number(100 * row.quiet, 0),
  ]));
  const columns = kTargets.map(({ build, over, least }) => `${build.slice(10)} ÷ ${over} (≥ ${least})`);
  const ratios = table(['S×d×heads', ...columns], rows.map((row) => [
    row.shape,
    ...kTargets.map((target) => {
      const result = verdict(row, target);
      return result ? `${number(result.ratio, 2)}${result.holds ? '' : ' !'}` : '–';
    }),
  ]));
  return `## ${engine}: forward with projections and weights returned, GFLOP/s\n\n${figures}\n\n`
    + `Ratios; "!" marks a promise that this run did not hold.\n\n${ratios}\n`;
}

/** @param {string} engine @param {{widths: [number, number][], rows: {name: string, lengths: number[]}[]}} result */
export function frameReport(engine, { widths, rows }) {
  const header = ['largest S within 16.7 ms', ...widths.map(([d, heads]) => `d ${d}, ${heads} heads`)];
  return `## ${engine}: largest sequence per frame, weights included\n\n${table(header, rows.map(({ name, lengths }) => [name, ...lengths.map(String)]))}\n`;
}

/** @param {string} engine @param {any} result of the scaling job */
export function scalingReport(engine, { name, byLength, byWidth }) {
  /** @param {string} title @param {typeof byLength} part */
  const section = (title, part) => {
    const rows = part.points.map((/** @type {any} */ point) => [
      String(point.size), number(point.withWeights, 3), number(point.without, 3), number(point.flops / point.withWeights / 1e6),
    ]);
    return `${table([title, 'ms, weights', 'ms, none', 'GFLOP/s'], rows)}\n\n`
      + `Time grows as the size to the power ${number(part.exponentOfSize, 2)}, and as the arithmetic to the power ${number(part.exponentOfWork, 2)}.\n`;
  };
  return `## ${engine}, ${name}: growth\n\n${section('S (d 64, 8 heads)', byLength)}\n${section('d (S 128, 8 heads)', byWidth)}`;
}

/** @param {string} engine @param {{seqLen: number, without: number, withWeights: number, weights: number}[]} rows */
export function memoryReport(engine, rows) {
  const lines = rows.map(({ seqLen, without, withWeights, weights }) => [String(seqLen), kilobytes(without), kilobytes(withWeights), kilobytes(weights)]);
  return `## ${engine}: memory of the core after one pass (d 64, 8 heads), KiB\n\n`
    + `${table(['S', 'no stages', 'weights returned', 'the weights alone'], lines)}\n`;
}

/** @param {string} engine
 * @param {{seqLen: number, dModel: number, heads: number, rows: {name: string, incremental: number, full: number, share: number}[]}[]} results */
export function editsReport(engine, results) {
  const sections = results.map(({ seqLen, dModel, heads, rows }) => {
    const lines = rows.map(({ name, incremental, full, share }) => [
      name, number(incremental, 3), number(full, 3), number((100 * incremental) / full), number(100 * share),
    ]);
    return table([`${seqLen}×${dModel}×${heads}`, 'ms', 'full, ms', '% of the time', '% of the multiply-adds'], lines);
  });
  return `## ${engine}: what an edit costs in the laboratory\n\n${sections.join('\n\n')}\n`;
}

/** @param {string[]} engines @param {{name: string, ms: Record<string, number>}[]} rows */
export function startReport(engines, rows) {
  const lines = rows.map(({ name, ms }) => [name, ...engines.map((engine) => number(ms[engine]))]);
  return `## First result after import in a fresh process or page, ms\n\n${table(['', ...engines], lines)}\n`;
}

/** @param {{name: string, bytes: number, wasm: number}[]} sizes */
export function sizeReport(sizes) {
  const lines = sizes.map(({ name, bytes, wasm }) => [name, kilobytes(wasm), kilobytes(bytes)]);
  return `## Transfer, Brotli, KiB\n\n${table(['', 'wasm', 'wasm and JavaScript'], lines)}\n`;
}
