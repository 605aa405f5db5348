// The results of a run as text: one section per engine, then what does not depend on the engine.
import { kLimitShares, kTargets, limitShare, limitVerdict, verdict } from '../lib/merge.js';
import { shapeName } from '../lib/problem.js';
import { processorName } from '../lib/machine.js';
import { kVariantLimit } from '../suites/variants.js';
import { kilobytes, number, table } from './table.js';

/** @typedef {import('../lib/merge.js').MergedRow} MergedRow
 * @typedef {import('../suites/scaling.js').Growth} Growth
 * @typedef {{machine: import('../lib/machine.js').Machine, quick: boolean, date: string, results: Record<string, any>[],
 *   sizes?: {name: string, bytes: number, wasm: number}[]}} Results */

/** @param {string} name of one of our builds */
const short = (name) => name.replace('headscope ', '');

/** @param {string} engine @param {MergedRow[]} rows */
function fieldReport(engine, rows) {
  const names = Object.keys(rows[0].gflops);
  const ours = names.filter((name) => name in kLimitShares);
  const figures = table(
    ['S×d×heads', ...names, 'limit: ×, +', 'limit: madd', ...ours.map((name) => `${short(name)} % of its limit (≥ ${kLimitShares[name]} from S 128 on)`), 'max error', 'quiet'],
    rows.map((row) => [
      row.shape, ...names.map((name) => number(row.gflops[name])), number(row.limits.simd), number(row.limits.relaxed || undefined),
      ...ours.map((name) => `${number(limitShare(row, name), 0)}${limitVerdict(row, name) ? '' : ' !'}`),
      Math.max(row.outputError, row.weightsError).toExponential(1), number(100 * row.quiet, 0),
    ]),
  );
  const targets = kTargets.filter((target) => verdict(rows[0], target));
  const ratios = table(
    ['S×d×heads', ...targets.map(({ build, over, said }) => `${short(build)} ÷ ${over} (${said})`)],
    rows.map((row) => [row.shape, ...targets.map((target) => {
      const result = verdict(row, target);
      return result ? `${number(result.ratio, 2)}${result.holds ? '' : ' !'}` : '–';
    })]),
  );
  const copying = Object.keys(rows[0].unread);
  const unread = table(['S×d×heads', ...copying], rows.map((row) => [row.shape, ...copying.map((name) => number(row.unread[name]))]));
  return `## ${engine}: forward with projections and weights returned, GFLOP/s\n\n${figures}\n\n`
    + (targets.length ? `Ratios; "!" marks a promise that this run did not hold.\n\n${ratios}\n` : '')
    + (copying.length ? `\nWithout reading the results, which these hand out only as copies:\n\n${unread}\n` : '');
}

/** @param {string} engine @param {{widths: [number, number][], rows: {name: string, lengths: number[]}[]}} result */
function frameReport(engine, { widths, rows }) {
  const header = ['largest S within 16.7 ms', ...widths.map(([d, heads]) => `d ${d}, ${heads} heads`)];
  return `## ${engine}: largest sequence per frame, all weights returned\n\n${table(header, rows.map(({ name, lengths }) => [name, ...lengths.map(String)]))}\n`;
}

/** Both fits of one growth, as rows. @param {string} what @param {Growth} part */
export function exponentRows(what, { all, large }) {
  return [all, ...(large ? [large] : [])].map((fit, i) => [
    `${what} ${fit.from} to ${fit.to}${i ? ', above 0.1 ms' : ''}`, number(fit.arithmetic, 2), number(fit.withWeights, 2), number(fit.without, 2),
  ]);
}

export const kExponentHeader = ['grows as the power of', 'arithmetic', 'time, weights', 'time, none'];

/** @param {string} engine @param {{name: string, byLength: Growth, byWidth: Growth}} result */
function scalingReport(engine, { name, byLength, byWidth }) {
  /** @param {string} title @param {Growth} part */
  const section = (title, part) => table([title, 'ms, weights', 'ms, none', 'GFLOP/s'], part.points.map((point) => [
    String(point.size), number(point.withWeights, 3), number(point.without, 3), number(point.flops / point.withWeights / 1e6),
  ]));
  const fits = table(kExponentHeader, [...exponentRows('S', byLength), ...exponentRows('d', byWidth)]);
  return `## ${engine}, ${name}: growth\n\n${section('S (d 64, 8 heads)', byLength)}\n\n${section('d (S 128, 8 heads)', byWidth)}\n\n`
    + `Fitted exponents; where time grows no faster than the arithmetic, nothing but the arithmetic grows.\n\n${fits}\n`;
}

