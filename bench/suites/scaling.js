// How time and memory grow with the sequence and the width, with exponents fitted.
import { flops, makeInputs } from '../lib/problem.js';
import { fitExponent, interleave } from '../lib/timing.js';

/** @typedef {ReturnType<typeof import('../lib/timing.js').quietness>} Quietness
 * @typedef {{size: number, flops: number, withWeights: number, without: number}} Point milliseconds */

const kOptions = { rounds: 5, sampleMs: 4, warmupMs: 100 };

/** @param {import('../contenders/contender.js').Contender} contender
 * @param {import('../lib/problem.js').Shape} shape @param {number} size @param {Quietness} quietly
 * @returns {Promise<Point>} */
async function point(contender, shape, size, quietly) {
  const inputs = makeInputs(shape);
  const both = [await contender.prepare(shape, inputs), await contender.prepare(shape, inputs, { weights: false })];
  const [withWeights, without] = await interleave(both, kOptions, quietly);
  for (const prepared of both) await prepared.dispose();
  return { size, flops: flops(shape), withWeights: withWeights.ms, without: without.ms };
}

/** Time against the arithmetic: an exponent of one means that cost grows exactly as the work does.
 * @param {Point[]} points */
function summary(points) {
  const times = points.map(({ withWeights }) => withWeights);
  return {
    points,
    exponentOfSize: fitExponent(points.map(({ size }) => size), times),
    exponentOfWork: fitExponent(points.map(({ flops: work }) => work), times),
  };
}

/** @param {import('../contenders/contender.js').Contender} contender
 * @param {{lengths: number[], widths: number[]}} sizes @param {Quietness} quietly */
export async function scaling(contender, { lengths, widths }, quietly) {
  const byLength = [];
  for (const seqLen of lengths) byLength.push(await point(contender, { seqLen, dModel: 64, heads: 8, causal: false }, seqLen, quietly));
  const byWidth = [];
  for (const dModel of widths) byWidth.push(await point(contender, { seqLen: 128, dModel, heads: 8, causal: false }, dModel, quietly));
  return { name: contender.name, byLength: summary(byLength), byWidth: summary(byWidth) };
}

/** Memory of a fresh core after one pass, with and without the weights.
 * @param {() => Promise<import('../contenders/contender.js').Contender>} fresh @param {number[]} lengths */
export async function memory(fresh, lengths) {
  const rows = [];
  for (const seqLen of lengths) {
    const shape = { seqLen, dModel: 64, heads: 8, causal: false };
    const bytes = [];
    for (const weights of [false, true]) {
      const contender = await fresh();
      const prepared = await contender.prepare(shape, makeInputs(shape), { weights });
      await prepared.run();
      bytes.push(contender.memoryBytes?.() ?? 0);
    }
    rows.push({ seqLen, without: bytes[0], withWeights: bytes[1], weights: 8 * seqLen * seqLen * 4 });
  }
  return rows;
}
