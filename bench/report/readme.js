// The measured figures of bench/README.md: the results of a run as compact tables between two markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { processorName } from '../lib/machine.js';
import { figure, limitShare } from '../lib/merge.js';
import { editTable, exponentRows, kExponentHeader, maskTable, sizeTable, startTable, variantTable } from './report.js';
import { number, table } from './table.js';

/** @typedef {import('./report.js').Results} Results
 * @typedef {import('../lib/merge.js').MergedRow} MergedRow */

const kReadme = new URL('../README.md', import.meta.url);
const kBegin = '<!-- measured: written by npm run bench -- --readme -->';
const kEnd = '<!-- measured: end -->';

/** "Node 20" of "Node v20.20.2". @param {string} engine */
const brief = (engine) => engine.replace(/ v?(\d+)\..*/, ' $1');

/** As the rest of the page is. @param {string} text */
const wrapped = (text) => text.replace(/(.{1,128})( |$)/g, '$1\n').trimEnd();

/** Two figures in one cell, plain and relaxed. @param {(number | undefined)[]} values @param {number} [digits] */
const both = (values, digits) => values.map((value) => number(value, digits)).join(' / ');

/** @param {Results} all */
function howMeasured({ machine, quick, date, results }) {
  return `Measured ${date} on one thread of ${processorName(machine)}, ${machine.system}, in ${results.map(({ engine }) => engine).join(', ')}`
    + `${quick ? ', quick' : ''}. Everybody takes a turn in every round of one process, from the same seeded inputs to output and attention weights in arrays that can be read;`
    + ' for LiteRT.js and tfjs that includes the copy that is their only way to hand results out (without it: `build/bench/results.md`). One call before each sample does not'
    + ' count: it takes back the caches from whoever had the turn before. Figures are medians over rounds; of'
    + ' several processes Headscope has the median and a peer its best. Every result is compared with a float64 computation. Samples that another process disturbed are dropped,'
    + ' as a kernel of known work that runs between them tells. LiteRT.js is told of eight processors (`navigator.hardwareConcurrency`), because XNNPACK takes its fast kernel for'
    + ' simd128 only above four; everybody has one thread. 100 % is, for each build, what its own arithmetic reaches in registers in the'
    + ' same run: multiplying and adding for simd128, `f32x4.relaxed_madd` for relaxed SIMD.';
}

/** @param {string} engine @param {MergedRow[]} rows */
function fieldTable(engine, rows) {
  const pair = (/** @type {string} */ name) => [`${name} simd`, `${name} relaxed`];
  const ours = pair('headscope');
  const native = ['headscope native', 'onnxruntime-node'].filter((name) => name in rows[0].gflops);
  const lines = rows.map((row) => {
    const of = (/** @type {string[]} */ names) => names.map((name) => row.gflops[name]);
    const over = (/** @type {string[]} */ names) => ours.map((name, i) => row.gflops[name] / figure(row, names[i]));
    return [
      row.shape, both(of(ours)), both(ours.map((name) => limitShare(row, name)), 0), number(row.gflops['onnxruntime-web']),
      both(of(pair('LiteRT'))), number(row.gflops['tfjs-wasm']), both(over(['onnxruntime-web', 'onnxruntime-web']), 2), both(over(pair('LiteRT')), 2),
      ...native.map((name) => number(row.gflops[name])),
    ];
  });
  return `${brief(engine)}, GFLOP/s (plain simd128 / relaxed SIMD; limits ${both([rows[0].limits.simd, rows[0].limits.relaxed])}):\n\n${table([
    'S×d×heads', 'headscope', '% of its limit', 'onnxruntime-web', 'LiteRT.js', 'tfjs-wasm', '÷ onnxruntime-web', '÷ LiteRT.js', ...native.map((name) => name.replace('node', 'node, native')),
  ], lines)}`;
}

/** @param {Record<string, any>[]} results */
function frameTable(results) {
  const measured = results.filter(({ frame }) => frame);
  const header = measured.flatMap(({ engine, frame }) =>
    frame.widths.map((/** @type {number[]} */ [d, heads], /** @type {number} */ i) => `${i ? '' : `${brief(engine)}: `}d ${d}, ${heads} heads`));
  const rows = measured[0].frame.rows.map((/** @type {{name: string}} */ { name }) => [
    name, ...measured.flatMap(({ frame }) => frame.rows.find((/** @type {{name: string}} */ row) => row.name === name)?.lengths.map(String) ?? frame.widths.map(() => '–')),
  ]);
  return table(['', ...header], rows);
}

/** @param {Record<string, any>[]} results */
function growthTable(results) {
  const rows = results.filter(({ scaling }) => scaling).flatMap(({ engine, scaling }) =>
    [...exponentRows(`${brief(engine)}: S`, scaling.byLength), ...exponentRows(`${brief(engine)}: d`, scaling.byWidth)]);
  return table(kExponentHeader, rows);
}

const kGrowth = wrapped('How time grows, beside the arithmetic of the products (S at d 64 and 8 heads, d at S 128). The softmax is not counted there;'
  + ' with 8 columns to a head it takes about as long as they do and grows with the square of S, so time follows the square sooner:');

/** The section between the markers. @param {Results} all */
export function measuredSection(all) {
  const { results, sizes } = all;
  const having = (/** @type {string} */ suite) => results.filter((result) => result[suite]);
  const parts = [wrapped(howMeasured(all)), ...having('field').map(({ engine, field }) => fieldTable(engine, field.merged))];
  if (having('frame').length) parts.push('Largest S recomputed within a frame of 16.7 ms with all weights:', frameTable(results));
  if (having('scaling').length) parts.push(kGrowth, growthTable(results));
  for (const { engine, masks } of having('masks').slice(-1)) parts.push(`What masks save, weights returned (${brief(engine)}):`, maskTable(masks));
  for (const { engine, variants } of having('variants').slice(-1)) parts.push(`What variants cost, weights returned (${brief(engine)}):`, variantTable(variants));
  for (const { engine, edits } of having('edits').slice(-1)) {
    parts.push(`What an edit costs in the laboratory (${brief(engine)}):`, ...edits.map(editTable));
  }
  if (having('start').length) parts.push('First result after import in a fresh process or page, ms:', startTable(results));
  if (sizes) parts.push('Transfer, Brotli, KiB:', sizeTable(sizes));
  return parts.join('\n\n');
}

/** @param {Results} all */
export function writeReadme(all) {
  const text = readFileSync(kReadme, 'utf8');
  const [begin, end] = [text.indexOf(kBegin), text.indexOf(kEnd)];
  if (begin < 0 || end < begin) throw new Error(`bench/README.md has no "${kBegin}" and "${kEnd}"`);
  writeFileSync(kReadme, `${text.slice(0, begin + kBegin.length)}\n${measuredSection(all)}\n${text.slice(end)}`);
  console.error('bench/README.md has the tables');
}