/** @typedef {{shape: import('../lib/problem.js').Shape, rows: import('../suites/masks.js').MaskRow[]}} MaskCosts */

/** @param {MaskCosts} costs */
export function maskTable({ shape, rows }) {
  const dense = rows[0];
  return table([`mask at ${shapeName(shape)}`, 'ms', '% of the time', '% of the arithmetic', 'GFLOP/s, counted dense'], rows.map(({ name, ms, flops }) => [
    name, number(ms), number((100 * ms) / dense.ms), number((100 * flops) / dense.flops), number(dense.flops / ms / 1e6),
  ]));
}

/** @typedef {{shape: import('../lib/problem.js').Shape, rows: import('../suites/variants.js').VariantRow[]}} VariantCosts */

/** @param {VariantCosts} costs */
export function variantTable({ shape, rows }) {
  const plain = rows[0].ms;
  return table([`variant at ${shapeName(shape)}`, 'ms', `% of plain (≤ ${number(100 * kVariantLimit, 0)} promised)`], rows.map(({ name, promises, ms }) => [
    name, number(ms), `${number((100 * ms) / plain)}${promises ? ms > kVariantLimit * plain ? ' !' : '' : ', no promise'}`,
  ]));
}

/** @param {string} engine
 * @param {{seqLen: number, without: number, withWeights: number, weights: number, sequence: number}[]} rows */
function memoryReport(engine, rows) {
  const lines = rows.map(({ seqLen, without, withWeights, weights, sequence }) =>
    [String(seqLen), kilobytes(without), number(without / sequence), kilobytes(withWeights), kilobytes(weights)]);
  return `## ${engine}: memory of the core after one pass (d 64, 8 heads), KiB\n\n`
    + `${table(['S', 'no stages', 'in sequences of S × d floats', 'weights returned', 'the weights alone'], lines)}\n\n`
    + 'A fresh core has 1,024.\n';
}

/** @typedef {{seqLen: number, dModel: number, heads: number,
 *   rows: {name: string, incremental: number, full: number, share: number, square: number}[]}} EditCosts */

/** @param {EditCosts} costs */
export function editTable({ seqLen, dModel, heads, rows }) {
  const title = `${seqLen}×${dModel}×${heads}`;
  return table([title, 'ms', 'full, ms', '% of the time', '% of the multiply-adds', `% of the S×S part (a head is ${number(100 / heads)})`],
    rows.map(({ name, incremental, full, share, square }) => [
      name, number(incremental, 3), number(full, 3), number((100 * incremental) / full), number(100 * share), number(100 * square),
    ]));
}

/** @param {string} engine @param {EditCosts[]} results */
function editsReport(engine, results) {
  return `## ${engine}: what an edit costs in the laboratory\n\n${results.map(editTable).join('\n\n')}\n`;
}

/** @param {Record<string, any>[]} results */
export function startTable(results) {
  const measured = results.filter(({ start }) => start);
  const names = Object.keys(measured[0].start);
  return table(['', ...measured.map(({ engine }) => engine)], names.map((name) => [name, ...measured.map(({ start }) => number(start[name]))]));
}

/** @param {NonNullable<Results['sizes']>} sizes */
export const sizeTable = (sizes) =>
  table(['', 'wasm', 'wasm and JavaScript'], sizes.map(({ name, bytes, wasm }) => [name, kilobytes(wasm), kilobytes(bytes)]));

/** @param {Results} all @returns {string} */
export function fullReport({ machine, quick, date, results, sizes }) {
  const parts = [`# Headscope benchmark${quick ? ', quick' : ''}, ${date}, ${processorName(machine)}, one thread\n`];
  for (const { engine, field, frame, scaling, masks, variants, memory, edits } of results) {
    if (field) parts.push(fieldReport(engine, field.merged));
    if (frame) parts.push(frameReport(engine, frame));
    if (scaling) parts.push(scalingReport(engine, scaling));
    if (masks) parts.push(`## ${engine}: what masks save, weights returned\n\n${maskTable(masks)}\n`);
    if (variants) parts.push(`## ${engine}: what variants cost, weights returned\n\n${variantTable(variants)}\n`);
    if (memory) parts.push(memoryReport(engine, memory));
    if (edits) parts.push(editsReport(engine, edits));
  }
  if (results.some(({ start }) => start)) parts.push(`## First result after import in a fresh process or page, ms\n\n${startTable(results)}\n`);
  if (sizes) parts.push(`## Transfer, Brotli, KiB\n\n${sizeTable(sizes)}\n`);
  return parts.join('\n');
}
