// The field: every contender at every shape, interleaved, with the weights returned and the results compared.
import { flops, makeInputs, shapeName } from '../lib/problem.js';
import { maxDifference, referenceRows, sampleRows } from '../lib/reference.js';
import { interleave } from '../lib/timing.js';

/** GFLOP/s with the results read, `unread` without where reading is a copy, and the largest differences from float64.
 * @typedef {{name: string, kind: string, gflops: number, unread?: number, ms: number, quiet: number, outputError: number,
 *   weightsError: number}} Entry
 * @typedef {{shape: string, entries: Entry[], limits: {name: string, gflops: number}[]}} FieldRow
 * @typedef {import('../lib/timing.js').TimingOptions & {rows: number, unread: boolean, quick: boolean}} FieldOptions `rows` are compared with
 *   float64; `unread` is measured as well
 */

const kLongWork = 1e9;

/** A whole turn: computed, and output and weights in arrays the caller can read.
 * @param {import('../contenders/contender.js').Prepared} prepared @returns {import('../lib/timing.js').Runnable} */
export function returned({ run, read, time }) {
  if (time) return { run, time };
  return { run: () => {
    const pending = run();
    return pending ? pending.then(read) : read();
  } };
}

/** The limit kernels take their turns with the contenders: the clock they see is the same.
 * @param {import('../contenders/contender.js').Contender[]} contenders
 * @param {import('../lib/problem.js').Shape} shape
 * @param {FieldOptions} options
 * @param {import('../lib/limit.js').LimitKernel[]} kernels
 * @param {ReturnType<typeof import('../lib/timing.js').quietness>} quietly
 * @returns {Promise<FieldRow>} */
export async function fieldRow(contenders, shape, options, kernels, quietly) {
  const inputs = makeInputs(shape);
  const prepared = [];
  for (const contender of contenders) prepared.push(await contender.prepare(shape, inputs));
  const copying = prepared.filter(({ readCopies }) => readCopies && options.unread);
  const isWarm = options.quick && flops(shape) > kLongWork;
  const turns = prepared.map((one) => ({ ...returned(one), isWarm }));
  const times = await interleave([...kernels, ...turns, ...copying], options, quietly);
  const gflops = (/** @type {number} */ ms) => flops(shape) / ms / 1e6;
  const rows = sampleRows(shape.seqLen, options.rows);
  const reference = referenceRows(shape, inputs, rows);
  const entries = [];
  for (const [i, contender] of contenders.entries()) {
    const { ms, quiet } = times[kernels.length + i];
    const at = copying.indexOf(prepared[i]);
    const unread = at < 0 ? undefined : times[kernels.length + prepared.length + at];
    const error = maxDifference(shape, await prepared[i].read(), rows, reference);
    entries.push({
      name: contender.name, kind: contender.kind, ms, quiet, gflops: gflops(ms), ...(unread && { unread: gflops(unread.ms) }),
      outputError: error.output, weightsError: error.weights,
    });
    await prepared[i].dispose();
  }
  return {
    shape: shapeName(shape), entries,
    limits: kernels.map(({ name, flops: work }, i) => ({ name, gflops: work / times[i].ms / 1e6 })),
  };
}
